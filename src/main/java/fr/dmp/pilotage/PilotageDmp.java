package fr.dmp.pilotage;

import fr.dmp.pilotage.ops.Cli;
import java.util.TimeZone;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Where the process starts: hands the words of the command line on, and starts the application when one needs it.
 *
 * <p>What Spring Boot brings to a command is named one by one: to let it look for what might be of use, and set up all of
 * it, took two fifths of the start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    BatchJdbcAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
})
@ComponentScan(resourcePattern = "*/*Configuration.class") // reading every class for it was a fifth of the start
public class PilotageDmp {

    public static void main(String[] args) {
        // Spring Batch keeps times without their zone: all processes of a site must mean the same one, whatever machine
        // they are on.
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Paris"));
        System.exit(new Cli(PilotageDmp::start, PilotageDmp::serve).run(args));
    }

    /** Starts the application without taking anything from the command line. */
    public static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run();
    }

    /** Starts the application with its health endpoints and a log of its own. */
    public static ConfigurableApplicationContext serve() {
        return new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .profiles("serve")
                .run();
    }

    /** A serving node has a web server and health endpoints besides; it starts once, and may look for what they need. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Profile("serve")
    static class WhileServing {}
}
