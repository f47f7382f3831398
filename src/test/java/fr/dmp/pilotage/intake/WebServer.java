package fr.dmp.pilotage.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import fr.dmp.pilotage.ServerKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTPS server in this process, with a certificate of its own, that answers as a test wants and keeps what it was asked. */
final class WebServer implements AutoCloseable {

    /** Answers one request. */
    interface Answer {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpsServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private WebServer(Path store) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ServerKeys.speaking(store)));
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts on a free port with the key of a store. */
    static WebServer start(Path store) {
        try {
            return new WebServer(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Hands out a text under an ETag, and answers 304 to who has it. */
    void file(String path, String text, String etag) {
        on(path, exchange -> {
            exchange.getResponseHeaders().set("ETag", etag);
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            send(exchange, 200, text);
        });
    }

    static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        try (exchange) {
            answers.getOrDefault(path, each -> each.sendResponseHeaders(404, -1))
                    .answer(exchange);
        }
    }

    /** Method, path and authorization of each request so far; forgets them. */
    List<String> asked() {
        synchronized (asked) {
            List<String> all = List.copyOf(asked);
            asked.clear();
            return all;
        }
    }

    void forget() {
        answers.clear();
        asked.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
