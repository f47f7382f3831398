package fr.dmp.pilotage.delivery;

import fr.dmp.pilotage.catalog.AlertChannel.Webhook;
import fr.dmp.pilotage.catalog.Secrets.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Sends a message to an address of the web, as one JSON object. */
final class Calling {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    void send(Webhook webhook, Optional<Secret> token, Message message) throws NotDelivered {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("id", message.id());
        object.put("kind", message.kind());
        object.put("title", message.title());
        object.put("text", message.body());
        object.put("raised", message.raised().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.builder().build().writeValueAsString(object)));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        call(webhook, request.build());
    }

    private static void call(Webhook webhook, HttpRequest request) throws NotDelivered {
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        try {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new NotDelivered(webhook.url().getHost() + " answered " + answer.statusCode());
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new NotDelivered(webhook.url().getHost() + " was not reached: " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered(webhook.url().getHost() + " was not waited for: this process ends", e);
        }
    }
}
