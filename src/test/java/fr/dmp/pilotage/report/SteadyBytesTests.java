package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.poi.util.Reproducibility;
import org.junit.jupiter.api.Test;

/** POI's switch, which is one for the whole JVM, stays on whoever ends first. */
class SteadyBytesTests {

    @Test
    void theSwitchStaysOnWhenAWriterEnds() throws IOException {
        SteadyBytes.ensure();
        assertThat(Reproducibility.isSourceDateEpoch()).isTrue();
        Reproducibility.runWithSourceDateEpoch(() -> {});
        assertThat(Reproducibility.isSourceDateEpoch()).isTrue();
    }
}
