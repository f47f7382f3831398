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
        return new Editions(jdbc, new TransactionTemplate(transactions), pilotage.reports());
    }

    @Bean
    Reports reports(JdbcClient jdbc, Catalog catalog, Loads loads, Editions editions) {
        return new Reports(jdbc, catalog, loads, editions);
    }
}
