package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.database.Database;
import fr.dmp.pilotage.delivery.Messenger;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.intake.Archive;
import fr.dmp.pilotage.intake.Expansions;
import fr.dmp.pilotage.intake.Inbox;
import fr.dmp.pilotage.intake.Intake;
import fr.dmp.pilotage.intake.Quarantine;
import fr.dmp.pilotage.intake.Sources;
import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.quality.OtherSenders;
import fr.dmp.pilotage.quality.Reconciliations;
import fr.dmp.pilotage.quality.RejectReasons;
import fr.dmp.pilotage.report.Explain;
import fr.dmp.pilotage.report.Reach;
import fr.dmp.pilotage.report.RejectsFiles;
import fr.dmp.pilotage.report.Reports;
import fr.dmp.pilotage.report.SheetQuery;
import fr.dmp.pilotage.warehouse.Admission;
import fr.dmp.pilotage.warehouse.Decisions;
import fr.dmp.pilotage.warehouse.FactWriter;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.Ledger;
import fr.dmp.pilotage.warehouse.Loads;
import fr.dmp.pilotage.warehouse.PageLedger;
import fr.dmp.pilotage.warehouse.QuarantineLedger;
import fr.dmp.pilotage.warehouse.Refusals;
import fr.dmp.pilotage.warehouse.Rejects;
import fr.dmp.pilotage.warehouse.Retention;
import java.time.Clock;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Assembles the package. Long, as each of its parts is named with all that it needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineProperties.class)
class PipelineConfiguration {

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc) {
        return new AuditTrail(jdbc);
    }

    @Bean
    Heartbeat heartbeat(JdbcClient jdbc, Database database, PipelineProperties properties) {
        return new Heartbeat(jdbc, database, properties.silence());
    }

    @Bean
    Stopping stopping(JdbcClient jdbc, Database database, PipelineProperties properties) {
        return new Stopping(jdbc, database, properties.stopWithin());
    }

    @Bean
    Attempts attempts(
            JobOperator operator,
            JobRepository repository,
            Database database,
            Heartbeat heartbeat,
            Stopping stopping,
            AuditTrail audit,
            JdbcClient jdbc) {
        return new Attempts(operator, repository, database, heartbeat, stopping, audit, jdbc);
    }

    @Bean
    Running running(JdbcClient jdbc, Heartbeat heartbeat, Clock clock) {
        return new Running(jdbc, heartbeat, clock);
    }

    @Bean
    LoadRunner loadRunner(
            Job loadJob,
            Attempts attempts,
            Archive archive,
            Expansions expansions,
            PageLedger ledger,
            AuditTrail audit,
            KeysSeen keysSeen,
            Progress progress) {
        return new LoadRunner(loadJob, attempts, archive, expansions, ledger, audit, keysSeen, progress);
    }

    @Bean
    FindingCounts findingCounts(JdbcClient jdbc, Catalog catalog) {
        return new FindingCounts(jdbc, catalog.definitions());
    }

    @Bean
    Publication publication(
            Loads loads,
            Decisions decisions,
            Audit audit,
            OtherSenders otherSenders,
            Reconciliations reconciliations,
            PlatformTransactionManager transactions) {
        return new Publication(
                loads, decisions, audit, otherSenders, reconciliations, new TransactionTemplate(transactions));
    }

    @Bean
    Holds holds(
            Loads loads,
            Decisions decisions,
            Publication publication,
            Reach reach,
            Archive archive,
            FindingCounts findings,
            Database database) {
        return new Holds(loads, decisions, publication, reach, archive, findings, database);
    }

    @Bean
    FeedStates feedStates(Catalog catalog, Ledger ledger, JdbcClient jdbc, Loads loads, RunLog runs, Clock clock) {
        return new FeedStates(catalog, ledger, new DeadRuns(jdbc, loads, runs), clock);
    }

    @Bean
    Loading loading(
            Intake intake,
            Loads loads,
            Admission admission,
            QuarantineLedger quarantine,
            FactWriter facts,
            LoadRunner runner,
            Database database,
            FindingCounts findings,
            PlatformTransactionManager transactions) {
        return new Loading(
                intake,
                loads,
                admission,
                quarantine,
                facts,
                runner,
                database,
                findings,
                new TransactionTemplate(transactions));
    }

    @Bean
    Workbooks workbooks(Catalog catalog, Reports reports, Progress progress, PipelineProperties properties) {
        return new Workbooks(catalog, reports, progress, properties.report().writers());
    }

    @Bean
    Fetching fetching(Catalog catalog, Sources sources, Database database, Progress progress) {
        return new Fetching(catalog, sources, database, progress);
    }

    @Bean
    JobRunner jobRunner(
            Catalog catalog,
            Fetching fetching,
            Intake intake,
            Inbox inbox,
            Loading loading,
            Loads loads,
            Progress progress,
            Workbooks workbooks,
            Retention retention,
            Refusals refusals,
            JdbcClient jdbc,
            Archive archive,
            Expansions expansions,
            QuarantineLedger ledger,
            Quarantine quarantine,
            Attempts attempts,
            Running running,
            Stopping stopping,
            Alerts alerts,
            AuditTrail audit,
            Database database,
            JobRepository repository,
            PlatformTransactionManager transactions,
            Clock clock) {
        Collecting collecting = new Collecting(catalog, fetching, intake, inbox, loading, loads, progress);
        QuarantinePurge purge = new QuarantinePurge(ledger, quarantine, clock);
        Expiring expiring = new Expiring(
                retention,
                refusals,
                new OldCauses(jdbc),
                new OldRecords(jdbc, new TransactionTemplate(transactions)),
                archive,
                expansions,
                inbox,
                purge,
                database,
                clock);
        return new JobRunner(
                catalog,
                collecting,
                workbooks,
                expiring,
                attempts,
                running,
                stopping,
                alerts,
                audit,
                database,
                repository,
                transactions);
    }

    @Bean
    Shown shown(RunLog runs, Loads loads, Loading loading, Running running, JdbcClient jdbc) {
        return new Shown(runs, loads, loading, running, jdbc);
    }

    @Bean
    Alerts alerts(
            Catalog catalog,
            JdbcClient jdbc,
            Messenger messenger,
            RunLog runs,
            Shown shown,
            FeedStates feedStates,
            Clock clock) {
        Trouble trouble = new Trouble(catalog, runs, shown, feedStates, clock);
        return new Alerts(catalog, jdbc, messenger, trouble);
    }

    @Bean
    RunLog runLog(JdbcClient jdbc, Catalog catalog) {
        return new RunLog(jdbc, catalog);
    }

    @Bean
    RejectsExport rejectsExport(
            Loads loads,
            Rejects rejects,
            Archive archive,
            Expansions expansions,
            FileLimits limits,
            Catalog catalog,
            RejectReasons reasons,
            RejectsFiles files,
            Progress progress) {
        return new RejectsExport(loads, rejects, archive, expansions, limits, catalog, reasons, files, progress);
    }

    @Bean
    Operations operations(
            Catalog catalog,
            Fetching fetching,
            Inbox inbox,
            Loading loading,
            Loads loads,
            JobRunner jobs,
            Attempts attempts,
            Stopping stopping,
            Running running,
            AuditTrail audit,
            Shown shown,
            Database database,
            Reach reach,
            Clock clock,
            Workbooks workbooks,
            Explain explain,
            RunLog runs,
            Holds holds,
            FeedStates feedStates,
            RejectsExport rejects,
            Progress progress,
            JdbcClient jdbc,
            Audit audits,
            SheetQuery query,
            Sources sources,
            PlatformTransactionManager transactions,
            Messenger messenger,
            PilotageProperties pilotage,
            Quarantine quarantine) {
        Dictionary dictionary = new Dictionary(catalog, jdbc);
        SelfCheck selfCheck =
                new SelfCheck(catalog, jdbc, audits, query, pilotage, quarantine, dictionary, sources, messenger);
        RunControl control = new RunControl(
                catalog,
                shown,
                jobs,
                loading,
                loads,
                holds,
                attempts,
                stopping,
                running,
                audit,
                database,
                new TransactionTemplate(transactions));
        return new Operations(
                catalog,
                fetching,
                inbox,
                loading,
                jobs,
                control,
                shown,
                new Foresight(catalog, inbox, loads, workbooks, reach),
                clock,
                audit,
                workbooks,
                explain,
                runs,
                holds,
                feedStates,
                rejects,
                selfCheck,
                dictionary,
                progress);
    }
}
