package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class WarehouseConfiguration {

    @Bean
    Nomenclatures nomenclatures(JdbcClient jdbc, Catalog catalog) {
        Nomenclatures nomenclatures = new Nomenclatures(jdbc, catalog);
        nomenclatures.refresh();
        return nomenclatures;
    }

    @Bean
    Loads loads(JdbcClient jdbc, PlatformTransactionManager transactions, Catalog catalog) {
        return new Loads(jdbc, new TransactionTemplate(transactions), catalog);
    }

    @Bean
    LoadSets loadSets(JdbcClient jdbc, Loads loads) {
        return new LoadSets(jdbc, loads);
    }

    @Bean
    FactWriter factWriter(DataSource dataSource, JdbcClient jdbc) {
        return new FactWriter(dataSource, jdbc);
    }
}
