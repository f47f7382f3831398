package fr.dmp.pilotage.pipeline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How work is spread over threads, each of which holds a connection, so that the bounds go with the size of the pool; and how
 * it ends.
 *
 * @param stopWithin how long a process that is told to end waits for its runs to come to a boundary
 * @param silence so long without a sign of life a process of another machine is dead
 */
@Validated
@ConfigurationProperties("pilotage")
record PipelineProperties(
        @DefaultValue @Valid Load load,
        @DefaultValue @Valid Report report,
        @DefaultValue("60s") Duration stopWithin,
        @DefaultValue("30s") Duration silence) {

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
