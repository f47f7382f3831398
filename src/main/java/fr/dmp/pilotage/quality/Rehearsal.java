package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.warehouse.AuditScope;
import fr.dmp.pilotage.warehouse.Marts;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries what an audit runs on no load at all, in a transaction that leaves nothing behind. */
final class Rehearsal {

    private final JdbcClient jdbc;
    private final Checks checks;
    private final Marts marts;
    private final TransactionTemplate whole;
    private final TransactionTemplate within;

    Rehearsal(JdbcClient jdbc, Checks checks, Marts marts, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.checks = checks;
        this.marts = marts;
        this.whole = new TransactionTemplate(transactions);
        this.within = new TransactionTemplate(transactions);
        // One statement that fails does not keep the next from being tried.
        within.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** The statements of a feed that do not run, a line each. */
    List<String> problems(FeedDefinition feed) {
        List<String> problems = new ArrayList<>();
        AuditScope nothing = AuditScope.none(feed);
        whole.executeWithoutResult(status -> {
            status.setRollbackOnly();
            for (String mart : feed.marts()) {
                String what = "mart " + mart + ": sql/mart/" + mart + ".sql";
                attempt(feed, what, problems, () -> marts.compute(nothing, mart));
            }
            for (Check check : checks.of(feed)) {
                String what = "check " + check.code() + ": sql/check/" + check.code() + ".sql";
                attempt(feed, what, problems, () -> check.figures(jdbc, nothing));
            }
        });
        return problems;
    }

    private void attempt(FeedDefinition feed, String what, List<String> problems, Runnable work) {
        try {
            within.executeWithoutResult(status -> work.run());
        } catch (DataAccessException e) {
            String cause = String.valueOf(e.getMostSpecificCause().getMessage());
            problems.add("jobs/feeds/" + feed.id() + ".yaml, " + what + " does not run: "
                    + cause.lines().findFirst().orElse(cause));
        }
    }
}
