package fr.dmp.pilotage.delivery;

import fr.dmp.pilotage.catalog.AlertChannel.Webhook;
import fr.dmp.pilotage.catalog.Secrets.Secret;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** Sends a message to an address of the web, as one JSON object. */
final class Calling {

    private final Duration timeout;

    /** @param timeout for a connection, and for the first of an answer */
    Calling(Duration timeout) {
        this.timeout = timeout;
    }

    void send(Webhook webhook, Optional<Secret> token, Message message) throws NotDelivered {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("id", message.id());
        object.put("kind", message.kind());
        object.put("title", message.title());
        object.put("text", message.body());
        object.put("raised", message.raised().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.builder().build().writeValueAsString(object)));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        call(webhook, request.build());
    }

    private void call(Webhook webhook, HttpRequest request) throws NotDelivered {
        HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
        try {
            // A request's own limit ends with the headers of its answer.
            HttpResponse<Void> answer =
                    client.sendAsync(request, BodyHandlers.discarding()).get(2 * timeout.toSeconds(), TimeUnit.SECONDS);
            if (answer.statusCode() / 100 != 2) {
                throw new NotDelivered(webhook.url().getHost() + " answered " + answer.statusCode());
            }
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new NotDelivered(webhook.url().getHost() + " was not reached: " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered(webhook.url().getHost() + " was not waited for: this process ends", e);
        }
    }
}
