package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.quality.Reconciliations;
import fr.dmp.pilotage.warehouse.Decisions;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes what is in force: each change in one transaction with what the loads in force then say of each other, so that
 * whoever reads a set of loads finds their reconciliation. Callers hold the lock of the load's feed, sender and period.
 */
final class Publication {

    private final Loads loads;
    private final Decisions decisions;
    private final Audit audit;
    private final Reconciliations reconciliations;
    private final TransactionOperations transactions;

    Publication(
            Loads loads,
            Decisions decisions,
            Audit audit,
            Reconciliations reconciliations,
            TransactionOperations transactions) {
        this.loads = loads;
        this.decisions = decisions;
        this.audit = audit;
        this.reconciliations = reconciliations;
        this.transactions = transactions;
    }

    /** Publishes an audited load, or holds it, if what came into force since its audit contradicts it. */
    void publish(Load load) {
        transactions.executeWithoutResult(status -> {
            if (audit.confirm(load) != Load.Verdict.HOLD) {
                loads.publish(load.loadId());
                reconciliations.complete(load);
            }
        });
    }

    /** Publishes a held load as it is, whatever it is found to contradict: an operator decided. */
    Load release(Load load, Reason reason) {
        return changing(load, () -> decisions.release(load.loadId(), reason));
    }

    /** Takes a load back; what it had replaced comes back in force. */
    Decisions.Withdrawal withdraw(Load load, Reason reason) {
        return changing(load, () -> decisions.withdraw(load.loadId(), reason));
    }

    private <T> T changing(Load load, Supplier<T> decision) {
        return Objects.requireNonNull(transactions.execute(status -> {
            T decided = decision.get();
            reconciliations.complete(load);
            return decided;
        }));
    }
}
