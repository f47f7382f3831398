package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.schedule.Serving;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

    /** A node is ready when it fires. */
    @Bean
    @ConditionalOnWebApplication
    HealthIndicator schedulerHealthIndicator(Serving serving) {
        return () -> (serving.isStarted() ? Health.up() : Health.outOfService()).build();
    }
}
