package fr.dmp.pilotage.catalog;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PilotageProperties.class)
class CatalogConfiguration {

    /** Injected wherever a date matters, so that a test can set it. */
    @Bean
    Clock clock() {
        return Clock.system(ZoneId.of("Europe/Paris"));
    }

    @Bean
    Secrets secrets(PilotageProperties properties) {
        return new Secrets(System::getenv, properties.secrets());
    }

    @Bean
    Catalog catalog(PilotageProperties properties) {
        return Catalog.read(new Definitions(properties.definitions()));
    }
}
