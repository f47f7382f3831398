package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.findings.Severity;
import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.Load;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What checks find of loads: all of it counted, a sample kept, and told in the sender's words. */
final class CheckFindings {

    /** Findings kept per load and code; all are counted. */
    private static final int SAMPLE = 1_000;

    private final JdbcClient jdbc;
    private final KeysSeen keysSeen;

    CheckFindings(JdbcClient jdbc, KeysSeen keysSeen) {
        this.jdbc = jdbc;
        this.keysSeen = keysSeen;
    }

    /** Forgets what the checks of an earlier audit found. */
    void forget(Load load) {
        forget(load, "", "");
    }

    /** Forgets what one of them found. */
    void forget(Load load, String code) {
        forget(load, " and code = :code", code);
    }

    private void forget(Load load, String which, String code) {
        for (String table : List.of("ops.finding", "ops.finding_count")) {
            jdbc.sql("delete from " + table + " where load_id = :load and page = -1" + which)
                    .param("load", load.loadId())
                    .param("code", code)
                    .update();
        }
    }

    /** Runs a check over a load and keeps what it finds; of one that rejects, the lines leave the load. */
    void run(Check check, Load load, AuditScope scope) {
        if (check.unless() == Check.Unless.KEYS_DIFFER && keysSeen.allDiffer(load)) {
            return;
        }
        Check.Offenders offenders = check.offenders(jdbc, scope, SAMPLE);
        offenders.rows().forEach(offender -> keep(check, check.severity(offender), load, offender));
        Map<Severity, Long> counts = new TreeMap<>(offenders.counts());
        if (check.rejects() && !counts.isEmpty()) {
            counts.put(check.severity(), reject(check, load, scope));
        }
        counts.forEach((severity, total) -> count(load, check.code(), severity, total));
    }

    /** The offending lines leave the load, which nobody has seen yet, and stand among its rejects. */
    private long reject(Check check, Load load, AuditScope scope) {
        String sql = """
                with offenders as (
                %s
                ), gone as (
                  delete from dwh.%s fact using offenders
                  where fact.period_start = :period and fact.load_id = :load and fact.line_no = offenders.line_no
                  returning fact.load_id, fact.file_id, fact.line_no, to_jsonb(offenders) as details
                )
                insert into ops.reject (load_id, file_id, line_no, code, details)
                select load_id, file_id, line_no, :code, details from gone
                """.formatted(check.sql(), load.feed().table());
        return jdbc.sql(sql)
                .params(scope.parameters())
                .params(check.parameters())
                .param("code", check.code())
                .update();
    }

    void keep(Check check, Severity severity, Load load, Map<String, ? extends @Nullable Object> offender) {
        Map<String, @Nullable Object> values = new HashMap<>(offender);
        BigDecimal expected = decimal(values.get("expected"));
        BigDecimal found = decimal(values.get("found"));
        if (expected != null && found != null) {
            values.put("difference", found.subtract(expected));
        }
        String measure = measure(load.feed(), values.get("measure"));
        values.put("measure", measure);
        jdbc.sql("""
                        insert into ops.finding (load_id, page, code, severity, line_no, file_id, scope, measure, expected, found,
                          message, message_fr)
                        values (:load, -1, :code, :severity, :line, :file, :scope, :measure, :expected, :found, :says, :dit)
                        """)
                .param("load", load.loadId())
                .param("code", check.code())
                .param("severity", severity.label())
                .param("line", values.get("line_no"))
                .param("file", values.get("file_id"))
                .param("scope", scope(values.get("scope")))
                .param("measure", measure)
                .param("expected", expected)
                .param("found", found)
                .param("says", Message.fill(check.says(), values, Locale.ENGLISH))
                .param("dit", Message.fill(check.dit(), values, Locale.FRENCH))
                .update();
    }

    /** What a check returns of the file's own texts is masked like the sentence that it stands in. */
    private static @Nullable Object scope(@Nullable Object scope) {
        return scope instanceof String text ? PatientText.masked(text) : scope;
    }

    /** A stored column by the name that the sender knows. */
    private static @Nullable String measure(FeedDefinition feed, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        return feed.columns().stream()
                .filter(column -> stored.equals(column.stored()))
                .map(ColumnDefinition::name)
                .findFirst()
                .orElse(stored.toString());
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    void count(Load load, String code, Severity severity, long total) {
        jdbc.sql("""
                        insert into ops.finding_count (load_id, page, code, column_name, severity, total)
                        values (:load, -1, :code, '', :severity, :total)
                        on conflict (load_id, page, code, column_name, severity)
                        do update set total = ops.finding_count.total + excluded.total
                        """)
                .param("load", load.loadId())
                .param("code", code)
                .param("severity", severity.label())
                .param("total", total)
                .update();
    }

    /** Leaves a sample of what was found by all that ran, pages of the file included. */
    void trim(Load load) {
        jdbc.sql("""
                        delete from ops.finding where finding_id in (
                          select finding_id from (
                            select finding_id, row_number() over (partition by code order by line_no, finding_id) as rank
                            from ops.finding where load_id = :load) as ranked
                          where rank > :sample)
                        """).param("load", load.loadId()).param("sample", SAMPLE).update();
    }
}
