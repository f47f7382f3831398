package fr.dmp.pilotage;

import fr.dmp.pilotage.ops.Cli;
import java.util.TimeZone;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** Where the process starts: hands the words of the command line on, and starts the application when one needs it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
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
}
