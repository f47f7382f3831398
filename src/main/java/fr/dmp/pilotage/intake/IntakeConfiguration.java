package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.catalog.Secrets;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeConfiguration {

    @Bean
    Archive archive(PilotageProperties pilotage) {
        return new Archive(pilotage.archive());
    }

    @Bean
    Intake intake(Catalog catalog, Archive archive, IntakeProperties properties) {
        return new Intake(catalog, archive, properties.pageRows());
    }

    @Bean
    Sources sources(Catalog catalog, Secrets secrets, JdbcClient jdbc, Inbox inbox, Archive archive, Clock clock) {
        return new Sources(catalog, secrets, new FetchLog(jdbc), inbox, archive, clock);
    }

    @Bean
    Inbox inbox(PilotageProperties pilotage, IntakeProperties properties, Clock clock) {
        return new Inbox(pilotage.inbox(), properties.quiet(), clock);
    }
}
