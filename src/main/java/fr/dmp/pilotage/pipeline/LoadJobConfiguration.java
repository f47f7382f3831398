package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.RowPage;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.intake.Expansions;
import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.warehouse.FactWriter;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.util.HashMap;
import java.util.Map;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** The job {@code load}: stage the pages of one load in parallel, audit it, publish it unless it is held. */
@Configuration(proxyBeanMethods = false)
class LoadJobConfiguration {

    static final String JOB = JobDefinition.LOAD;

    /** The load that a job is about; with the job's name it is the run's identity. */
    static final String LOAD = "load";

    @Bean
    JacksonExecutionContextStringSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    @Bean
    Job loadJob(JobRepository repository, Step stageStep, Step auditStep, Step publishStep) {
        return new JobBuilder(JOB, repository)
                .start(stageStep)
                .next(auditStep)
                .next(publishStep)
                .build();
    }

    @Bean
    Step stageStep(JobRepository repository, Partitioner pageRanges, Step pagesStep, PipelineProperties properties) {
        SimpleAsyncTaskExecutor streams = new SimpleAsyncTaskExecutor("stage-");
        return new StepBuilder("stage", repository)
                .partitioner("pages", pageRanges)
                .step(pagesStep)
                .gridSize(properties.load().streams())
                .taskExecutor(streams)
                .build();
    }

    @Bean
    @StepScope
    Partitioner pageRanges(Loads loads, @Value("#{jobParameters['load']}") long loadId) {
        int pages = loads.get(loadId).survey().pages();
        return streams -> ranges(pages, streams);
    }

    private static Map<String, ExecutionContext> ranges(int pages, int streams) {
        Map<String, ExecutionContext> ranges = new HashMap<>();
        int used = Math.min(pages, streams);
        for (int i = 0; i < used; i++) {
            ExecutionContext range = new ExecutionContext();
            range.putInt(PageWorker.FROM, (int) ((long) pages * i / used));
            range.putInt(PageWorker.TO, (int) ((long) pages * (i + 1) / used));
            ranges.put("range" + i, range);
        }
        return ranges;
    }

    @Bean
    Step pagesStep(JobRepository repository, PlatformTransactionManager transactions, PageWorker pageWorker) {
        return new StepBuilder("pages", repository)
                .<RowPage, RowPage>chunk(1)
                .transactionManager(transactions)
                .reader(pageWorker)
                .writer(pageWorker)
                .build();
    }

    @Bean
    @StepScope
    PageWorker pageWorker(
            Loads loads,
            Expansions expansions,
            FileLimits limits,
            Catalog catalog,
            FactWriter facts,
            KeysSeen keysSeen,
            Progress progress,
            @Value("#{jobParameters['load']}") long loadId) {
        return new PageWorker(loads.get(loadId), expansions, limits, catalog.geography(), facts, keysSeen, progress);
    }

    @Bean
    Step auditStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Loads loads,
            FactWriter facts,
            Audit audit) {
        return new StepBuilder("audit", repository)
                .tasklet(
                        (contribution, context) -> {
                            Load load =
                                    loads.get(loadId(context.getStepContext().getJobParameters()));
                            facts.refreshStatistics(load);
                            audit.audit(load);
                            facts.refreshStatisticsOfFindings(load);
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    @Bean
    Step publishStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Loads loads,
            Archive archive,
            Publication publication) {
        return new StepBuilder("publish", repository)
                .tasklet(
                        (contribution, context) -> {
                            Load load =
                                    loads.get(loadId(context.getStepContext().getJobParameters()));
                            if (load.verdict() != Load.Verdict.HOLD && load.state() == Load.State.OPEN) {
                                archive.secure(load.sha256());
                                publication.publish(load);
                            }
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private static long loadId(Map<String, Object> parameters) {
        return (long) parameters.getOrDefault(LOAD, 0L);
    }
}
