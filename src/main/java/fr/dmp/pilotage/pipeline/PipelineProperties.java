package fr.dmp.pilotage.pipeline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How work is spread over threads. Each of them holds a connection: the bounds go with the size of the pool. */
@Validated
@ConfigurationProperties("pilotage")
record PipelineProperties(
        @DefaultValue @Valid Load load, @DefaultValue @Valid Report report) {

    /**
     * How loads run.
     *
     * @param streams parallel COPY streams of one file; two are the optimum on two cores
     */
    record Load(@DefaultValue("2") @Positive @Max(6) int streams) {}

    /**
     * How workbooks are written.
     *
     * @param writers how many at a time; each takes some tens of megabytes
     */
    record Report(@DefaultValue("2") @Positive @Max(6) int writers) {}
}
