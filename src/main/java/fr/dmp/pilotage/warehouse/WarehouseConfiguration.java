package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import java.time.Clock;
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
    Ledger ledger(JdbcClient jdbc) {
        return new Ledger(jdbc);
    }

    @Bean
    Decisions decisions(JdbcClient jdbc, PlatformTransactionManager transactions, Loads loads) {
        return new Decisions(jdbc, new TransactionTemplate(transactions), loads);
    }

    @Bean
    Admission admission(JdbcClient jdbc) {
        return new Admission(jdbc);
    }

    @Bean
    CarriedRows carriedRows(JdbcClient jdbc) {
        return new CarriedRows(jdbc);
    }

    @Bean
    Retention retention(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Loads loads,
            Catalog catalog,
            ArchivedFiles files,
            Clock clock) {
        return new Retention(jdbc, new TransactionTemplate(transactions), loads, catalog, files, clock);
    }

    @Bean
    Rejects rejects(JdbcClient jdbc, Loads loads) {
        return new Rejects(jdbc, loads);
    }

    @Bean
    QuarantineLedger quarantineLedger(
            JdbcClient jdbc, PlatformTransactionManager transactions, Loads loads, Clock clock) {
        return new QuarantineLedger(jdbc, new TransactionTemplate(transactions), loads, clock);
    }

    @Bean
    ArchivedFiles archivedFiles(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new ArchivedFiles(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Refusals refusals(JdbcClient jdbc, ArchivedFiles files, Clock clock) {
        return new Refusals(jdbc, files, clock);
    }

    @Bean
    LoadSets loadSets(JdbcClient jdbc, Catalog catalog) {
        return new LoadSets(jdbc, catalog);
    }

    @Bean
    FactWriter factWriter(DataSource dataSource, JdbcClient jdbc) {
        return new FactWriter(dataSource, jdbc);
    }

    @Bean
    PageLedger pageLedger(JdbcClient jdbc) {
        return new PageLedger(jdbc);
    }

    @Bean
    KeysSeen keysSeen() {
        return new KeysSeen();
    }

    @Bean
    Marts marts(JdbcClient jdbc, Catalog catalog) {
        return new Marts(jdbc, catalog);
    }
}
