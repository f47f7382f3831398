package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.pipeline.Workbooks.Due;
import fr.dmp.pilotage.pipeline.Workbooks.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.NoSuchStepException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The step {@code workbooks} of a declared job: one partition per workbook that does not stand, a few at a time. One that
 * fails does not keep the others from being written, and makes this step fail at its end.
 *
 * <p>The partitions are made anew in every attempt, and one that was completed may run again: files may have come since,
 * and corrected what its workbook was made from. What makes a restart cheap and exact is the edition, not the memory of
 * Batch: only what is missing or no longer true is written.
 */
final class WorkbooksStep extends AbstractStep {

    private static final String PARTITION = "workbook";

    private final Workbooks workbooks;
    private final Supplier<Due> planner;
    private final Supplier<Set<String>> failedFeeds;
    private final PlatformTransactionManager transactions;
    private final Map<String, Target> plan = new LinkedHashMap<>();
    private final Map<String, Workbook> written = new ConcurrentHashMap<>();
    private final List<Workbook> issued = new ArrayList<>();
    private final List<FailedWorkbook> failed = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /**
     * Makes the step of one attempt.
     *
     * @param planner which workbooks there are to be, asked when everything is collected
     * @param failedFeeds feeds of which a file failed by then
     */
    WorkbooksStep(
            JobRepository repository,
            Workbooks workbooks,
            Supplier<Due> planner,
            Supplier<Set<String>> failedFeeds,
            PlatformTransactionManager transactions) {
        super(repository);
        this.workbooks = workbooks;
        this.planner = planner;
        this.failedFeeds = failedFeeds;
        this.transactions = transactions;
        setName("workbooks");
        setAllowStartIfComplete(true);
    }

    @Override
    protected void doExecute(StepExecution step) throws Exception {
        Due due = isFirst(step) ? planner.get().without(failedFeeds.get()) : planner.get();
        due.targets().forEach(target -> plan.put(PARTITION + ":" + target.name(), target));
        waiting.addAll(due.waiting());
        workbooks.progress().begin("workbooks", contexts().size(), "workbooks");
        try {
            settle(write(step));
        } finally {
            workbooks.progress().end();
        }
        getJobRepository().update(step); // another process may have said that this run is to stop
        if (step.isTerminateOnly()) {
            step.setExitStatus(ExitStatus.STOPPED.addExitDescription(inWords()));
            return;
        }
        boolean well = failed.isEmpty();
        step.setExitStatus((well ? ExitStatus.COMPLETED : ExitStatus.FAILED).addExitDescription(inWords()));
        step.upgradeStatus(well ? BatchStatus.COMPLETED : BatchStatus.FAILED);
    }

    /**
     * What failed because of a full disk or a lost connection is there after the next attempt: an edition without it would be
     * corrected at once. What fails again is as good as missing.
     */
    private boolean isFirst(StepExecution step) throws NoSuchStepException {
        return getJobRepository().getStepExecutionCount(step.getJobExecution().getJobInstance(), getName()) == 1;
    }

    private Collection<StepExecution> write(StepExecution step) throws Exception {
        SimpleStepExecutionSplitter splitter =
                new SimpleStepExecutionSplitter(getJobRepository(), PARTITION, size -> contexts());
        splitter.setAllowStartIfComplete(true);
        TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler() {
            @Override
            protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions)
                    throws Exception {
                return super.doHandle(manager, inOrder(partitions));
            }
        };
        handler.setStep(partition());
        handler.setTaskExecutor(workbooks.writers());
        return handler.handle(splitter, step);
    }

    /** As planned: what is stopped before its end has written the periods that were asked for first. */
    private Set<StepExecution> inOrder(Set<StepExecution> partitions) {
        List<String> order = List.copyOf(plan.keySet());
        return partitions.stream()
                .sorted(Comparator.comparingInt(each -> order.indexOf(each.getStepName())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Map<String, ExecutionContext> contexts() {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        plan.values().stream()
                .filter(target -> target.standing() == null)
                .forEach(target -> contexts.put(target.name(), new ExecutionContext()));
        return contexts;
    }

    /** The edition and the end of the partition are committed together. */
    private Step partition() {
        return new StepBuilder(PARTITION, getJobRepository())
                .tasklet(
                        (contribution, context) -> {
                            writeOne(contribution);
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private void writeOne(StepContribution contribution) {
        String name = contribution.getStepExecution().getStepName();
        Workbook workbook = workbooks.write(Objects.requireNonNull(plan.get(name), name));
        written.put(name, workbook);
        String remark = workbook.remark() == null ? "" : ", " + workbook.remark();
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(
                workbook.inWords() + (workbook.written() ? " written" : " stands") + remark));
    }

    /** A workbook counts as issued only when its partition has ended well: its edition could fail to be committed. */
    private void settle(Collection<StepExecution> partitions) {
        Map<String, StepExecution> ends = new LinkedHashMap<>();
        partitions.forEach(each -> ends.put(each.getStepName(), each));
        plan.forEach((name, target) -> {
            if (target.standing() != null) {
                issued.add(target.standing());
                return;
            }
            StepExecution end = Objects.requireNonNull(ends.get(name), name);
            Workbook workbook = written.get(name);
            if (workbook != null && end.getStatus() == BatchStatus.COMPLETED) {
                issued.add(workbook);
            } else if (end.getStatus() != BatchStatus.STOPPED) {
                failed.add(target.failed(Cause.of(end)));
            }
        });
    }

    private String inWords() {
        List<String> states = new ArrayList<>();
        issued.forEach(each -> states.add(each.written() ? "written" : "standing"));
        failed.forEach(each -> states.add("failed"));
        waiting.forEach(each -> states.add("waiting"));
        return Count.of("workbook", states);
    }

    /** The workbooks that stand, in the order of the plan. */
    List<Workbook> issued() {
        return issued;
    }

    /** Periods that are left alone, as files of theirs are still expected. */
    List<Waiting> waiting() {
        return waiting;
    }

    /** Those that could not be written, in the order of the plan. */
    List<FailedWorkbook> failed() {
        return failed;
    }
}
