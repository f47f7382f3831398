package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.findings.PatientText;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/** Why a run failed, in one line. */
final class Cause {

    /** What somebody stopped has no failure to tell. */
    static final String STOPPED = "stopped before its end; the next run goes on with it";

    private Cause() {}

    static String of(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return STOPPED;
        }
        // The partitions' own failures come after the master's.
        return last(execution.getAllFailureExceptions())
                .orElse("the run ended as " + execution.getStatus() + " without saying why");
    }

    static String of(StepExecution execution) {
        return last(execution.getFailureExceptions())
                .orElse("the step ended as " + execution.getStatus() + " without saying why");
    }

    private static Optional<String> last(List<Throwable> failures) {
        return failures.stream().map(Cause::of).filter(each -> !each.isBlank()).reduce((first, second) -> second);
    }

    /** The innermost message that says something. */
    static String of(Throwable failure) {
        Throwable deepest = failure;
        String text = oneLine(failure);
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
            text = deepest.getMessage() == null ? text : oneLine(deepest);
        }
        return text;
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            StackTraceElement[] trace = failure.getStackTrace();
            return failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        return PatientText.masked(message.lines().findFirst().orElse("").strip());
    }
}
