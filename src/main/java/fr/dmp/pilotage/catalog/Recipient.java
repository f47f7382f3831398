package fr.dmp.pilotage.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Someone who receives workbooks: an entry of {@code jobs/recipients.yaml}.
 *
 * @param region code of the region in force, or null for a national recipient
 * @param channel how it is sent
 * @param address folder or e-mail address
 * @param secret name of the secret that the channel needs, never the secret; null if none
 */
public record Recipient(
        String id,
        String role,
        @Nullable String region,
        Channel channel,
        String address,
        @Nullable String secret) {

    /** How a workbook travels. */
    public enum Channel {
        FOLDER,
        SFTP,
        EMAIL
    }

    static Recipient read(YamlMap yaml) {
        return new Recipient(
                yaml.text("id"),
                yaml.text("role"),
                yaml.optionalText("region"),
                yaml.oneOf("channel", Channel.class),
                yaml.text("address"),
                yaml.optionalText("secret"));
    }
}
