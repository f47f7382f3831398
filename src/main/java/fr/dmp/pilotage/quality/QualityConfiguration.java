package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.warehouse.CarriedRows;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.LoadSets;
import fr.dmp.pilotage.warehouse.Loads;
import fr.dmp.pilotage.warehouse.Marts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class QualityConfiguration {

    @Bean
    Rehearsal rehearsal(JdbcClient jdbc, Catalog catalog, Marts marts, PlatformTransactionManager transactions) {
        return new Rehearsal(jdbc, catalog, marts, transactions);
    }

    @Bean
    Reconciliations reconciliations(JdbcClient jdbc, Catalog catalog, Marts marts, LoadSets sets) {
        return new Reconciliations(jdbc, catalog, marts, sets);
    }

    @Bean
    RejectReasons rejectReasons(Catalog catalog) {
        return new RejectReasons(catalog.definitions());
    }

    @Bean
    Audit audit(
            JdbcClient jdbc,
            Catalog catalog,
            Loads loads,
            CarriedRows carriedRows,
            Marts marts,
            KeysSeen keysSeen,
            Rehearsal rehearsal,
            Reconciliations reconciliations) {
        return new Audit(jdbc, catalog, loads, carriedRows, marts, keysSeen, rehearsal, reconciliations);
    }
}
