package fr.dmp.pilotage.delivery;

import fr.dmp.pilotage.catalog.Secrets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    Messenger messenger(Secrets secrets) {
        return new Messenger(secrets);
    }
}
