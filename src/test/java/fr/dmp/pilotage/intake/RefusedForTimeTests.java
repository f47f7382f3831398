package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.catalog.SourceDefinition;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A refusal that may pass by itself: the machine had too much to do that night. */
@ExtendWith(SourceSite.Shared.class)
class RefusedForTimeTests {

    private static final String NAME = "activite_es_2012-S38.csv";

    private static SourceSite site;

    @BeforeAll
    static void open(SourceSite shared) {
        site = shared;
    }

    @BeforeEach
    void clear() {
        site.clear();
    }

    private static SourceDefinition source() {
        return site.declare("kind: folder\nfolders: [" + site.remote() + "]\n" + SourceSite.QUICK);
    }

    @Test
    void aFileThatWasRefusedForItsTimeAloneIsFetchedAgainUntilItIsNot() {
        site.put(NAME, EsWeek.good(1).replace("finess_et", "sans nom").replace("FICTIF", "LENT"));
        SourceDefinition source = source();
        site.visit(source);
        site.load(NAME);
        assertThat(site.visit(source).unchanged()).as("its header is wrong").isEqualTo(1);
        refuseAs("too-slow");

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
        assertThat(site.visit(source).unchanged()).as("it waits").isEqualTo(1);
        site.load(NAME);
        assertThat(site.visit(source).unchanged()).as("its header is wrong").isEqualTo(1);
    }

    @Test
    void aPackedFileThatWasRefusedForItsTimeAloneIsFetchedAgainFromItsQuarantine() {
        site.put(NAME, "%PDF-1.7 lent\n");
        SourceDefinition source = source();
        site.visit(source);
        site.load(NAME);
        assertThat(site.visit(source).unchanged()).as("no document is read").isEqualTo(1);
        refuseAs("too-slow");

        assertThat(SourceSite.said(site.visit(source))).containsExactly(NAME + " FETCHED");
    }

    /** Lets the last refusal have another reason, which no file has reliably. */
    private static void refuseAs(String code) {
        String last = "(select max(arrival_id) from ops.arrival)";
        for (String table : List.of("ops.arrival", "ops.quarantine")) {
            site.site()
                    .jdbc()
                    .sql("update " + table + " set code = :code where arrival_id = " + last)
                    .param("code", code)
                    .update();
        }
    }
}
