package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.warehouse.Load;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what a check of effect {@code reconcile} computed: {@code ops.reconciliation}, whose columns its rows have. */
final class Reconciliations {

    private final JdbcClient jdbc;

    Reconciliations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets those of an earlier audit of the load. */
    void forget(Load load) {
        jdbc.sql("delete from ops.reconciliation where load_id = :load")
                .param("load", load.loadId())
                .update();
    }

    void keep(Load load, Check check, Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> values = new HashMap<>(row);
        values.put("load", load.loadId());
        values.put("code", check.code());
        values.put("says", Message.fill(check.says(), row, Locale.ENGLISH));
        values.put("dit", Message.fill(check.dit(), row, Locale.FRENCH));
        jdbc.sql("""
                            insert into ops.reconciliation (load_id, against_loads, code, period_start, published_on, vintage,
                              region_code, scope, volet, measure, file_id, line_no, expected, found, explained, tolerance,
                              verdict, message, message_fr)
                            values (:load, :against_loads, :code, :period_start, :published_on, :vintage,
                              :region_code, :scope, :volet, :measure, :file_id, :line_no, :expected, :found, :explained,
                              :tolerance, :verdict, :says, :dit)
                            """).params(values).update();
    }
}
