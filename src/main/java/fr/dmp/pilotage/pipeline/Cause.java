package fr.dmp.pilotage.pipeline;

import java.util.stream.Stream;
import org.springframework.batch.core.job.JobExecution;

/** Why a run failed, in one line. */
final class Cause {

    private Cause() {}

    static String of(JobExecution execution) {
        Stream<Throwable> failures = execution.getAllFailureExceptions().stream();
        return failures.map(Cause::of)
                .filter(each -> !each.isBlank())
                .reduce((first, second) -> second) // the partitions' own failures come after the master's
                .orElse("the run ended as " + execution.getStatus() + " without saying why");
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
        return message.lines().findFirst().orElse("").strip();
    }
}
