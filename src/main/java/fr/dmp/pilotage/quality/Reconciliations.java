package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.LoadSets;
import fr.dmp.pilotage.warehouse.Marts;
import fr.dmp.pilotage.warehouse.TransactionLock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What loads of several feeds say of the same figure: {@code ops.reconciliation}, whose columns the rows of a check of
 * effect {@code reconcile} have. Rows belong to the very loads that they were computed from and are never changed, so that
 * an earlier edition says again what it said; when other loads come into force, rows of these are added.
 */
public final class Reconciliations {

    private final JdbcClient jdbc;
    private final Checks checks;
    private final Marts marts;
    private final LoadSets sets;

    Reconciliations(JdbcClient jdbc, Checks checks, Marts marts, LoadSets sets) {
        this.jdbc = jdbc;
        this.checks = checks;
        this.marts = marts;
        this.sets = sets;
    }

    /** Forgets those of an earlier audit of the load. */
    void forget(Load load) {
        jdbc.sql("delete from ops.reconciliation where load_id = :load")
                .param("load", load.loadId())
                .update();
    }

    /** Runs a check that reconciles for the audit of a load. */
    void audit(Check check, Load load, AuditScope scope) {
        if (speaksWithATable(load)) {
            compute(check, load, scope);
        }
    }

    /** Where no table speaks of a week nothing can be found: to plan the statement is then most of a small audit. */
    private boolean speaksWithATable(Load load) {
        return isTable(load) || !tables(load.period().subject()).isEmpty();
    }

    /** Runs a check that reconciles, which passes over loads that were held against each other before, and keeps its rows. */
    private int compute(Check check, Load load, AuditScope scope) {
        List<Map<String, @Nullable Object>> figures = check.figures(jdbc, scope);
        figures.forEach(row -> keep(load, check, row));
        return figures.size();
    }

    /**
     * Holds an audited load against what came into force since its audit, and returns how many figures are new. What comes
     * into force at the same time waits until the transaction ends.
     */
    int computeWhatIsNew(Load load) {
        lock(load.period().subject());
        return speaksWithATable(load) ? compute(load) : 0;
    }

    /**
     * Lets nothing else that is reconciled with a load come into force until the transaction ends. Whoever then waits for an
     * audit too, as {@link Marts#scope} does, asks for this first: two that ask in another order would wait for each other.
     */
    public void begin(Load load) {
        lock(load.period().subject());
    }

    /**
     * Adds what the loads in force say of each other and no audit could tell: one of them came into force, or back, when
     * the other was not there yet or was another. Nothing is judged: what is in force stays. Must run in the transaction
     * that changed what is in force, after the change.
     *
     * @param changed the load that came into force or was taken back
     */
    public void complete(Load changed) {
        Period subject = changed.period().subject();
        lock(subject);
        // A table is held against all that it was drawn from: nothing is left to be asked from their side.
        tables(subject).forEach(this::compute);
    }

    private int compute(Load load) {
        List<Check> reconciling = checks.of(load.feed(), Check.Effect.RECONCILE);
        if (reconciling.isEmpty()) {
            return 0;
        }
        AuditScope scope = marts.scope(load);
        return reconciling.stream()
                .mapToInt(check -> compute(check, load, scope))
                .sum();
    }

    /** The published tables in force that are reconciled with a week. */
    private List<Load> tables(Period subject) {
        return sets.about(subject).stream().filter(Reconciliations::isTable).toList();
    }

    private static boolean isTable(Load load) {
        return !load.period().subject().equals(load.period());
    }

    /** Of two loads that come into force at once, the second is held against the first. */
    private void lock(Period subject) {
        TransactionLock.take(jdbc, "reconcile " + subject);
    }

    private void keep(Load load, Check check, Map<String, @Nullable Object> row) {
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
