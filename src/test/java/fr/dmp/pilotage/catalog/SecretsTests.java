package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a secret is looked for, and that it shows nowhere. */
class SecretsTests {

    @TempDir
    private Path folder;

    @Test
    void aSecretOfTheEnvironmentComesBeforeThatOfTheFolder() throws IOException {
        Files.writeString(folder.resolve("depot-national"), "of the folder\n");
        Secrets both = new Secrets(Map.of("PILOTAGE_SECRET_DEPOT_NATIONAL", "of the environment")::get, folder);
        assertThat(both.find("depot-national").orElseThrow().reveal()).isEqualTo("of the environment");
        Secrets folderOnly = new Secrets(name -> null, folder);
        assertThat(folderOnly.find("depot-national").orElseThrow().reveal()).isEqualTo("of the folder");
    }

    @Test
    void aSecretThatIsNowhereOrEmptyIsNone() throws IOException {
        Files.writeString(folder.resolve("empty"), " \n");
        Secrets secrets = new Secrets(name -> null, folder);
        assertThat(secrets.find("empty")).isEmpty();
        assertThat(secrets.find("nowhere")).isEmpty();
        assertThat(new Secrets(name -> null, null).find("nowhere")).isEmpty();
    }

    @Test
    void thePlacesOfASecretAreNamed() {
        assertThat(new Secrets(name -> null, null).places("a-b"))
                .isEqualTo("the environment variable PILOTAGE_SECRET_A_B or a file a-b in the folder pilotage.secrets");
        assertThat(new Secrets(name -> null, folder).places("a-b"))
                .isEqualTo("the environment variable PILOTAGE_SECRET_A_B or a file " + folder.resolve("a-b"));
    }

    @Test
    void aSecretDoesNotShowWhatItIs() {
        assertThat(new Secrets(name -> "mot-fictif", null).find("a").orElseThrow())
                .hasToString("(a secret)");
    }

    @Test
    void aSecretThatCannotBeReadIsToldByItsFile() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, (byte) 0x28});
        Secrets secrets = new Secrets(name -> null, folder);
        assertThatThrownBy(() -> secrets.find("binary"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read the secret " + folder.resolve("binary"));
    }
}
