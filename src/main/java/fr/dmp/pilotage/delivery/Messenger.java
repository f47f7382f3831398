package fr.dmp.pilotage.delivery;

import fr.dmp.pilotage.catalog.AlertChannel;
import fr.dmp.pilotage.catalog.Secrets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Sends messages through declared channels. */
public final class Messenger {

    /** A run that has ended waits for its alerts. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Secrets secrets;
    private final Mailing mailing = new Mailing(TIMEOUT);
    private final Calling calling = new Calling(TIMEOUT);

    Messenger(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Sends a message.
     *
     * @throws NotDelivered if it was not taken
     */
    public void send(AlertChannel channel, Message message) throws NotDelivered {
        Optional<Secrets.Secret> secret = Optional.empty();
        if (channel.secret() != null) {
            secret = secrets.find(channel.secret());
            if (secret.isEmpty()) {
                throw new NotDelivered(missing(channel.secret()));
            }
        }
        if (channel.mail() != null) {
            mailing.send(channel.mail(), secret, message);
        } else {
            calling.send(Objects.requireNonNull(channel.webhook(), channel.id()), secret, message);
        }
    }

    /** What keeps a channel from being used, told without using it. */
    public Optional<String> problem(AlertChannel channel) {
        return Optional.ofNullable(channel.secret())
                .filter(name -> secrets.find(name).isEmpty())
                .map(this::missing);
    }

    private String missing(String secret) {
        return "expected the secret " + secret + " in " + secrets.places(secret) + ", found none";
    }
}
