package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.warehouse.Loads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    @Bean
    Editions editions(JdbcClient jdbc, PlatformTransactionManager transactions, PilotageProperties pilotage) {
        return new Editions(
                jdbc,
                new TransactionTemplate(transactions),
                pilotage.reports(),
                pilotage.archive().resolve("editions"));
    }

    @Bean
    SheetQuery sheetQuery(JdbcClient jdbc, Catalog catalog) {
        return new SheetQuery(jdbc, catalog);
    }

    @Bean
    Reports reports(Catalog catalog, Loads loads, Editions editions, SheetQuery query) {
        return new Reports(catalog, loads, editions, query);
    }

    @Bean
    Explain explain(Catalog catalog, Reports reports, Loads loads, SheetQuery query, JdbcClient jdbc) {
        return new Explain(
                catalog, reports, new IssuedEditions(jdbc, loads), new SourceLines(jdbc, query, loads), query);
    }

    @Bean
    Reach reach(Catalog catalog, Loads loads, Reports reports) {
        return new Reach(catalog, loads, reports);
    }
}
