package fr.dmp.pilotage.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server in this process, over a folder, that a test may let do bad things. */
final class SftpServer implements AutoCloseable {

    static final String USER = "pilotage";
    static final String PASSWORD = "mot-de-passe-fictif";

    /** What happens before a block is read. */
    interface Reading {
        void reading(ServerSession session, String file, long offset) throws IOException;
    }

    private final SshServer server = SshServer.setUpDefaultServer();
    private final AtomicReference<Reading> reading = new AtomicReference<>((session, file, offset) -> {});
    private final AtomicReference<PublicKey> accepted = new AtomicReference<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger listings = new AtomicInteger();
    private final Map<String, String> shownAs = new ConcurrentHashMap<>();

    /** Starts on a free port with these host keys. */
    SftpServer(Path root, KeyPair... hostKeys) {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setPasswordAuthenticator((user, password, session) -> {
            logins.incrementAndGet();
            return user.equals(USER) && password.equals(PASSWORD);
        });
        server.setPublickeyAuthenticator((user, key, session) -> {
            logins.incrementAndGet();
            return user.equals(USER) && KeyUtils.compareKeys(key, accepted.get());
        });
        Factory factory = new Factory();
        factory.addSftpEventListener(new Listener());
        server.setSubsystemFactories(List.of(factory));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyPair key(String type, int bits) {
        try {
            return KeyUtils.generateKeyPair(type, bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** How often somebody tried to log in. */
    int logins() {
        return logins.get();
    }

    void accept(PublicKey key) {
        accepted.set(key);
    }

    void onRead(Reading other) {
        reading.set(other);
    }

    /** Lists a file under another name than it has, be it one that no file can have. */
    void show(String file, String as) {
        shownAs.put(file, as);
    }

    private final class Listener implements SftpEventListener {
        @Override
        public void reading(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen)
                throws IOException {
            reading.get().reading(session, String.valueOf(localHandle.getFile().getFileName()), offset);
        }

        @Override
        public void readEntries(
                ServerSession session, String remoteHandle, DirectoryHandle localHandle, Map<String, Path> entries) {
            listings.incrementAndGet();
        }
    }

    private final class Factory extends SftpSubsystemFactory {
        @Override
        public Command createSubsystem(ChannelSession channel) {
            SftpSubsystem subsystem = new Subsystem(channel, this);
            getRegisteredListeners().forEach(subsystem::addSftpEventListener);
            return subsystem;
        }
    }

    private final class Subsystem extends SftpSubsystem {

        Subsystem(ChannelSession channel, SftpSubsystemConfigurator configurator) {
            super(channel, configurator);
        }

        @Override
        protected void writeDirEntry(
                int id,
                DirectoryHandle dir,
                Map<String, Path> entries,
                Buffer buffer,
                int index,
                Path file,
                String shortName,
                LinkOption... options)
                throws IOException {
            String name = shownAs.getOrDefault(shortName, shortName);
            super.writeDirEntry(id, dir, entries, buffer, index, file, name, options);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
