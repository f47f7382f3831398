package fr.dmp.pilotage.intake;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a test expects of bytes. */
final class Hash {

    private Hash() {}

    static String of(String text) {
        return HexFormat.of().formatHex(Archive.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
