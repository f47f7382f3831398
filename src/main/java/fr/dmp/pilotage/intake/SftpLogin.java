package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Secrets.Secret;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Login;
import fr.dmp.pilotage.catalog.SourceDefinition.Sftp;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Who logs in at a server, and how: as declared, whatever the operating system's user has in their own {@code ~/.ssh}. */
final class SftpLogin {

    private final SourceDefinition source;
    private final Sftp server;
    private final Secret secret;
    private final @Nullable KeyPair key;

    private SftpLogin(SourceDefinition source, Sftp server, Secret secret, @Nullable KeyPair key) {
        this.source = source;
        this.server = server;
        this.secret = secret;
        this.key = key;
    }

    static SftpLogin of(SourceDefinition source, Sftp server, Secret secret) throws SourceFailed {
        return new SftpLogin(source, server, secret, server.login() == Login.KEY ? key(source, secret) : null);
    }

    /** Reads the private key of a source; what is said of a wrong one holds nothing of it. */
    private static KeyPair key(SourceDefinition source, Secret secret) throws SourceFailed {
        String unusable =
                "the secret " + source.secret() + " holds no private key that can be used: expected an Ed25519,"
                        + " ECDSA or RSA key without passphrase, as OpenSSH or OpenSSL writes it";
        byte[] text = (secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Iterable<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(String.valueOf(source.secret())),
                    new ByteArrayInputStream(text),
                    FilePasswordProvider.EMPTY);
            if (keys != null && keys.iterator().hasNext()) {
                return keys.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Not kept as the cause: its message may quote what was read.
            throw SourceFailed.lasting(
                    Reach.SOURCE, unusable + " (" + e.getClass().getSimpleName() + ")", null);
        }
        throw SourceFailed.lasting(Reach.SOURCE, unusable, null);
    }

    SshClient client(HostKeys keys) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(keys);
        client.setSignatureFactories(keys.knownFirst(client.getSignatureFactories()));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
        client.setUserAuthFactories(
                switch (server.login()) {
                    // Some servers ask for a password only in a dialogue.
                    case PASSWORD ->
                        List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE);
                    case KEY -> List.of(UserAuthPublicKeyFactory.INSTANCE);
                });
        return client;
    }

    void present(ClientSession session) {
        if (key == null) {
            session.addPasswordIdentity(secret.reveal());
        } else {
            session.addPublicKeyIdentity(key);
        }
    }

    /** What went wrong on the way in, as an operator needs it. */
    SourceFailed explained(HostKeys keys, Exception failure) {
        if (keys.refusal() != null) {
            return SourceFailed.lasting(Reach.SOURCE, keys.refusal(), failure);
        }
        String where = server.host() + ":" + server.port();
        if (isRefusal(failure)) {
            String with = key == null
                    ? "the password of the secret " + source.secret()
                    : "the key " + KeyUtils.getFingerPrint(key.getPublic()) + " of the secret " + source.secret();
            return SourceFailed.lasting(
                    Reach.SOURCE,
                    "the login of " + server.user() + " at " + where + " with " + with
                            + " is refused. It is not tried again before the next run, as that could lock the account",
                    failure);
        }
        return SourceFailed.passing(
                Reach.SOURCE, "cannot connect to " + where + ": " + SourceFailed.inWords(failure), failure);
    }

    private static boolean isRefusal(Throwable failure) {
        List<Integer> codes = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SshException ssh) {
                codes.add(ssh.getDisconnectCode());
            }
        }
        return codes.contains(SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
    }
}
