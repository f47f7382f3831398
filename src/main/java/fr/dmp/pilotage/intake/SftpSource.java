package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.Secrets.Secret;
import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.catalog.SourceDefinition.Sftp;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Folders of a server that speaks SFTP, whose key is known. */
final class SftpSource implements Source {

    private final List<String> folders;
    private final NameLimit limit;
    private final SshClient client;
    private final SftpClient sftp;

    private SftpSource(SourceDefinition source, SshClient client, SftpClient sftp) {
        this.folders = source.folders();
        this.limit = new NameLimit(source.limits().names());
        this.client = client;
        this.sftp = sftp;
    }

    /** Connects and logs in. */
    static SftpSource open(SourceDefinition source, Sftp server, Secret secret) throws IOException {
        HostKeys keys = HostKeys.of(source, server);
        SftpLogin login = SftpLogin.of(source, server, secret);
        SshClient client = login.client(keys);
        boolean open = false;
        try {
            client.start();
            // Whoever opened this waits for less: these are only in case an interruption is lost.
            Duration atMost = source.limits().connect().multipliedBy(2);
            ClientSession session = client.connect(server.user(), server.host(), server.port())
                    .verify(atMost)
                    .getSession();
            login.present(session);
            session.auth().verify(atMost);
            SftpSource opened =
                    new SftpSource(source, client, SftpClientFactory.instance().createSftpClient(session));
            open = true;
            return opened;
        } catch (IOException | RuntimeException e) {
            throw login.explained(keys, e);
        } finally {
            if (!open) {
                client.stop();
            }
        }
    }

    @Override
    public List<Remote> list() throws IOException {
        List<Remote> found = new ArrayList<>();
        for (String folder : folders) {
            try (CloseableHandle handle = sftp.openDir(folder)) {
                list(folder, handle, found);
            } catch (SftpException e) {
                throw SourceFailed.lasting(Reach.SOURCE, "the folder " + folder + " cannot be listed: " + said(e), e);
            }
        }
        return found;
    }

    /** Answer by answer: a folder with too many names is left before they fill the memory. */
    private void list(String folder, CloseableHandle handle, List<Remote> found) throws IOException {
        int seen = 0;
        AtomicReference<Boolean> last = new AtomicReference<>();
        for (List<DirEntry> some = sftp.readDir(handle, last); some != null; some = sftp.readDir(handle, last)) {
            for (DirEntry entry : some) {
                limit.check(folder, ++seen);
                if (entry.getAttributes().isRegularFile() && !isHidden(entry.getFilename())) {
                    String path = folder.endsWith("/") ? folder : folder + "/";
                    found.add(remote(path + entry.getFilename(), entry.getFilename(), entry.getAttributes()));
                }
            }
            if (Boolean.TRUE.equals(last.get())) {
                return;
            }
        }
    }

    /** What leads to another folder is not hidden but hostile, and told. */
    private static boolean isHidden(String name) {
        return name.startsWith(".") && !name.contains("/");
    }

    private static Remote remote(String path, String name, Attributes now) {
        return new Remote(
                path,
                name,
                now.getFlags().contains(SftpClient.Attribute.Size) ? now.getSize() : -1,
                now.getModifyTime() == null ? null : now.getModifyTime().toInstant(),
                null);
    }

    @Override
    public Optional<Remote> look(Remote file) throws IOException {
        try {
            // A link that took the file's place is not followed, wherever it leads.
            Attributes now = sftp.lstat(file.path());
            return now.isRegularFile() ? Optional.of(remote(file.path(), file.name(), now)) : Optional.empty();
        } catch (SftpException e) {
            if (isAbsence(e)) {
                return Optional.empty();
            }
            throw ofFile(e);
        }
    }

    @Override
    public InputStream read(Remote file) throws IOException {
        try {
            return sftp.read(file.path());
        } catch (SftpException e) {
            throw ofFile(e);
        }
    }

    @Override
    public void delete(Remote file) throws IOException {
        try {
            sftp.remove(file.path());
        } catch (SftpException e) {
            if (!isAbsence(e)) {
                throw ofFile(e);
            }
        }
    }

    private static boolean isAbsence(SftpException failure) {
        return failure.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                || failure.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    /** The server answered, and said no: that says nothing about other files. */
    private static SourceFailed ofFile(SftpException failure) {
        return SourceFailed.passing(Reach.FILE, "the server refuses: " + said(failure), failure);
    }

    private static String said(SftpException failure) {
        String status = SftpConstants.getStatusName(failure.getStatus()).replace("SSH_FX_", "");
        return status + ", " + SourceFailed.inWords(failure);
    }

    @Override
    public void close() throws IOException {
        try {
            sftp.close();
        } finally {
            client.stop();
        }
    }
}
