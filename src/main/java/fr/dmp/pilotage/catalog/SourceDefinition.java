package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.SourceLimits.Retries;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place that files of one sender are fetched from: {@code jobs/sources/<source>.yaml}. A source lists its feeds, as one
 * server carries many feeds of one sender; which feed a file belongs to is said by its name.
 *
 * @param id name of the source, also of its YAML file
 * @param title what it is, in one line
 * @param sender who its files are from; each of the feeds expects this sender
 * @param feeds what it carries
 * @param folders folders of a server or of this machine; empty if the kind is https
 * @param patterns names to fetch, with {@code *} and {@code ?}; empty for the names of the feeds
 * @param sftp how to log in, null for another kind
 * @param https what to ask for, null for another kind
 * @param secret name of the password, private key or token, never the secret; null if none
 * @param stability when a file is complete
 * @param delete what becomes of a file at the source
 */
public record SourceDefinition(
        String id,
        String title,
        Kind kind,
        String sender,
        List<String> feeds,
        List<String> folders,
        List<String> patterns,
        @Nullable Sftp sftp,
        @Nullable Https https,
        @Nullable String secret,
        Stability stability,
        SourceLimits limits,
        Retries retries,
        Delete delete) {

    /** How files are fetched. */
    public enum Kind {
        FOLDER,
        SFTP,
        HTTPS
    }

    /** When a file is complete. */
    public enum Rule {
        /** Its size and time did not change between two looks. */
        UNCHANGED,
        /** A file {@code <name>.ok} lies beside it, and is not older. */
        OK_MARKER,
        /** A file {@code <name>.sha256} lies beside it, and says what its bytes are. */
        SHA256
    }

    /**
     * When a file is complete.
     *
     * @param pause between the two looks of {@link Rule#UNCHANGED}
     */
    public record Stability(Rule rule, Duration pause) {}

    /** What becomes of a file at the source. */
    public enum Delete {
        NEVER,
        /** It is removed at the first visit that finds its bytes in the archive. */
        AFTER_ARCHIVE
    }

    /** How to prove who one is. */
    public enum Login {
        PASSWORD,
        KEY
    }

    /**
     * A server and who logs in there.
     *
     * @param hostKeys fingerprints that the server's key may have, such as {@code SHA256:…}
     * @param knownHosts file of OpenSSH's format, or null
     */
    public record Sftp(
            String host,
            int port,
            String user,
            Login login,
            List<String> hostKeys,
            @Nullable Path knownHosts) {}

    /**
     * Addresses to ask for.
     *
     * @param lastPeriods for how many ended periods an address with a token is asked for
     * @param certificates authorities, as PEM, that alone are trusted; null for those of the JVM
     */
    public record Https(
            List<AddressPattern> urls,
            int lastPeriods,
            @Nullable Path certificates) {}

    /** Path of its declaration, for messages. */
    public String file() {
        return "jobs/sources/" + id + ".yaml";
    }

    /** Where its files are, one by one, for people. */
    public List<String> places() {
        if (https != null) {
            return https.urls().stream().map(AddressPattern::written).toList();
        }
        String server = sftp == null ? "" : "sftp://" + sftp.host() + ":" + sftp.port();
        return folders.stream().map(folder -> server + folder).toList();
    }

    /** The name of the file that an address leads to: the last part of its path. */
    public static String nameOf(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a name is among those declared; true if none is. */
    public boolean matches(String name) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(glob -> regex(glob).matcher(name).matches());
    }

    private static Pattern regex(String glob) {
        String regex = Pattern.compile("[*?]|[^*?]+")
                .matcher(glob)
                .replaceAll(part -> Matcher.quoteReplacement(
                        switch (part.group()) {
                            case "*" -> ".*";
                            case "?" -> ".";
                            default -> Pattern.quote(part.group());
                        }));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
