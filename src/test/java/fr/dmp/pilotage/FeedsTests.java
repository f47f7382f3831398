package fr.dmp.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.pipeline.FeedListing;
import fr.dmp.pilotage.pipeline.FeedState.State;
import fr.dmp.pilotage.pipeline.FeedsRequest;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What arrived, what is late and what is missing, as of a Wednesday in October 2012 and as of years later. */
@TestInstance(Lifecycle.PER_CLASS)
class FeedsTests {

    private static final LocalDate WEDNESDAY = LocalDate.of(2012, 10, 17);

    private static final String WRONG = EsWeek.row("600000000") + "\n" + EsWeek.row("600000008");

    private Path definitions;
    private Site site;

    /**
     * Weeks of hospitals: {@code national} is to send them within three days, {@code ars} from 2012-S37 within ten, {@code
     * ght} never said since when.
     */
    @BeforeAll
    void load(@TempDir Path home, @TempDir Path own) throws IOException {
        definitions = own;
        declare(
                "es-weekly",
                "expected: { within-days: 3, per-sender: { ars: { from: 2012-S37, within-days: 10 } } }",
                "national, ars, ght");
        declare("psl-weekly", "expected: { every: never }", "national");
        declare("autres-weekly", "expected: { from: 2012-S40, until: 2012-S41, within-days: 2 }", "national");
        site = new Site(home, "--pilotage.definitions=" + own).on(WEDNESDAY);
        on("2012-09-01", send("2012-S34", EsWeek.good(2)));
        on("2012-09-02", site.load("activite_es_2012-S34_partiel.csv", week("2012-S34", EsWeek.good(1))));
        LoadOutcome wrong = on("2012-09-04", send("2012-S35", EsWeek.good(1)));
        site.operations().withdraw(Objects.requireNonNull(wrong.loadId()), "wrong month", "Camille");
        on("2012-09-20", send("2012-S36", EsWeek.good(2)));
        on("2012-09-21", send("2012-S36", EsWeek.good(3)));
        on("2012-09-25", send("2012-S37", EsWeek.good(3)));
        on("2012-09-26", send("2012-S38", EsWeek.good(2)));
        LoadOutcome held = on("2012-10-02", send("2012-S39", EsWeek.file(EsWeek.row(EsWeek.finess(1)), WRONG)));
        assertThat(held.status()).isEqualTo(Status.HELD);
        site.load("activite_es_2012-S40.csv", week("2012-S40", EsWeek.good(2)).replace("statut;", "genre;"));
    }

    @AfterAll
    void close() {
        site.close();
    }

    private void declare(String feed, String expected, String senders) throws IOException {
        String path = "jobs/feeds/" + feed + ".yaml";
        String packaged = Files.readString(Path.of(path));
        String changed = packaged.replaceFirst("(?m)^expected: .*$", expected)
                .replaceFirst("(?m)^senders: .*$", "senders: [" + senders + "]");
        assertThat(changed).isNotEqualTo(packaged);
        Files.createDirectories(definitions.resolve(path).getParent());
        Files.writeString(definitions.resolve(path), changed);
    }

    private static String week(String label, String text) {
        return text.replace("2012-S38", label);
    }

    private LoadOutcome send(String label, String text) {
        return site.load("activite_es_" + label + ".csv", week(label, text));
    }

    /** Lets a load have come at noon of a day: the ledger's times are those of the database. */
    private LoadOutcome on(String day, LoadOutcome outcome) {
        site.jdbc()
                .sql("update ops.load set opened_at = :at::timestamptz where load_id = :load")
                .param("at", day + " 12:00 Europe/Paris")
                .param("load", outcome.loadId())
                .update();
        return outcome;
    }

    private FeedListing list(String feed, String sender, Set<State> states, String from, String to, int last) {
        return site.operations()
                .feeds(new FeedsRequest(
                        feed,
                        sender,
                        states,
                        from == null ? null : Period.written(from),
                        to == null ? null : Period.written(to),
                        last));
    }

    private List<String> es(String sender) {
        return told(list("es-weekly", sender, Set.of(), null, null, 0));
    }

    private static List<String> told(FeedListing listing) {
        return listing.states().stream()
                .map(each -> Stream.of(
                                each.period(),
                                each.state(),
                                each.revision(),
                                each.rows(),
                                each.due() == null ? null : "due " + each.due(),
                                each.lateDays() == null ? null : each.lateDays() + " late",
                                each.reason(),
                                each.before())
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .collect(Collectors.joining(" | ")))
                .toList();
    }

    @Test
    void everyPeriodOfASenderStandsWhereItStands() {
        assertThat(es("national"))
                .containsExactly(
                        "2012-S41 | AWAITED | due 2012-10-17",
                        "2012-S40 | REFUSED | due 2012-10-10 | [activite_es_2012-S40.csv]: the header lacks [statut];"
                                + " found [semaine, finess_et, finess_ej, raison_sociale, categorie, genre, departement,"
                                + " dmp_compatible, editeur_dpi, date_demarrage, dmp_crees, dmp_crees_cumul,"
                                + " dmp_alimentes, dmp_alimentes_cumul, documents, documents_cumul, consultations,"
                                + " consultations_cumul]",
                        "2012-S39 | HELD | 1 | 1 | due 2012-10-03 | too-many-rejects:"
                                + " 2 of 3 rows were rejected, at most 1 are let through",
                        "2012-S38 | ARRIVED | 1 | 2 | due 2012-09-26",
                        "2012-S37 | LATE | 1 | 3 | due 2012-09-19 | 6 late",
                        "2012-S36 | REVISED | 2 | 3 | due 2012-09-12 | 8 late | revision 1 of 2012-09-20, 2 rows",
                        "2012-S35 | WITHDRAWN | 1 | 1 | due 2012-09-05 | withdrawn by Camille: wrong month",
                        "2012-S34 | PARTIAL | 2 | 2 | due 2012-08-29 | revision 1 of 2012-09-01, 2 rows");
    }

    @Test
    void aDeclaredSenderThatNeverSentAnythingIsMissingSinceItIsExpected() {
        assertThat(es("ars"))
                .containsExactly(
                        "2012-S41 | AWAITED | due 2012-10-24",
                        "2012-S40 | AWAITED | due 2012-10-17",
                        "2012-S39 | MISSING | due 2012-10-10",
                        "2012-S38 | MISSING | due 2012-10-03",
                        "2012-S37 | MISSING | due 2012-09-26");
    }

    @Test
    void oneOfWhichNobodySaysSinceWhenIsMissingSinceAnotherSent() {
        assertThat(es("ght"))
                .hasSize(8)
                .startsWith("2012-S41 | AWAITED | due 2012-10-17", "2012-S40 | MISSING | due 2012-10-10")
                .endsWith("2012-S34 | MISSING | due 2012-08-29");
    }

    @Test
    void whatAnUnknownSenderSentIsShownUntilAGoodFileComes() {
        Path list = site.write(
                "incidents_2012-09-20.csv",
                "debut;fin;maille;code;feed;note\n2012-09-18;2012-09-18;FRANCE;;;hébergeur en panne (fictif)\n");
        site.operations().load(list, "nationale", null);
        assertThat(told(list("incidents", null, Set.of(), null, null, 0)))
                .containsExactly(
                        "2012-09-20 | REFUSED | [incidents_2012-09-20.csv]: expected a file from national, found"
                                + " one from \"nationale\"");
        site.operations().load(list, null, null);
        assertThat(told(list("incidents", null, Set.of(), null, null, 0)))
                .containsExactly("2012-09-20 | ARRIVED | 1 | 1");
    }

    @Test
    void nothingIsMissedOfAFeedWhoseFilesComeWhenTheyCome() {
        assertThat(list("psl-weekly", null, Set.of(), null, null, 0).states()).isEmpty();
    }

    @Test
    void nothingIsExpectedBeforeTheFirstPeriodNorAfterTheLastThatIsDeclared() {
        assertThat(told(list("autres-weekly", null, Set.of(), null, null, 0)))
                .containsExactly("2012-S41 | MISSING | due 2012-10-16", "2012-S40 | MISSING | due 2012-10-09");
    }

    @Test
    void aWeeklyFeedThatNobodyEverSentIsMissingWithoutAPeriod() {
        assertThat(told(list("distincts-weekly", null, Set.of(), null, null, 0)))
                .containsExactly("MISSING");
    }

    @Test
    void statesAndPeriodsMayBeAskedFor() {
        assertThat(told(list("es-weekly", "national", Set.of(State.LATE, State.HELD), null, null, 8)))
                .extracting(each -> each.substring(0, 8))
                .as("what came late, be it revised since")
                .containsExactly("2012-S39", "2012-S37", "2012-S36");
        assertThat(told(list("es-weekly", "national", Set.of(), "2012-S37", "S38/2012", 1)))
                .extracting(each -> each.substring(0, 8))
                .containsExactly("2012-S38", "2012-S37");
        assertThat(told(list("es-weekly", "national", Set.of(), "2012-10", null, 1)))
                .as("weeks of which any day is in the month or after it")
                .extracting(each -> each.substring(0, 8))
                .containsExactly("2012-S41", "2012-S40");
    }

    @Test
    void theTableSaysItInWordsAndStrictTellsAScript() {
        Site.Said said =
                site.cli("feeds", "--feed", "es-weekly", "--sender", "national", "--state", "late,missing,refused");
        assertThat(said.code()).isZero();
        assertThat(said.out().lines().map(line -> line.replaceAll(" {2,}", " | ")
                        .replaceFirst("(refused \\| \\S+) \\d\\d:\\d\\d", "$1 at")))
                .containsExactly(
                        "feed | period | sender | state | received | rows | revision | remark",
                        "es-weekly | 2012-S40 | national | refused | " + LocalDate.now(ZoneId.of("Europe/Paris"))
                                + " at | - | - | [activite_es_2012-S40.csv]: the header lacks [statut]; found [semaine,"
                                + " finess_et, finess_ej, raison_sociale, categorie,…",
                        "es-weekly | 2012-S37 | national | late | 2012-09-25 12:00 | 3 | 1 | 6 days late",
                        "es-weekly | 2012-S36 | national | revised | 2012-09-21 12:00 | 3 | 2 | 8 days late; before:"
                                + " revision 1 of 2012-09-20, 2 rows");
        assertThat(site.cli("feeds", "--feed", "es-weekly", "--strict").code()).isEqualTo(3);
        assertThat(site.cli("feeds", "--state", "arrived", "--strict").code()).isZero();
        Site.Said wrong = site.cli("feeds", "--state", "lost");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err().lines().findFirst())
                .hasValue(
                        "Invalid value for option '--state' (STATE): expected one of refused, held, failed, loading, withdrawn,"
                                + " missing, awaited, partial, revised, late, arrived, found \"lost\"");
    }

    @Test
    void fewerThanOnePeriodIsWrongUsage() {
        for (String last : List.of("-1", "0")) {
            Site.Said said = site.cli("feeds", "--last", last);
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(said.err().lines().findFirst())
                    .hasValue("expected --last to be 1 or more, or --all, found " + last);
        }
    }

    @Test
    void yearsWithoutAFileAreOneLine() {
        try (Site later = site.with("--pilotage.definitions=" + definitions).on(LocalDate.of(2026, 11, 25))) {
            Site.Said said = later.cli("feeds", "--feed", "es-weekly", "--sender", "national", "--json");
            List<JsonNode> objects = said.out()
                    .lines()
                    .map(line -> JsonMapper.shared().readTree(line))
                    .toList();
            assertThat(objects)
                    .extracting(each -> each.get("period").asString())
                    .containsExactly(
                            "2012-S40", "2012-S39", "2012-S38", "2012-S37", "2012-S36", "2012-S35", "2012-S34");
            assertThat(objects.get(2).propertyNames())
                    .containsExactly(
                            "feed",
                            "period",
                            "sender",
                            "state",
                            "received",
                            "rows",
                            "revision",
                            "due",
                            "late_days",
                            "reason",
                            "before",
                            "load");
            assertThat(objects.get(3).get("late_days").asInt()).isEqualTo(6);
            assertThat(said.err().strip()).isEqualTo("es-weekly: … and 736 more weeks since 2012-S41 without a file");
            FeedsRequest two = new FeedsRequest("es-weekly", "national", Set.of(), null, null, 2);
            FeedListing listing = later.operations().feeds(two);
            assertThat(told(listing)).hasSize(2).allMatch(each -> each.contains("REFUSED") || each.contains("HELD"));
            assertThat(later.operations()
                            .feeds(new FeedsRequest("es-weekly", "national", Set.of(), null, null, 0))
                            .states())
                    .hasSize(744);
        }
    }
}
