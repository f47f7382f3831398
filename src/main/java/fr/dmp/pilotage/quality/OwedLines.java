package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.warehouse.Load;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lines that a held load had rejected and that did not come again with those that complete it: nobody let them go, and what
 * is carried forward must not look whole without them.
 *
 * @param lines how many, 0 if the load completes none that was held
 * @param fileName of the load that rejected them
 */
record OwedLines(long lines, String fileName) {

    static final Check CHECK = new Check(
            "rejected-lines-missing",
            Severity.WARNING,
            "of the lines that were rejected in {file}, {found} did not come again",
            "sur les lignes rejetées de {file}, {found} ne sont pas revenues",
            Check.Unless.NEVER,
            Check.Effect.TELL,
            "",
            Map.of());

    private static final OwedLines NONE = new OwedLines(0, "");

    /**
     * Counts them. Of lines that share a key ({@code times} in what the check returned) one has to come again. What the held
     * load itself owed was counted as its finding.
     *
     * @param rows of the load's own file
     */
    static OwedLines of(JdbcClient jdbc, Load load, Load.Rows rows) {
        if (load.base() == null) {
            return NONE;
        }
        return jdbc.sql("""
                        select greatest(0, round((
                            select coalesce(sum(1.0 / coalesce((details ->> 'times')::numeric, 1)), 0)
                            from ops.reject r where r.load_id = b.load_id)) + (
                            select coalesce(sum(total), 0)
                            from ops.finding_count c where c.load_id = b.load_id and c.code = :code) - :came)::bigint as lines,
                          b.file_name
                        from ops.load b where b.load_id = :base and b.published_at is null
                        """)
                .param("code", CHECK.code())
                .param("came", rows.read())
                .param("base", load.base())
                .query(OwedLines.class)
                .optional()
                .orElse(NONE);
    }
}
