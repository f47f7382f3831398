package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Limit;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How files are taken in.
 *
 * @param pageRows rows in a page, which is what one transaction loads and what a restart repeats at most
 * @param quiet for how long a file of the inbox must not have changed before it is taken
 * @param limits what bounds the files of all feeds, by the names that feeds use too, such as {@code file-size}
 */
@Validated
@ConfigurationProperties("pilotage.intake")
record IntakeProperties(
        @DefaultValue("20000") @Positive int pageRows,
        @DefaultValue("2s") Duration quiet,
        @DefaultValue Map<Limit, String> limits) {

    IntakeProperties {
        Limit.ofSite(limits); // a start with a limit that is none fails here, beside the name of the property
    }
}
