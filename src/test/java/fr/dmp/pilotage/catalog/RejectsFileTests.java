package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name and the columns by which rejected lines are known when they come again. */
class RejectsFileTests {

    private static final String SHA = "0123456789abcdef".repeat(4);

    private static final Catalog CATALOG = Catalog.read(new Definitions(null));

    @ParameterizedTest
    @CsvSource({
        "activite_es_2012-S38.csv, activite_es_2012-S38_partiel_rejets-01234567.xlsx",
        "activite_es_2012-S38_v2.CSV.GZ, activite_es_2012-S38_v2_partiel_rejets-01234567.xlsx",
        "activite_es_2012-S38, activite_es_2012-S38_partiel_rejets-01234567.xlsx",
        "activite_es_2012-S38_PARTIEL_2.csv, activite_es_2012-S38_PARTIEL_2_rejets-01234567.xlsx",
        "activite_es_2012-S38_partiel_rejets-89abcdef.xlsx, activite_es_2012-S38_partiel_rejets-01234567.xlsx"
    })
    void theNameIsTheFilesOwnWithTheWordForAPartAndWhatItCorrects(String sent, String again) {
        FeedDefinition feed = CATALOG.feed("es-weekly");
        assertThat(RejectsFile.name(feed, sent, SHA, "xlsx")).isEqualTo(again);
        assertThat(feed.file().matches(again)).isTrue();
        assertThat(feed.isPartial(again)).isTrue();
        assertThat(RejectsFile.answers(again)).contains("01234567");
    }

    @ParameterizedTest
    @CsvSource({
        "activite_es_2012-S38_partiel.csv",
        "activite_es_2012-S38_rejets-0123.csv",
        "activite_es_2012-S38_rejets-0123456789.csv"
    })
    void anotherNameSaysNotWhatItCorrects(String name) {
        assertThat(RejectsFile.answers(name)).isEmpty();
    }

    @Test
    void rejectedLinesAreKnownByAllThreeColumnsInAnySpelling() {
        assertThat(RejectsFile.isOne(List.of("LIGNE", "finess", "motif ", "Colonne")))
                .isTrue();
        assertThat(RejectsFile.isOne(List.of("Ligne", "finess", "Motif"))).isFalse();
    }

    @Test
    void onlyAColumnThatWasAddedForFieldsBeyondTheHeaderIsOne() {
        assertThat(RejectsFile.isBeyond(RejectsFile.beyond(12))).isTrue();
        for (String column : List.of("En trop perçu", "En trop ", "En trop 1 à 3", "En trop")) {
            assertThat(RejectsFile.isBeyond(column)).as(column).isFalse();
        }
    }
}
