package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which workbooks an incident may have moved a figure of. */
class IncidentTests {

    private static final Geography GEOGRAPHY = Geography.read(new Definitions(null));

    static Stream<Arguments> places() {
        return Stream.of(
                arguments("FRANCE", null, true),
                arguments("REGION", "22", true),
                arguments("REGION", "53", false),
                arguments("DEPARTEMENT", "60", true),
                arguments("DEPARTEMENT", "35", false),
                arguments("CAISSE", "601", true),
                arguments("CAISSE", "351", false),
                arguments("ES", EsWeek.finess("60", 1), true),
                arguments("ES", EsWeek.finess("35", 1), false));
    }

    @ParameterizedTest
    @MethodSource("places")
    void anIncidentTouchesTheRegionThatItsPlaceLiesInAndTheCountry(String mesh, String code, boolean touches) {
        Incident incident = incident("2012-09-17", "2012-09-18", mesh, code, null);
        assertThat(incident.touches(window(Set.of("02", "60", "80")), GEOGRAPHY))
                .isEqualTo(touches);
        assertThat(incident.touches(window(null), GEOGRAPHY)).isTrue();
    }

    @Test
    void placesOverseasAndInCorsicaAreFoundByTheCodesThatFinessAndCaissesWrite() {
        assertThat(incident("2012-09-17", null, "ES", "970100228", null).touches(window(Set.of("971")), GEOGRAPHY))
                .isTrue();
        assertThat(incident("2012-09-17", null, "ES", "970400228", null).touches(window(Set.of("974")), GEOGRAPHY))
                .isTrue();
        assertThat(incident("2012-09-17", null, "ES", "2A0000014", null).touches(window(Set.of("2A")), GEOGRAPHY))
                .isTrue();
        assertThat(incident("2012-09-17", null, "CAISSE", "202", null).touches(window(Set.of("2B")), GEOGRAPHY))
                .isTrue();
        assertThat(incident("2012-09-17", null, "CAISSE", "974", null).touches(window(Set.of("974")), GEOGRAPHY))
                .isTrue();
    }

    @Test
    void aRegionIsTheOneOfTheVintageInWhichTheIncidentBegan() {
        Set<String> somme = Set.of("80");
        assertThat(incident("2015-12-31", null, "REGION", "32", null).touches(window(somme), GEOGRAPHY))
                .isFalse();
        Incident later = incident("2016-01-01", null, "REGION", "32", null);
        Incident.Window year = new Incident.Window(
                LocalDate.parse("2015-07-01"), LocalDate.parse("2016-06-30"), Set.of("es-weekly"), somme);
        assertThat(later.touches(year, GEOGRAPHY)).isTrue();
    }

    @Test
    void anIncidentTouchesTheWeeksThatItLastsAndTheFeedsThatItNames() {
        assertThat(incident("2012-09-01", "2012-09-16", "FRANCE", null, null).touches(window(null), GEOGRAPHY))
                .isFalse();
        assertThat(incident("2012-09-01", "2012-09-17", "FRANCE", null, null).touches(window(null), GEOGRAPHY))
                .isTrue();
        assertThat(incident("2012-09-24", null, "FRANCE", null, null).touches(window(null), GEOGRAPHY))
                .isFalse();
        assertThat(incident("2012-09-23", null, "FRANCE", null, null).touches(window(null), GEOGRAPHY))
                .isTrue();
        assertThat(incident("2012-09-17", null, "FRANCE", null, "psl-weekly").touches(window(null), GEOGRAPHY))
                .isFalse();
        assertThat(incident("2012-09-17", null, "FRANCE", null, "es-weekly").touches(window(null), GEOGRAPHY))
                .isTrue();
    }

    private static Incident.Window window(Set<String> departements) {
        return new Incident.Window(
                LocalDate.parse("2012-09-17"), LocalDate.parse("2012-09-23"), Set.of("es-weekly"), departements);
    }

    private static Incident incident(String begin, String end, String mesh, String code, String feed) {
        return new Incident(
                LocalDate.parse(begin),
                end == null ? null : LocalDate.parse(end),
                Incident.Mesh.valueOf(mesh),
                code,
                feed,
                "panne");
    }
}
