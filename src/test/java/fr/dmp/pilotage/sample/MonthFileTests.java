package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.WeeklyRows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated files of months as bytes. */
class MonthFileTests {

    private static final Period MONTH = Period.written("2012-09");

    @TempDir
    private Path folder;

    private static Generator generator(double scale, long seed) {
        return new Generator(GeneratedSeries.GEOGRAPHY, scale, seed);
    }

    @Test
    void filesComeInTheOrderOfMonthsAndNoneIsLeftUnfinished() throws IOException {
        List<SampleFile> files = generator(0.001, 1).writeMonths(folder, MONTH, 2);

        List<String> names =
                files.stream().map(file -> file.path().getFileName().toString()).toList();
        assertThat(names).hasSize(19).startsWith("population_2012-08-01.csv", "activite_psl_2012-08.csv");
        assertThat(names.subList(10, 19))
                .containsExactly(
                        "activite_psl_2012-09.csv",
                        "activite_es_2012-09.csv",
                        "activite_autres_2012-09.csv",
                        "usage_documents_2012-09.csv",
                        "usage_acces_2012-09.csv",
                        "equipement_2012-09.csv",
                        "denominateurs_es_2012-09.csv",
                        "creations_canal_2012-09.csv",
                        "distincts_2012-09.csv");
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
        for (SampleFile file : files) {
            assertThat(Files.size(file.path())).isEqualTo(file.bytes());
            assertThat(Files.readAllLines(file.path())).hasSize((int) file.rows() + 1);
        }
    }

    @Test
    void filesAreDatedTheFifthOfTheNextMonthAndASnapshotItsDay() throws IOException {
        List<SampleFile> files = generator(0.001, 1).writeMonths(folder, Period.written("2012-12"), 1);

        assertThat(Files.getLastModifiedTime(files.get(0).path()).toInstant())
                .isEqualTo(Instant.parse("2012-12-01T06:00:00Z"));
        assertThat(files.subList(1, 10)).allSatisfy(file -> assertThat(
                        Files.getLastModifiedTime(file.path()).toInstant())
                .isEqualTo(Instant.parse("2013-01-05T06:00:00Z")));
    }

    @Test
    void aMonthIsTheSameOnOneThreadOrTwoAndWhicheverMonthsAreAskedForWithIt(@TempDir Path other) {
        generator(0.02, 1).writeMonths(folder, Period.written("2012-10"), 3, 1);
        List<SampleFile> alone = generator(0.02, 1).writeMonths(other, MONTH, 1, 2);

        for (SampleFile each : alone.subList(1, alone.size())) {
            assertThat(each.path())
                    .hasSameBinaryContentAs(folder.resolve(each.path().getFileName()));
        }
    }

    @Test
    void weeksAreTheSameWithMonthsOrWithout(@TempDir Path other) {
        Period week = Period.written("2012-S38");
        List<SampleFile> weeks = generator(0.01, 1).write(folder, week, 2);
        Generator both = generator(0.01, 1);
        both.writeMonths(other, MONTH, 2);
        both.write(other, week, 2);

        for (SampleFile each : weeks) {
            assertThat(other.resolve(each.path().getFileName())).hasSameBinaryContentAs(each.path());
        }
    }

    @Test
    void anotherSeedGivesOtherBytes(@TempDir Path other) throws IOException {
        generator(0.02, 1).writeMonths(folder, MONTH, 1);

        for (SampleFile each : generator(0.02, 2).writeMonths(other, MONTH, 1)) {
            assertThat(Files.mismatch(each.path(), folder.resolve(each.path().getFileName())))
                    .as("%s", each)
                    .isNotNegative();
        }
    }

    /** A change of these is a change of everybody's sample files. */
    @ParameterizedTest
    @CsvSource({
        "activite_psl,c6c3f7b7fe1a18d7fa014879c5acddc5b80e8bd608f41481998ee72111660e19",
        "usage_documents,e5d144f53122f06ed7a9c4788e7d57875c98dfba243b08d0a43b5be64c541001",
        "usage_acces,1ca11e087dfaba6589494c7a1652424801b112c4044bf9194fa2f3254b0e67c7",
        "denominateurs_es,df22542cac381549257d88de23d315979c5b77f60eaa36200a96775420d43a10",
        "creations_canal,5265596b66cbd797071ed94167e3accc1e5cba2a0051f0d6174af5f20e0b1a0a",
        "distincts,16ffaaa18d663dc5a7b4305edf7343385ccca3235ad67b062085f2db50a6f720"
    })
    void theBytesAreTheSameOnAnyMachine(String file, String sha256) throws IOException, NoSuchAlgorithmException {
        generator(0.01, 2012).writeMonths(folder, MONTH, 1);

        byte[] bytes = Files.readAllBytes(folder.resolve(file + "_2012-09.csv"));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(sha256);
    }

    @Test
    void nothingHappensBeforeTheDmpOpened() throws IOException {
        generator(0.01, 1).writeMonths(folder, Period.written("2011-01"), 2);

        assertThat(rows("activite_psl_2010-12")).isNotEmpty().allMatch(row -> row.figure("dmp_crees_cumul") == 0);
        assertThat(rows("usage_documents_2010-12")).isEmpty();
        assertThat(rows("usage_acces_2010-12")).isEmpty();
        assertThat(rows("distincts_2010-12")).isNotEmpty().allMatch(row -> row.figure("cumul") == 0);
        assertThat(rows("activite_psl_2011-01")).anyMatch(row -> row.figure("dmp_crees") > 0);
    }

    @Test
    void theLastMonthStillGrows() throws IOException {
        generator(0.001, 1).writeMonths(folder, Period.written("2021-01"), 2);

        for (String volet : List.of("psl", "es")) {
            Map<String, Row> before = WeeklyRows.read(folder, volet, "2020-12").byKey();
            Map<String, Row> now = WeeklyRows.read(folder, volet, "2021-01").byKey();
            now.forEach((key, row) -> assertThat(row.figure("documents_cumul"))
                    .isEqualTo(before.get(key).figure("documents_cumul") + row.figure("documents")));
            assertThat(now.values()).anyMatch(row -> row.figure("documents") > 0);
        }
    }

    @Test
    void noMonthsAreNoFiles() {
        assertThat(generator(0.001, 1).writeMonths(folder, MONTH, 0)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 121})
    void monthsOutOfBoundsAreRefused(int months) {
        assertThatThrownBy(() -> generator(1, 1).writeMonths(folder, MONTH, months))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 to 120, found " + months);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2010-12", "2021-02", "2012-S38"})
    void aLastMonthOutOfBoundsIsRefused(String last) {
        assertThatThrownBy(() -> generator(1, 1).writeMonths(folder, Period.written(last), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a month from 2011-01 to 2021-01, found " + last);
    }

    private List<Row> rows(String file) throws IOException {
        return WeeklyRows.read(folder.resolve(file + ".csv")).rows();
    }
}
