package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.AddressPattern;
import fr.dmp.pilotage.catalog.Secrets.Secret;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Https;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a web server, which lists nothing: each declared address is asked for. What is known of a file is sent
 * along, so that a server answers 304 to a question about one that it still has.
 */
final class HttpsSource implements Source {

    private static final int REDIRECTS = 5;

    private final SourceDefinition source;
    private final Https declared;
    private final LocalDate today;
    private final Map<String, Remote> known;
    private final HttpClient client;
    private final @Nullable Secret token;

    private HttpsSource(
            SourceDefinition source,
            Https declared,
            LocalDate today,
            Map<String, Remote> known,
            HttpClient client,
            @Nullable Secret token) {
        this.source = source;
        this.declared = declared;
        this.today = today;
        this.known = known;
        this.client = client;
        this.token = token;
    }

    /**
     * Prepares to ask.
     *
     * @param today the periods that ended before it are asked for
     * @param known what is known of files that were fetched, by address
     */
    static HttpsSource open(
            SourceDefinition source, Https declared, @Nullable Secret token, LocalDate today, Map<String, Remote> known)
            throws SourceFailed {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(source.limits().connect())
                .followRedirects(HttpClient.Redirect.NEVER);
        if (declared.certificates() != null) {
            client.sslContext(Trust.only(declared.certificates()));
        }
        if (token != null && !token.reveal().matches("[!-~]+")) {
            throw SourceFailed.lasting(
                    Reach.SOURCE,
                    "the secret " + source.secret() + " is no token: expected visible ASCII characters without blanks",
                    null);
        }
        return new HttpsSource(source, declared, today, known, client.build(), token);
    }

    @Override
    public List<Remote> list() {
        List<Remote> asked = new ArrayList<>();
        for (AddressPattern url : declared.urls()) {
            for (URI address : url.addresses(declared.lastPeriods(), today)) {
                asked.add(Remote.named(address.toString(), SourceDefinition.nameOf(address)));
            }
        }
        return asked;
    }

    @Override
    public Remote beside(Remote file, String ending) {
        int query = file.path().indexOf('?');
        String path = query < 0 ? file.path() : file.path().substring(0, query);
        String rest = query < 0 ? "" : file.path().substring(query);
        return Remote.named(path + ending + rest, file.name() + ending);
    }

    @Override
    public Optional<Remote> look(Remote file) throws IOException {
        HttpResponse<InputStream> answer = ask("HEAD", file);
        answer.body().close();
        if (answer.statusCode() == 405 || answer.statusCode() == 501) {
            answer = ask("GET", file); // not every server knows HEAD
            answer.body().close(); // what is known is in the headers: the bytes are not waited for
        }
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(remote(file, answer));
            case 304 -> Optional.of(known.getOrDefault(file.path(), file));
            case 404, 410 -> Optional.empty();
            default -> throw refused(answer);
        };
    }

    @Override
    public InputStream read(Remote file) throws IOException {
        HttpResponse<InputStream> answer = send("GET", file, null);
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        answer.body().close();
        throw refused(answer);
    }

    @Override
    public void delete(Remote file) {
        throw new IllegalStateException("nothing is removed from a web server");
    }

    private static Remote remote(Remote file, HttpResponse<InputStream> answer) {
        return new Remote(
                file.path(),
                file.name(),
                answer.headers().firstValueAsLong("Content-Length").orElse(-1),
                answer.headers()
                        .firstValue("Last-Modified")
                        .map(HttpsSource::time)
                        .orElse(null),
                answer.headers().firstValue("ETag").orElse(null));
    }

    private static @Nullable Instant time(String written) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(written, Instant::from);
        } catch (DateTimeParseException e) {
            return null; // a server that writes its dates otherwise says nothing that could be compared
        }
    }

    private HttpResponse<InputStream> ask(String method, Remote file) throws IOException {
        return send(method, file, known.get(file.path()));
    }

    /** Follows redirections on the same server only: another must not see the token, and was not declared. */
    private HttpResponse<InputStream> send(String method, Remote file, @Nullable Remote before) throws IOException {
        URI address = URI.create(file.path());
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpResponse<InputStream> answer = exchange(method, address, before);
            int status = answer.statusCode();
            if (status < 300 || status == 304 || status >= 400) {
                return answer;
            }
            answer.body().close();
            String location = answer.headers().firstValue("Location").orElse("");
            URI next = target(address, location);
            if (!origin(next).equals(origin(address))) {
                throw SourceFailed.lasting(
                        Reach.FILE,
                        "redirected to another server, " + origin(next) + shown(next.getPath()) + " (HTTP " + status
                                + "); it is not followed" + (token == null ? "" : " and the token not sent there")
                                + ". Declare that address in " + source.file() + " if it is right",
                        null);
            }
            address = next;
        }
        throw SourceFailed.lasting(Reach.FILE, "redirected more than " + REDIRECTS + " times", null);
    }

    private static URI target(URI address, String location) throws SourceFailed {
        try {
            return address.resolve(location);
        } catch (IllegalArgumentException e) {
            throw SourceFailed.lasting(Reach.FILE, "redirected to what is no address", e);
        }
    }

    private static String origin(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        int port = address.getPort() < 0 ? usual : address.getPort();
        return address.getScheme() + "://" + address.getHost() + (port == usual ? "" : ":" + port);
    }

    private static String shown(@Nullable String path) {
        return path == null ? "" : SourceFailed.printable(path);
    }

    private HttpResponse<InputStream> exchange(String method, URI address, @Nullable Remote before) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        if (before != null && before.etag() != null) {
            request.header("If-None-Match", before.etag());
        } else if (before != null && before.modified() != null) {
            request.header(
                    "If-Modified-Since",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            before.modified().atZone(ZoneOffset.UTC)));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw Trust.explained(origin(address), source, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceFailed.lasting(Reach.SOURCE, "interrupted while asking " + origin(address), e);
        }
    }

    private SourceFailed refused(HttpResponse<InputStream> answer) {
        int status = answer.statusCode();
        String said = "HTTP " + status + " from " + origin(answer.uri());
        return switch (status) {
            case 401, 403 ->
                SourceFailed.lasting(
                        Reach.SOURCE,
                        said
                                + (token == null
                                        ? ": it asks who is there, and " + source.file() + " declares no secret"
                                        : ": the token of the secret " + source.secret() + " is refused"),
                        null);
            case 404, 410 -> SourceFailed.passing(Reach.FILE, said + ": there is no such file", null);
            case 407 -> SourceFailed.lasting(Reach.SOURCE, said + ": the proxy asks who is there", null);
            case 408, 425, 429 -> SourceFailed.passing(Reach.FILE, said + ": it asks to come back later", null);
            default ->
                status >= 500
                        ? SourceFailed.passing(Reach.FILE, said + ": the server is in trouble", null)
                        : SourceFailed.lasting(Reach.FILE, said + ": the server does not give the file", null);
        };
    }

    /** Whether an address is asked for on the chance that it is there: its period may have no file, or not yet. */
    static boolean isProposed(SourceDefinition source, Remote file) {
        Https https = source.https();
        return https != null
                && https.urls().stream().noneMatch(url -> url.written().equals(file.path()));
    }

    @Override
    public void close() {
        // the client ends with its last use
    }
}
