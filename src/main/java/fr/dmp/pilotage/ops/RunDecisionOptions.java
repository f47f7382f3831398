package fr.dmp.pilotage.ops;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every decision about a run takes. */
final class RunDecisionOptions {

    @Parameters(index = "0", paramLabel = "RUN", description = "Number of a run, see 'runs'.")
    long run;

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides (default: the system's user).")
    @Nullable
    String by;
}
