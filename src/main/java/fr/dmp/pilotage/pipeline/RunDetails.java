package fr.dmp.pilotage.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run, as an admin looks at it.
 *
 * @param steps of all its attempts, in order
 * @param load where the load stands that the run is about, null if it is of a declared job
 * @param loads that were part of a declared job's run, in order
 * @param next what to do about it, in one line
 */
public record RunDetails(
        RunLog.Run run,
        List<RunLog.StepRun> steps,
        @Nullable LoadOutcome load,
        List<LoadOutcome> loads,
        String next) {}
