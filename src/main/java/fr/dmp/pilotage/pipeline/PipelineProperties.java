package fr.dmp.pilotage.pipeline;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How loads run.
 *
 * @param streams parallel COPY streams of one file; two are the optimum on two cores
 */
@Validated
@ConfigurationProperties("pilotage.load")
record PipelineProperties(
        @DefaultValue("2") @Positive @Max(6) int streams) {}
