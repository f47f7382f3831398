package fr.dmp.pilotage.catalog;

import fr.dmp.pilotage.catalog.SourceDefinition.Delete;
import fr.dmp.pilotage.catalog.SourceDefinition.Https;
import fr.dmp.pilotage.catalog.SourceDefinition.Kind;
import fr.dmp.pilotage.catalog.SourceDefinition.Login;
import fr.dmp.pilotage.catalog.SourceDefinition.Rule;
import fr.dmp.pilotage.catalog.SourceDefinition.Sftp;
import fr.dmp.pilotage.catalog.SourceDefinition.Stability;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of one source; a kind has its own keys, and those of another are unknown to it. */
final class SourceReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:_-]*[A-Za-z0-9])?");
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final String ADDRESS =
            "expected an address such as https://example.org/depot/activite_es_<semaine>.csv, ";

    private final YamlMap yaml;
    private final Definitions definitions;

    private SourceReader(YamlMap yaml, Definitions definitions) {
        this.yaml = yaml;
        this.definitions = definitions;
    }

    static SourceDefinition read(YamlMap yaml, Definitions definitions) {
        return new SourceReader(yaml, definitions).read();
    }

    private SourceDefinition read() {
        Kind kind = yaml.oneOf("kind", Kind.class);
        boolean listed = kind != Kind.HTTPS;
        SourceDefinition source = new SourceDefinition(
                yaml.text("source"),
                yaml.text("title"),
                kind,
                yaml.text("sender"),
                yaml.texts("feeds"),
                listed ? folders(kind) : List.of(),
                listed ? yaml.texts("patterns") : List.of(),
                kind == Kind.SFTP ? sftp() : null,
                kind == Kind.HTTPS ? https() : null,
                secret(kind),
                stability(listed),
                SourceLimits.read(yaml),
                SourceLimits.Retries.read(yaml),
                yaml.oneOf("delete", Delete.class, Delete.NEVER));
        expect("source", source.id(), NAME, "a name of at most 40 of a-z, 0-9 and -");
        expect("sender", source.sender(), FOLDER, "a name that a folder may have");
        if (source.feeds().isEmpty()) {
            yaml.problem("feeds", "expected at least one feed, found none");
        }
        if (source.delete() == Delete.AFTER_ARCHIVE && !listed) {
            yaml.problem("delete", "expected never: nothing is removed from a web server");
        }
        return source;
    }

    private List<String> folders(Kind kind) {
        List<String> folders = yaml.texts("folders");
        if (folders.isEmpty()) {
            yaml.problem("folders", "expected at least one folder, found none");
        }
        return kind == Kind.FOLDER
                ? folders.stream()
                        .map(each -> String.valueOf(place("folders", each)))
                        .toList()
                : folders;
    }

    private @Nullable String secret(Kind kind) {
        if (kind == Kind.FOLDER) {
            return null;
        }
        String secret = yaml.optionalText("secret");
        if (secret != null) {
            expect("secret", secret, NAME, "the name of a secret, of at most 40 of a-z, 0-9 and -");
        } else if (kind == Kind.SFTP) {
            yaml.problem("secret", "expected the name of the password or private key, found none");
        }
        return secret;
    }

    private Sftp sftp() {
        Sftp sftp = new Sftp(
                yaml.text("host"),
                yaml.whole("port", 22),
                yaml.text("user"),
                yaml.oneOf("login", Login.class),
                yaml.texts("host-keys"),
                path("known-hosts"));
        expect("host", sftp.host(), HOST, "the name or address of a server");
        if (sftp.port() < 1 || sftp.port() > 65_535) {
            yaml.problem("port", "expected 1 to 65535, found " + sftp.port());
        }
        sftp.hostKeys().forEach(key -> expect("host-keys", key, FINGERPRINT, "SHA256: and 43 characters"));
        if (sftp.hostKeys().isEmpty() && sftp.knownHosts() == null) {
            yaml.problem(
                    "host-keys",
                    "expected the fingerprint of the server's key here, or its line in a file known-hosts; found neither");
        }
        return sftp;
    }

    private Https https() {
        List<AddressPattern> urls =
                yaml.texts("urls").stream().map(AddressPattern::of).toList();
        if (urls.isEmpty()) {
            yaml.problem("urls", "expected at least one address, found none");
        }
        for (AddressPattern url : urls) {
            String problem = problem(url);
            if (problem != null) {
                yaml.problem("urls", problem);
            }
        }
        int periods = yaml.whole("last-periods", 4);
        if (periods < 1 || periods > 520) {
            yaml.problem("last-periods", "expected 1 to 520, found " + periods);
        }
        return new Https(urls, periods, path("certificates"));
    }

    /** What is wrong with an address; one that may hold a password is not repeated. */
    private static @Nullable String problem(AddressPattern url) {
        String address = url.filled(1, LocalDate.EPOCH).get(0);
        String found = "found \"" + url.written() + "\"";
        try {
            URI uri = new URI(address.replaceAll("<[^<>]*>", "x"));
            if (uri.getRawUserInfo() != null) {
                return "expected neither user nor password in an address; declare a secret";
            }
            boolean whole = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && !SourceDefinition.nameOf(uri).isEmpty();
            if (whole && address.contains("<")) {
                return "expected no token but one of " + AddressPattern.EXPECTED + ", " + found;
            }
            return whole ? null : ADDRESS + found;
        } catch (URISyntaxException e) {
            return ADDRESS + found;
        }
    }

    private Stability stability(boolean listed) {
        // What a web server hands out is complete as a rule; whoever writes into a folder is seen writing.
        Duration wait = listed ? Duration.ofSeconds(10) : Duration.ZERO;
        Stability declared = yaml.map(
                "stability",
                nested -> new Stability(
                        nested.oneOf("rule", Rule.class, Rule.UNCHANGED), SourceLimits.duration(nested, "wait", wait)));
        return declared == null ? new Stability(Rule.UNCHANGED, wait) : declared;
    }

    private @Nullable Path path(String key) {
        String written = yaml.optionalText(key);
        return written == null ? null : place(key, written);
    }

    private Path place(String key, String written) {
        try {
            return definitions.place(written);
        } catch (InvalidPathException e) {
            yaml.problem(key, "expected a path, found \"" + written + "\"");
            return Path.of("");
        }
    }

    private void expect(String key, String value, Pattern shape, String what) {
        if (!value.isEmpty() && !shape.matcher(value).matches()) {
            yaml.problem(key, "expected " + what + ", found \"" + value + "\"");
        }
    }

    /** Holds a source against the feeds that it names. */
    static void check(YamlMap yaml, SourceDefinition source, List<FeedDefinition> feeds) {
        for (FeedDefinition feed : feeds) {
            if (!source.sender().isEmpty() && !feed.senders().contains(source.sender())) {
                yaml.problem(
                        "sender",
                        "expected a sender of " + feed.id() + ", one of " + String.join(", ", feed.senders())
                                + "; found \"" + source.sender() + "\"");
            }
        }
        Https https = source.https();
        if (https != null && !feeds.isEmpty()) {
            https.urls().stream()
                    .filter(url -> problem(url) == null && !hasNameOf(feeds, url))
                    .forEach(url -> yaml.problem(
                            "urls",
                            "expected an address that ends with a name of its feeds, "
                                    + feeds.stream()
                                            .map(feed -> feed.file().toString())
                                            .collect(Collectors.joining(", "))
                                    + "; found \"" + url.written() + "\""));
        }
    }

    /** A file whose name no feed knows would be fetched only to be refused. */
    private static boolean hasNameOf(List<FeedDefinition> feeds, AddressPattern url) {
        String name = SourceDefinition.nameOf(url.addresses(1, LocalDate.EPOCH).get(0));
        return feeds.stream().anyMatch(feed -> feed.file().matches(name));
    }
}
