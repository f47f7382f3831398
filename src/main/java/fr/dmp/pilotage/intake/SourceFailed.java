package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.findings.PatientText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A source did not do what it was asked; the message is one line for an operator and holds no secret. */
final class SourceFailed extends IOException {

    private static final long serialVersionUID = 1L;

    /** How far a failure reaches. */
    enum Reach {
        /** Other files may still be fetched. */
        FILE,
        /** Nothing more can be done over this connection. */
        SOURCE
    }

    /** What may be hoped for. */
    private enum Hope {
        /** It may go better in a moment. */
        PASSING,
        /** It may go better at the next visit, once somebody did something. */
        LASTING,
        /** The file is not as a file may be; only its sender can do something. */
        REFUSED
    }

    private final Reach reach;
    private final Hope hope;

    private SourceFailed(String message, Reach reach, Hope hope, @Nullable Throwable cause) {
        // Either may quote the path of a file, and goes to the log and to the table of fetches.
        super(PatientText.masked(message), cause instanceof IOException failure ? PatientText.masked(failure) : cause);
        this.reach = reach;
        this.hope = hope;
    }

    /** It may go better in a moment. */
    static SourceFailed passing(Reach reach, String message, @Nullable Throwable cause) {
        return new SourceFailed(message, reach, Hope.PASSING, cause);
    }

    /** It would go the same way in a moment; somebody has to do something. */
    static SourceFailed lasting(Reach reach, String message, @Nullable Throwable cause) {
        return new SourceFailed(message, reach, Hope.LASTING, cause);
    }

    /** A file is not as a file may be. */
    static SourceFailed refused(String message) {
        return new SourceFailed(message, Reach.FILE, Hope.REFUSED, null);
    }

    /** Something broke while something was done; it may be the network, so that it is worth another attempt. */
    static SourceFailed of(String doing, Throwable failure) {
        return failure instanceof SourceFailed said
                ? said
                : passing(Reach.SOURCE, doing + ": " + inWords(failure), failure);
    }

    boolean reachesSource() {
        return reach == Reach.SOURCE;
    }

    boolean isPassing() {
        return hope == Hope.PASSING;
    }

    boolean isRefusal() {
        return hope == Hope.REFUSED;
    }

    /** The innermost message that says something. */
    static String inWords(Throwable failure) {
        String text = failure.getClass().getSimpleName();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return "there is no host of this name";
            }
            if (each instanceof ConnectException) {
                return "nobody answers there (connection refused or no way to the host)";
            }
            if (each instanceof NoSuchFileException) {
                return printable("there is no such file: " + each.getMessage());
            }
            if (each instanceof AccessDeniedException) {
                return printable("permission denied: " + each.getMessage());
            }
            if (each.getMessage() != null && !each.getMessage().isBlank()) {
                text = each.getMessage().lines().findFirst().orElse(text).strip();
            }
        }
        return printable(text);
    }

    /** What a source says, as it may be shown: a hostile text could rewrite the terminal. */
    static String printable(String said) {
        String masked = PatientText.masked(said);
        String shown = masked.length() > 300 ? masked.substring(0, 300) + "…" : masked;
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
