package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Limit;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.catalog.Secrets;
import fr.dmp.pilotage.feeds.FileLimits;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    FileLimits fileLimits(IntakeProperties properties) {
        return FileLimits.USUAL.with(Limit.ofSite(properties.limits()));
    }

    @Bean
    Expansions expansions(
            PilotageProperties pilotage, Archive archive, Quarantine quarantine, FileLimits limits, Clock clock) {
        return new Expansions(pilotage.archive().resolve("expanded"), archive, quarantine, limits, clock);
    }

    @Bean
    Intake intake(
            Catalog catalog, Archive archive, Expansions expansions, FileLimits limits, IntakeProperties properties) {
        return new Intake(catalog, archive, expansions, limits, properties.pageRows());
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
