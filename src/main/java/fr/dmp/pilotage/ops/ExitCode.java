package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations.JobOutcome;
import fr.dmp.pilotage.pipeline.SourceOutcome;
import java.util.List;

/** What a script learns from a command. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int HELD = 3;

    private ExitCode() {}

    /** Failed if anything did, else held if any file is held. */
    static int of(JobOutcome outcome) {
        boolean failed =
                !outcome.failed().isEmpty() || outcome.cause() != null || ofSources(outcome.fetched()) == FAILED;
        return failed ? FAILED : of(outcome.loaded());
    }

    /** Failed if a source or any of its files did, or a file was refused. */
    static int ofSources(List<SourceOutcome> outcomes) {
        return outcomes.stream().anyMatch(each -> each.failed() || each.refused()) ? FAILED : DONE;
    }

    /** Failed if any file failed or was refused, else held if any is held. */
    static int of(List<LoadOutcome> outcomes) {
        int code = DONE;
        for (LoadOutcome outcome : outcomes) {
            switch (outcome.status()) {
                case FAILED, REFUSED -> {
                    return FAILED;
                }
                case HELD -> code = HELD;
                case PUBLISHED, ALREADY_LOADED -> {}
            }
        }
        return code;
    }
}
