package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.warehouse.Loads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class QualityConfiguration {

    @Bean
    Audit audit(JdbcClient jdbc, Catalog catalog, Loads loads) {
        return new Audit(jdbc, catalog, loads, new Reconciliations(jdbc));
    }
}
