package fr.dmp.pilotage.findings;

import fr.dmp.pilotage.findings.PatientIdentifier.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts that are kept, logged or shown and could quote a patient's identifier: values of cells, names of files. */
public final class PatientText {

    /** What is shown instead of an identifier. */
    public static final String MASK = "***";

    private static final byte[] MASK_BYTES = MASK.getBytes(StandardCharsets.UTF_8);

    private PatientText() {}

    /** Whether a text holds an identifier with its key. */
    public static boolean holdsIdentifier(String text) {
        return !edited(text, false).equals(text);
    }

    /** The text with {@link #MASK} in place of each identifier, with its key or without; most texts are as they were. */
    public static String masked(String text) {
        return edited(text, true);
    }

    /** The failure itself, or one that says the same with a masked message: the path of a file can hold an identifier. */
    public static IOException masked(IOException failure) {
        String message = failure.getMessage();
        if (message == null || masked(message).equals(message)) {
            return failure;
        }
        // Without its cause, which would say the path once more.
        IOException other = new IOException(failure.getClass().getSimpleName() + ": " + masked(message));
        other.setStackTrace(failure.getStackTrace());
        return other;
    }

    private static String edited(String text, boolean withoutKeyToo) {
        // Nearly no text has as many digits: one less than characters, as Corsica has a letter.
        if (text.chars().filter(each -> each >= '0' && each <= '9').count() < PatientIdentifier.SHORTEST - 1) {
            return text;
        }
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        int length = bytes.length - 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PatientIdentifier identifier = new PatientIdentifier();
        int copied = 0;
        for (int at = 0; at < length; at++) {
            boolean begins = at == 0 || !PatientIdentifier.isDigit(bytes[at - 1]);
            Match match = begins ? identifier.at(bytes, at, bytes.length) : Match.NONE;
            if (match == Match.WITH_KEY || (withoutKeyToo && match == Match.WITHOUT_KEY)) {
                out.write(bytes, copied, at - copied);
                out.writeBytes(MASK_BYTES);
                copied = identifier.end();
                at = copied - 1;
            }
        }
        if (copied == 0) {
            return text;
        }
        out.write(bytes, copied, length - copied);
        return out.toString(StandardCharsets.UTF_8);
    }
}
