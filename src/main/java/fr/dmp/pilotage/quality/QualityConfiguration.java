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
    Checks checks(Catalog catalog) {
        return new Checks(catalog.definitions());
    }

    @Bean
    CheckFindings checkFindings(JdbcClient jdbc, KeysSeen keysSeen) {
        return new CheckFindings(jdbc, keysSeen);
    }

    @Bean
    OtherSenders otherSenders(JdbcClient jdbc, Checks checks, Marts marts, CheckFindings findings) {
        return new OtherSenders(jdbc, checks, marts, findings);
    }

    @Bean
    Rehearsal rehearsal(JdbcClient jdbc, Checks checks, Marts marts, PlatformTransactionManager transactions) {
        return new Rehearsal(jdbc, checks, marts, transactions);
    }

    @Bean
    Reconciliations reconciliations(JdbcClient jdbc, Checks checks, Marts marts, LoadSets sets) {
        return new Reconciliations(jdbc, checks, marts, sets);
    }

    @Bean
    RejectReasons rejectReasons(Checks checks) {
        return new RejectReasons(checks);
    }

    @Bean
    Audit audit(
            JdbcClient jdbc,
            Checks checks,
            Loads loads,
            CarriedRows carriedRows,
            Marts marts,
            CheckFindings findings,
            OtherSenders otherSenders,
            Rehearsal rehearsal,
            Reconciliations reconciliations) {
        return new Audit(jdbc, checks, loads, carriedRows, marts, findings, otherSenders, rehearsal, reconciliations);
    }
}
