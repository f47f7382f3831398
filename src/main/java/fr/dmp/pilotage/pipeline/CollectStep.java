package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.pipeline.Collecting.Collected;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * The step {@code collect} of a declared job. It has no transaction of its own, as each load is a Batch job with its own.
 * A file or a source that failed makes it fail at its end; a refused file does not, as nothing is left to be done about it
 * here.
 */
final class CollectStep extends AbstractStep {

    private final JobDefinition job;
    private final boolean fromStart;
    private final Collecting collecting;
    private final Collected collected = Collected.nothing();

    /** @param fromStart whether loads that an earlier run left are begun again instead of gone on with */
    CollectStep(JobRepository repository, JobDefinition job, boolean fromStart, Collecting collecting) {
        super(repository);
        this.job = job;
        this.fromStart = fromStart;
        this.collecting = collecting;
        setName("collect");
        setAllowStartIfComplete(true); // files may have come since
    }

    @Override
    protected void doExecute(StepExecution step) {
        collecting.collect(job, fromStart, () -> goesOn(step), collected);
        if (step.isTerminateOnly()) {
            step.setExitStatus(ExitStatus.STOPPED.addExitDescription(inWords()));
            return;
        }
        boolean failed = collected.fetched().stream().anyMatch(SourceOutcome::failed)
                || collected.loaded().stream().anyMatch(each -> each.status() == Status.FAILED);
        step.setExitStatus((failed ? ExitStatus.FAILED : ExitStatus.COMPLETED).addExitDescription(inWords()));
        step.upgradeStatus(failed ? BatchStatus.FAILED : BatchStatus.COMPLETED);
    }

    /** Asks the database too, where another process says that this run is to stop. */
    private boolean goesOn(StepExecution step) {
        getJobRepository().update(step);
        return !step.isTerminateOnly();
    }

    Collected collected() {
        return collected;
    }

    /** Feeds of which a file failed. */
    Set<String> failedFeeds() {
        return collected.loaded().stream()
                .filter(each -> each.status() == Status.FAILED)
                .flatMap(each -> Stream.ofNullable(each.feed()))
                .collect(Collectors.toSet());
    }

    private String inWords() {
        String sources = collected.fetched().isEmpty()
                ? ""
                : Count.of(
                                "source",
                                collected.fetched().stream()
                                        .map(each -> each.failed() ? "failed" : "visited")
                                        .toList())
                        + "; ";
        return sources
                + Count.of(
                        "file",
                        collected.loaded().stream()
                                .map(each -> each.status()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '))
                                .toList());
    }
}
