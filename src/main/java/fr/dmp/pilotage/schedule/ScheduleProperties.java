package fr.dmp.pilotage.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a node serves.
 *
 * @param watch how often it looks for what is late, stuck or did not run, and sends alerts
 * @param misfire how much later than its moment a firing is one that was missed
 */
@Validated
@ConfigurationProperties("pilotage.serve")
record ScheduleProperties(
        @DefaultValue("60s") Duration watch,
        @DefaultValue("60s") Duration misfire) {}
