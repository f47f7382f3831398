package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Marts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds a load against what other senders have in force for its period. An audit sees what is in force then; what comes
 * into force by a decision later was not seen by those that it meets there.
 */
public final class OtherSenders {

    private final JdbcClient jdbc;
    private final Checks checks;
    private final Marts marts;
    private final CheckFindings findings;

    OtherSenders(JdbcClient jdbc, Checks checks, Marts marts, CheckFindings findings) {
        this.jdbc = jdbc;
        this.checks = checks;
        this.marts = marts;
        this.findings = findings;
    }

    /**
     * Runs the checks of effect {@code across} again and keeps what they find in place of what they had found. Must run in
     * the transaction that brings the load into force, before or after that.
     *
     * @return what is shared now, if anything
     */
    public Optional<SharedKeys> compare(Load load) {
        List<Check> across = checks.of(load.feed(), Check.Effect.ACROSS);
        if (across.isEmpty() || load.feed().senders().size() == 1) {
            return Optional.empty();
        }
        List<String> codes = across.stream().map(Check::code).toList();
        List<String> before = found(load, codes);
        long countedBefore = counted(load, codes);
        AuditScope scope = marts.scope(load);
        for (Check check : across) {
            findings.forget(load, check.code());
            findings.run(check, load, scope);
        }
        List<String> now = found(load, codes);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        long counted = counted(load, codes);
        Set<String> known = new HashSet<>(before);
        return Optional.of(new SharedKeys(counted, now.get(0), counted <= countedBefore && known.containsAll(now)));
    }

    private List<String> found(Load load, List<String> codes) {
        return jdbc.sql("""
                        select message from ops.finding where load_id = :load and page = -1 and code = any(:codes)
                        order by line_no, finding_id
                        """)
                .param("load", load.loadId())
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private long counted(Load load, List<String> codes) {
        return jdbc.sql("""
                        select coalesce(sum(total), 0) from ops.finding_count
                        where load_id = :load and page = -1 and code = any(:codes)
                        """)
                .param("load", load.loadId())
                .param("codes", codes.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
