package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Sftp;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Which key a server may have: one whose fingerprint is declared, or that is in the file of known hosts. Nobody is asked
 * and nothing is learnt: at night there is nobody to say yes.
 */
final class HostKeys implements ServerKeyVerifier {

    private final SourceDefinition source;
    private final Sftp server;
    private final List<KnownHostEntry> known;
    private final List<KnownHostEntry> revoked;
    private volatile @Nullable String refusal;

    private HostKeys(SourceDefinition source, Sftp server, List<KnownHostEntry> listed) {
        this.source = source;
        this.server = server;
        this.known = listed.stream().filter(entry -> entry.getMarker() == null).toList();
        this.revoked = listed.stream()
                .filter(entry -> "revoked".equals(entry.getMarker()))
                .toList();
    }

    /** Reads what is known of a source's server. */
    static HostKeys of(SourceDefinition source, Sftp server) throws SourceFailed {
        List<KnownHostEntry> listed = server.knownHosts() == null
                ? List.of()
                : entries(server.knownHosts()).stream()
                        .filter(entry -> entry.isHostMatch(server.host(), server.port()))
                        .toList();
        return new HostKeys(source, server, listed);
    }

    private static List<KnownHostEntry> entries(Path file) throws SourceFailed {
        try {
            return KnownHostEntry.readKnownHostEntries(file);
        } catch (IOException e) {
            throw SourceFailed.lasting(
                    Reach.SOURCE,
                    "cannot read the known hosts of " + file + ": "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        String fingerprint = KeyUtils.getFingerPrint(key);
        boolean trusted = server.hostKeys().contains(fingerprint) || isAmong(known, fingerprint);
        if (trusted && !isAmong(revoked, fingerprint)) {
            return true;
        }
        refusal = refusal(key, fingerprint);
        return false;
    }

    private static boolean isAmong(List<KnownHostEntry> entries, String fingerprint) {
        return entries.stream().anyMatch(entry -> fingerprint.equals(fingerprint(entry)));
    }

    private static String fingerprint(KnownHostEntry entry) {
        try {
            // A kind of key that this software cannot use has a fingerprint all the same.
            return KeyUtils.getFingerPrint(
                    entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.UNSUPPORTED));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return "that cannot be read";
        }
    }

    /** Why the last key was refused, and what to do; null if none was. */
    @Nullable
    String refusal() {
        return refusal;
    }

    private String refusal(PublicKey key, String fingerprint) {
        String who = server.host() + ":" + server.port();
        String found = KeyUtils.getKeyType(key) + " " + fingerprint;
        if (isAmong(revoked, fingerprint)) {
            return "the host key of " + who + " is revoked in " + server.knownHosts() + ": " + found
                    + ". Ask the administrator of that server for its new one";
        }
        List<String> expected = expected();
        String put = server.knownHosts() == null
                ? "put " + fingerprint + " into host-keys of " + source.file()
                : "put " + fingerprint + " into host-keys of " + source.file() + ", or this line into "
                        + server.knownHosts() + ": " + line(key);
        return expected.isEmpty()
                ? "the host key of " + who + " is unknown: found " + found
                        + ". If the administrator of that server confirms it, " + put
                : "the host key of " + who + " is not the one expected: expected " + String.join(" or ", expected)
                        + ", found " + found + ". Its administrator changed it, or someone stands in between: ask, and"
                        + " only if it is confirmed, " + put;
    }

    private List<String> expected() {
        List<String> expected = new ArrayList<>(server.hostKeys());
        known.forEach(entry -> expected.add(entry.getKeyEntry().getKeyType() + " " + fingerprint(entry)));
        return expected;
    }

    private String line(PublicKey key) {
        String host = server.port() == 22 ? server.host() : "[" + server.host() + "]:" + server.port();
        return host + " " + PublicKeyEntry.toString(key);
    }

    /** Asks a server first for the kinds of keys that are known of it: it has several, and shows one. */
    List<NamedFactory<Signature>> knownFirst(List<NamedFactory<Signature>> signatures) {
        Set<String> kinds = new LinkedHashSet<>();
        for (KnownHostEntry entry : known) {
            kinds.addAll(KeyUtils.getAllEquivalentKeyTypes(entry.getKeyEntry().getKeyType()));
        }
        return signatures.stream()
                .sorted(Comparator.comparing(each -> !kinds.contains(each.getName())))
                .toList();
    }
}
