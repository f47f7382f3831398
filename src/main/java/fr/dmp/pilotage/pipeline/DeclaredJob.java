package fr.dmp.pilotage.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * One attempt at a declared job: {@code collect}, then {@code workbooks}. The second step runs whatever became of the first,
 * which neither of Batch's own jobs does and can still be restarted: a simple job ends at the first failure, and a flow marks
 * a failed step that it went on from as abandoned, never to be run again.
 */
final class DeclaredJob extends AbstractJob {

    /** More are in the steps. */
    private static final int CAUSES = 3;

    private final CollectStep collect;
    private final WorkbooksStep workbooks;
    private @Nullable String broken;

    DeclaredJob(String name, JobRepository repository, CollectStep collect, WorkbooksStep workbooks) {
        super(name);
        setJobRepository(repository);
        this.collect = collect;
        this.workbooks = workbooks;
    }

    @Override
    protected void doExecute(JobExecution execution) throws JobExecutionException {
        StepExecution collected;
        StepExecution written;
        try {
            collected = handleStep(collect, execution);
            written = handleStep(workbooks, execution);
        } catch (JobInterruptedException e) {
            broken = Cause.STOPPED;
            throw e;
        }
        broken = Stream.of(collected, written)
                .filter(step -> !step.getFailureExceptions().isEmpty())
                .map(Cause::of)
                .findFirst()
                .orElse(null);
        execution.upgradeStatus(collected.getStatus());
        execution.upgradeStatus(written.getStatus());
        ExitStatus exit = execution.getStatus() == BatchStatus.COMPLETED ? ExitStatus.COMPLETED : ExitStatus.FAILED;
        execution.setExitStatus(exit.addExitDescription(causes()));
    }

    Operations.JobOutcome outcome() {
        return new Operations.JobOutcome(
                getName(),
                collect.collected().fetched(),
                collect.collected().loaded(),
                collect.collected().unfinished(),
                workbooks.issued(),
                workbooks.failed(),
                workbooks.waiting(),
                null,
                broken);
    }

    private String causes() {
        List<String> causes = new ArrayList<>();
        if (broken != null) {
            causes.add(broken);
        }
        collect.collected().fetched().forEach(source -> causes.addAll(source.causes()));
        for (LoadOutcome file : collect.collected().loaded()) {
            if (file.status() == LoadOutcome.Status.FAILED) {
                causes.add(file.file() + ": " + file.cause());
            }
        }
        for (FailedWorkbook workbook : workbooks.failed()) {
            causes.add(workbook.report() + " " + workbook.period() + " " + workbook.region() + ": " + workbook.cause());
        }
        int more = causes.size() - CAUSES;
        return String.join("; ", causes.subList(0, Math.min(CAUSES, causes.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    @Override
    public @Nullable Step getStep(String name) {
        return Stream.of(collect, workbooks)
                .filter(step -> step.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<String> getStepNames() {
        return List.of(collect.getName(), workbooks.getName());
    }
}
