package fr.dmp.pilotage.findings;

import fr.dmp.pilotage.findings.PatientIdentifier.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Texts that are kept, logged or shown and could quote a patient's identifier: values of cells, names of files. */
public final class PatientText {

    /** What is shown instead of an identifier. */
    public static final String MASK = "***";

    /** Length of a SHA-256 in hexadecimal. */
    private static final int SHA_256 = 64;

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

    /**
     * Tells of each identifier in a text.
     *
     * @param found told whether it has its key
     */
    public static void find(String text, Consumer<Boolean> found) {
        walk(text, (bytes, from, end, keyed) -> found.accept(keyed));
    }

    private static String edited(String text, boolean withoutKeyToo) {
        Masking masking = new Masking(withoutKeyToo);
        walk(text, masking);
        return masking.copied == 0 ? text : masking.whole(text);
    }

    /** Told of each identifier in the bytes of a text, in order. */
    private interface Taker {
        void found(byte[] bytes, int from, int end, boolean keyed);
    }

    private static final class Masking implements Taker {

        private final boolean withoutKeyToo;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int copied;

        Masking(boolean withoutKeyToo) {
            this.withoutKeyToo = withoutKeyToo;
        }

        @Override
        public void found(byte[] bytes, int from, int end, boolean keyed) {
            if (!keyed && (!withoutKeyToo || isInHash(bytes, end - 1))) {
                return;
            }
            // One without key may overlap the next, which then has the same mask.
            if (from >= copied) {
                out.write(bytes, copied, from - copied);
                out.writeBytes(MASK_BYTES);
            }
            copied = Math.max(copied, end);
        }

        /** Whether a byte belongs to a SHA-256 in hexadecimal, which our own messages quote, the digits 256 before it. */
        private static boolean isInHash(byte[] bytes, int at) {
            int from = at;
            while (from >= 0 && isHex(bytes[from])) {
                from--;
            }
            int end = at;
            while (end < bytes.length && isHex(bytes[end])) {
                end++;
            }
            return end - from - 1 == SHA_256;
        }

        private static boolean isHex(byte one) {
            return PatientIdentifier.isDigit(one) || (one >= 'a' && one <= 'f');
        }

        String whole(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(bytes, copied, bytes.length - copied);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private static void walk(String text, Taker taker) {
        if (!mayHold(text)) {
            return;
        }
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        int length = bytes.length - 1;
        PatientIdentifier identifier = new PatientIdentifier();
        for (int at = 0; at < length; at++) {
            boolean begins =
                    PatientIdentifier.isFirst(bytes[at]) && (at == 0 || !PatientIdentifier.isDigit(bytes[at - 1]));
            Match match = begins ? identifier.at(bytes, at, bytes.length) : Match.NONE;
            if (match == Match.WITH_KEY || match == Match.WITHOUT_KEY) {
                taker.found(bytes, at, identifier.end(), match == Match.WITH_KEY);
                at = match == Match.WITH_KEY ? identifier.end() - 1 : at;
            }
        }
    }

    /** Nearly no text has as many digits: one less than characters, as Corsica has a letter. */
    private static boolean mayHold(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < PatientIdentifier.SHORTEST - 1; i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        return digits == PatientIdentifier.SHORTEST - 1;
    }
}
