package fr.dmp.pilotage.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server on a socket of its own that keeps what it was told, a mark in front of what came through TLS. */
final class MailServer implements AutoCloseable {

    /** What it does when somebody connects. */
    enum Manner {
        /** Offers TLS. */
        OFFERS_TLS,
        /** Speaks TLS from the first byte. */
        TLS,
        /** Knows nothing of it. */
        PLAIN,
        /** Takes the call and says nothing. */
        SILENT
    }

    private final ServerSocket socket;
    private final Manner manner;
    private final SSLContext keys;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    MailServer(Manner manner, SSLContext keys) throws IOException {
        this.manner = manner;
        this.keys = keys;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "mail server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> told() {
        return List.copyOf(told);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                if (manner == Manner.SILENT) {
                    client.getInputStream().readAllBytes();
                } else if (manner == Manner.TLS) {
                    talk(secured(client), "TLS ");
                } else {
                    talk(client, "");
                }
            } catch (IOException e) {
                told.add("gone"); // it was closed, or the client left in the middle
            }
        }
    }

    private SSLSocket secured(Socket client) throws IOException {
        SSLSocket secured = (SSLSocket) keys.getSocketFactory().createSocket(client, null, client.getPort(), false);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private void talk(Socket client, String mark) throws IOException {
        if (!mark.equals("TLS after STARTTLS ")) {
            say(client, "220 fictif");
        }
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            told.add(mark + line);
            String verb = line.split(" ", 2)[0];
            switch (verb) {
                case "EHLO" -> say(client, greeting(mark));
                case "STARTTLS" -> {
                    say(client, "220 go on");
                    talk(secured(client), "TLS after STARTTLS ");
                    return;
                }
                case "AUTH" -> say(client, "235 welcome");
                case "DATA" -> {
                    say(client, "354 go on");
                    body(lines, mark);
                    say(client, "250 taken");
                }
                case "QUIT" -> {
                    say(client, "221 bye");
                    return;
                }
                default -> say(client, "250 ok");
            }
        }
    }

    private String greeting(String mark) {
        String first = "250-fictif\r\n";
        return first + (manner == Manner.OFFERS_TLS && mark.isEmpty() ? "250 STARTTLS" : "250 AUTH PLAIN");
    }

    private void body(BufferedReader lines, String mark) throws IOException {
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            told.add(mark + line);
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
