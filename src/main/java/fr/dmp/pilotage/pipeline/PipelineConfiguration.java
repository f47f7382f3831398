package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.report.Reports;
import fr.dmp.pilotage.report.SheetQuery;
import fr.dmp.pilotage.warehouse.FactWriter;
import fr.dmp.pilotage.warehouse.Loads;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineProperties.class)
class PipelineConfiguration {

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean
    LoadRunner loadRunner(
            Job loadJob,
            JobOperator operator,
            JobRepository repository,
            Database database,
            JdbcClient jdbc,
            Archive archive,
            Progress progress) {
        return new LoadRunner(loadJob, operator, repository, database, jdbc, archive, progress);
    }

    @Bean
    Loading loading(
            Intake intake,
            Loads loads,
            FactWriter facts,
            LoadRunner runner,
            Database database,
            Catalog catalog,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new Loading(
                intake,
                loads,
                facts,
                runner,
                database,
                new FindingCounts(jdbc, catalog.definitions()),
                new TransactionTemplate(transactions));
    }

    @Bean
    RunLog runLog(JdbcClient jdbc, Catalog catalog) {
        return new RunLog(jdbc, catalog);
    }

    @Bean
    Operations operations(
            Catalog catalog,
            Intake intake,
            Inbox inbox,
            Loading loading,
            Loads loads,
            Reports reports,
            RunLog runs,
            Progress progress,
            Database database,
            JdbcClient jdbc,
            Audit audit,
            SheetQuery query,
            PilotageProperties pilotage) {
        SelfCheck selfCheck = new SelfCheck(catalog, jdbc, audit, query, pilotage);
        return new Operations(catalog, intake, inbox, loading, loads, reports, runs, selfCheck, progress, database);
    }
}
