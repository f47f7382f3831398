package fr.dmp.pilotage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.findings.Nir;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFailedTests {

    @Test
    void noCauseOfAFailureTellsAnIdentifierWhoeverSaidIt() {
        String path = "/envois/" + Nir.USUAL + ".csv";

        SourceFailed listing = SourceFailed.of("listing", new NoSuchFileException(path));
        SourceFailed reading = SourceFailed.of("reading", new IOException("cannot read " + path));
        SourceFailed passing =
                SourceFailed.passing(Reach.FILE, "expected the SHA-256 of " + path, new IOException(path));

        assertThat(List.of(listing, reading, passing))
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "listing: there is no such file: /envois/***.csv",
                        "reading: cannot read /envois/***.csv",
                        "expected the SHA-256 of /envois/***.csv");
        assertThat(List.of(listing, reading, passing)).allSatisfy(each -> assertThat(String.valueOf(each.getCause()))
                .contains("***.csv")
                .doesNotContain(Nir.USUAL.toString()));
    }

    @Test
    void anIdentifierIsMaskedBeforeALongCauseIsCut() {
        String said = SourceFailed.printable("x".repeat(290) + " " + Nir.USUAL);

        assertThat(said).isEqualTo("x".repeat(290) + " ***");
    }
}
