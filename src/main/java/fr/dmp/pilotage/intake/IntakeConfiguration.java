package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.PilotageProperties;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeConfiguration {

    @Bean
    Quarantine quarantine(PilotageProperties pilotage) {
        return new Quarantine(pilotage.quarantine());
    }

    @Bean
    Archive archive(PilotageProperties pilotage, Quarantine quarantine) {
        return new Archive(pilotage.archive(), quarantine);
    }

    @Bean
    Intake intake(Catalog catalog, Archive archive, IntakeProperties properties) {
        return new Intake(catalog, archive, properties.pageRows());
    }

    @Bean
    Inbox inbox(PilotageProperties pilotage, IntakeProperties properties, Clock clock) {
        return new Inbox(pilotage.inbox(), properties.quiet(), clock);
    }
}
