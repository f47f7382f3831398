package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.JobDefinition;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/** One attempt at a declared job of the kind retention: one step, which commits what it removes load by load. */
final class RetentionJob {

    private final JobDefinition job;
    private final JobRepository repository;
    private final Expiring expiring;
    private final AtomicReference<@Nullable Expiry> done = new AtomicReference<>();

    RetentionJob(JobDefinition job, JobRepository repository, Expiring expiring) {
        this.job = job;
        this.repository = repository;
        this.expiring = expiring;
    }

    Job job() {
        // No transaction around it all: what is removed is removed, whatever fails after it.
        Step step = new StepBuilder("expire", repository)
                .tasklet(
                        (contribution, context) -> {
                            Unremoved unremoved = new Unremoved();
                            done.set(expiring.expire(job, unremoved));
                            unremoved.failIfAny();
                            return RepeatStatus.FINISHED;
                        },
                        new ResourcelessTransactionManager())
                .build();
        return new JobBuilder(job.id(), repository).start(step).build();
    }

    Operations.JobOutcome outcome(JobExecution execution) {
        String cause = execution.getStatus() == BatchStatus.COMPLETED ? null : Cause.of(execution);
        return new Operations.JobOutcome(
                job.id(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), done.get(), cause);
    }
}
