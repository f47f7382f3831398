package fr.dmp.pilotage.quality;

import static fr.dmp.pilotage.quality.EsWeeks.CONSULTATIONS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS;
import static fr.dmp.pilotage.quality.EsWeeks.DOCUMENTS_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.FED_CUMUL;
import static fr.dmp.pilotage.quality.EsWeeks.lines;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.quality.EsWeeks.Line;
import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.Marts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A partial file is audited with the lines that it completes: what is found in one of them names the file that it is in. */
class CarriedLinesTests {

    private static final int ESTABLISHMENTS = 6;

    private static EsWeeks weeks;

    @BeforeAll
    static void open(@TempDir Path home) {
        weeks = new EsWeeks(home, "2012-S20");
    }

    @AfterAll
    static void close() {
        weeks.close();
    }

    @BeforeEach
    void clear() {
        weeks.clear();
    }

    private static List<String> messages(LoadOutcome outcome) {
        return outcome.findings().stream().map(FoundCount::message).toList();
    }

    /** Lines 3 to 7 of the file: few documents, a fall, a sum that is none, too many DMP fed, another vendor. */
    private static List<Line> linesOfTheSecondWeek() {
        List<Line> lines = new ArrayList<>(lines(ESTABLISHMENTS, 2));
        lines.set(1, lines.get(1).with(DOCUMENTS, 8).plus(DOCUMENTS_CUMUL, 8 - 62));
        lines.set(2, lines.get(2).with(DOCUMENTS_CUMUL, 960));
        lines.set(3, lines.get(3).plus(CONSULTATIONS_CUMUL, 3));
        lines.set(4, lines.get(4).plus(FED_CUMUL, 2));
        lines.set(5, lines.get(5).sold("AUTRE ÉDITEUR"));
        return lines;
    }

    @Test
    void whatIsFoundInACarriedLineNamesItsFile() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        weeks.load(2, linesOfTheSecondWeek());
        LoadOutcome part = weeks.loadPart(2, lines(ESTABLISHMENTS, 2).subList(0, 1));
        assertThat(part.carried()).isEqualTo(11);
        String base = "[activite_es_2012-S22.csv] ";
        assertThat(messages(part))
                .containsExactly(
                        base + "line 5: consultations_cumul was 35 the week before and the week's figure is 5: expected"
                                + " 40, found 43 (+3)",
                        base + "line 4: documents_cumul was 963 the week before and is now 960 (-3); what is counted"
                                + " since the opening cannot fall without a correction",
                        base
                                + "line 6: dmp_alimentes_cumul was 83 the week before and 14 were fed in the week: expected"
                                + " 83 to 97, found 98; a DMP fed again counts once",
                        base + "line 3: documents: 11 DMP were fed with 8 documents (-3); each takes one at least",
                        base + "line 7: Picardie: structures that changed from ÉDITEUR FICTIF to AUTRE ÉDITEUR: 1");
    }

    @Test
    void whatIsFoundInALineOfThePartNamesThePart() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 2);
        assertThat(messages(weeks.loadPart(2, linesOfTheSecondWeek().subList(2, 3))))
                .containsExactly(
                        "[activite_es_2012-S22_partiel.csv] line 2: documents_cumul was 963 the week before and"
                                + " the week's figure is 63: expected 1,026, found 960 (-66)");
    }

    @Test
    void twoLinesOfTwoFilesAreBothNamed() {
        List<Line> lines = lines(ESTABLISHMENTS, 1);
        weeks.load(1, lines);
        LoadOutcome part = weeks.loadPart(1, List.of(lines.get(2).at(EsWeek.finess("60", 99))));
        assertThat(messages(part))
                .containsExactly(
                        "[activite_es_2012-S21.csv] line 4: lines 4 and 2 (activite_es_2012-S21_partiel.csv) of"
                                + " département 60 have the same eight figures (2 lines in all, 963 documents since the"
                                + " opening): one structure may report under two identifiers");
        assertThat(weeks.found(part))
                .singleElement()
                .asString()
                .contains(" / Les lignes 4 et 2 (activite_es_2012-S21_partiel.csv) du département 60 portent les huit");
    }

    @Test
    void anIdentifierThatChangedNamesTheFilesOfBothWeeks() {
        List<Line> first = lines(ESTABLISHMENTS, 1);
        weeks.load(1, first.subList(0, 11));
        weeks.loadPart(1, first.subList(11, 12));
        List<Line> second = new ArrayList<>(lines(ESTABLISHMENTS, 2));
        second.set(11, second.get(11).at(EsWeek.finess("67", 99)));
        weeks.load(2, second);
        LoadOutcome part = weeks.loadPart(2, second.subList(0, 1));
        assertThat(messages(part))
                .first()
                .isEqualTo(
                        "[activite_es_2012-S22.csv] line 13: a structure never seen before goes on where that of line"
                                + " 2 of the week before (activite_es_2012-S21_partiel.csv) ended (966 documents since the"
                                + " opening), which has no line: its identifier seems to have changed");
    }

    /** A content that came under another name before is told under the one that it was loaded with. */
    @Test
    void aFileIsNamedAsItWasLoaded() {
        weeks.loadSteady(ESTABLISHMENTS, 1, 1);
        LoadOutcome held = weeks.load(2, linesOfTheSecondWeek());
        weeks.site().operations().withdraw(Objects.requireNonNull(held.loadId()), "trial", null);
        Path file = weeks.site().home().resolve("files/activite_es_2012-S22.csv");
        LoadOutcome again = weeks.site().operations().load(renamed(file, "activite_es_2012-S22_bis.csv"), null, null);
        assertThat(messages(again)).isNotEmpty().allMatch(each -> each.startsWith("[activite_es_2012-S22_bis.csv] "));
    }

    private static Path renamed(Path file, String name) {
        try {
            return Files.move(file, file.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyCheckThatNamesALineOfAFeedWithPartialFilesNamesItsFile() {
        Definitions definitions = new Definitions(null);
        List<FeedDefinition> partial = Catalog.read(definitions).feeds().stream()
                .filter(feed -> feed.partial() != null)
                .toList();
        assertThat(partial).hasSizeGreaterThanOrEqualTo(3);
        List<String> nameless = new ArrayList<>();
        for (FeedDefinition feed : partial) {
            new TransactionTemplate(weeks.site().bean(PlatformTransactionManager.class))
                    .executeWithoutResult(status -> {
                        status.setRollbackOnly();
                        AuditScope nothing = AuditScope.none(feed);
                        feed.marts()
                                .forEach(mart -> weeks.site().bean(Marts.class).compute(nothing, mart));
                        // Lines that are rejected leave before others are carried forward: they are the file's own.
                        new Checks(definitions)
                                .of(feed).stream()
                                        .filter(check -> !check.rejects() && namesALineOnly(check, nothing))
                                        .forEach(check -> nameless.add(feed.id() + ": " + check.code()));
                    });
        }
        assertThat(nameless).isEmpty();
    }

    private static boolean namesALineOnly(Check check, AuditScope scope) {
        List<String> columns = Objects.requireNonNull(weeks.site()
                .jdbc()
                .sql(check.sql())
                .params(scope.parameters())
                .params(check.parameters())
                .query(CarriedLinesTests::columns));
        return columns.contains("line_no") && !columns.contains("file_id");
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            columns.add(meta.getColumnLabel(column).toLowerCase(Locale.ROOT));
        }
        return columns;
    }
}
