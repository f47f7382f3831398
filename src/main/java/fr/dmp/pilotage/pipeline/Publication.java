package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.quality.OtherSenders;
import fr.dmp.pilotage.quality.Reconciliations;
import fr.dmp.pilotage.quality.SharedKeys;
import fr.dmp.pilotage.warehouse.DecisionRefused;
import fr.dmp.pilotage.warehouse.Decisions;
import fr.dmp.pilotage.warehouse.Decisions.Reason;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.Objects;
import java.util.Optional;
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
    private final OtherSenders otherSenders;
    private final Reconciliations reconciliations;
    private final TransactionOperations transactions;

    Publication(
            Loads loads,
            Decisions decisions,
            Audit audit,
            OtherSenders otherSenders,
            Reconciliations reconciliations,
            TransactionOperations transactions) {
        this.loads = loads;
        this.decisions = decisions;
        this.audit = audit;
        this.otherSenders = otherSenders;
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

    /**
     * Publishes a held load as it is, whatever it is found to contradict: an operator decided, knowing what is found. What
     * came into force from other senders since it was held is found here: it is then kept with the load, and told first.
     *
     * @throws DecisionRefused if it is not held, or shares lines with another sender that nobody was told of
     */
    Load release(Load load, Reason reason) {
        Optional<SharedKeys> untold = changing(load, () -> {
            Optional<SharedKeys> shared =
                    load.held() ? otherSenders.compare(load).filter(each -> !each.told()) : Optional.empty();
            if (shared.isEmpty()) {
                decisions.release(load.loadId(), reason);
            }
            return shared;
        });
        untold.ifPresent(shared -> {
            throw new DecisionRefused(
                    "load " + load.loadId()
                            + " was held before another sender's load came into force that has lines of it too: "
                            + shared.inWords()
                            + "; nothing is released; 'holds' tells it now, and the same command again releases it all the same");
        });
        return loads.get(load.loadId());
    }

    /**
     * What a withdrawal did.
     *
     * @param shared what the load that came back has in common with another sender's in force, if anything
     */
    record Withdrawn(Decisions.Withdrawal done, Optional<SharedKeys> shared) {}

    /** Takes a load back; what it had replaced comes back in force. */
    Withdrawn withdraw(Load load, Reason reason) {
        return changing(load, () -> {
            Decisions.Withdrawal done = decisions.withdraw(load.loadId(), reason);
            return new Withdrawn(done, Optional.ofNullable(done.back()).flatMap(audit::restored));
        });
    }

    private <T> T changing(Load load, Supplier<T> decision) {
        return Objects.requireNonNull(transactions.execute(status -> {
            reconciliations.begin(load);
            T decided = decision.get();
            reconciliations.complete(load);
            return decided;
        }));
    }
}
