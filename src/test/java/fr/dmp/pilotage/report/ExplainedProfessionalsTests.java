package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.report.Explanation.ChangedLine;
import fr.dmp.pilotage.report.Explanation.Line;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of professionals explain a figure by file and number, and never say who it is. */
class ExplainedProfessionalsTests {

    private static final String REPORT = """
            report: own
            title: Un rapport du site
            reads: [{ feed: psl-weekly }]
            file-name: own_<periode>_<perimetre>.xlsx
            scope: france
            contact: quelqu'un
            next-edition: bientôt
            sheets:
              - name: Tableau
                title: Documents
                sql: sql/report/own.sql
                columns:
                  - { name: departement, label: Département, format: text }
                  - { name: documents, label: Documents, format: count, fold: { kind: sum, of: documents } }
            """;
    private static final String STATEMENT = """
            with lines as (
              select departement as key, * from dwh.psl_weekly where period_start = :period and load_id = any(:loads)
            )
            select key, key as departement, sum(documents) as documents from lines group by key order by key
            """;
    private static final String FILE = "activite_psl_2012-S38.csv";
    private static final String HEADER =
            "semaine;rpps;nom;prenom;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
                    + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n";
    private static final String FIRST = "2012-S38;10000000001;FICTIF;CAMILLE;MEDECIN;60;1;0;0;2;2;%d;9;0;0\n";
    private static final String SECOND = "2012-S38;10000000019;FICTIF;DOMINIQUE;MEDECIN;60;1;0;0;2;2;4;9;0;0\n";

    @Test
    void aLineOfAProfessionalIsToldByItsNumberAndFollowedThroughACorrectionAllTheSame(
            @TempDir Path home, @TempDir Path own) throws IOException {
        write(own, "jobs/reports/own.yaml", REPORT);
        write(own, "sql/report/own.sql", STATEMENT);
        try (Site site = new Site(home, "--pilotage.definitions=" + own)) {
            site.load(FILE, HEADER + String.format(FIRST, 3) + SECOND);
            site.operations().report("own", "2012-S38", null);
            // The other way round: the number of a line is not what it is known by.
            site.load(FILE, HEADER + SECOND + String.format(FIRST, 5));
            site.operations().report("own", "2012-S38", null);

            Explanation explained = site.bean(Explain.class)
                    .cell(new Explain.Asked("own", "2012-S38", null, null), "Tableau", "60/documents");

            assertThat(explained.lines()).containsExactly(line(2, 4), line(3, 5));
            assertThat(explained.change())
                    .isEqualTo(new Explanation.Change(
                            1,
                            BigDecimal.valueOf(7),
                            List.of(new ChangedLine("documents", line(2, 3), line(3, 5), FILE))));
            assertThat(explained.toString())
                    .doesNotContain("FICTIF", "CAMILLE", "DOMINIQUE", "10000000001", "10000000019");
        }
    }

    private static Line line(long number, int documents) {
        return new Line(FILE, number, "2012-S38", null, BigDecimal.valueOf(documents), null);
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
