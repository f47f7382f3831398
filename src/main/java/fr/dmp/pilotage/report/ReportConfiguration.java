package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.warehouse.LoadSets;
import fr.dmp.pilotage.warehouse.Loads;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    @Bean
    EditionFiles editionFiles(PilotageProperties pilotage) {
        return new EditionFiles(pilotage.reports(), pilotage.archive().resolve("editions"));
    }

    @Bean
    EditionLedger editionLedger(JdbcClient jdbc) {
        return new EditionLedger(jdbc);
    }

    @Bean
    Editions editions(EditionLedger ledger, PlatformTransactionManager transactions, EditionFiles files) {
        return new Editions(ledger, new TransactionTemplate(transactions), files);
    }

    @Bean
    SheetQuery sheetQuery(JdbcClient jdbc, Catalog catalog) {
        return new SheetQuery(jdbc, catalog);
    }

    @Bean
    Reports reports(
            Catalog catalog,
            Loads loads,
            LoadSets sets,
            JdbcClient jdbc,
            Editions editions,
            EditionLedger ledger,
            EditionFiles files,
            SheetQuery query,
            Clock clock) {
        Incidents incidents = new Incidents(jdbc, catalog);
        Composer composer = new Composer(catalog, query, incidents, loads);
        Scopes scopes = new Scopes(catalog, new ProgrammeLists(jdbc, catalog));
        return new Reports(
                catalog,
                loads,
                sets,
                incidents,
                editions,
                ledger,
                files,
                composer,
                scopes,
                () -> Gaps.now(catalog, loads, jdbc),
                clock);
    }

    @Bean
    Explain explain(Catalog catalog, Reports reports, Loads loads, SheetQuery query, JdbcClient jdbc) {
        return new Explain(
                catalog, reports, new IssuedEditions(jdbc, loads), new SourceLines(jdbc, query, loads), query);
    }

    @Bean
    RejectsFiles rejectsFiles() {
        return new RejectsFiles();
    }

    @Bean
    Reach reach(Catalog catalog, Loads loads, Reports reports) {
        return new Reach(catalog, loads, reports);
    }
}
