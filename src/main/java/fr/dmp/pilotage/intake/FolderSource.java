package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folders of this machine, or that it has mounted. Links are not followed: whoever writes there may let them lead anywhere. */
final class FolderSource implements Source {

    private final List<String> folders;
    private final NameLimit limit;

    FolderSource(SourceDefinition source) {
        this.folders = source.folders();
        this.limit = new NameLimit(source.limits().names());
    }

    @Override
    public List<Remote> list() throws IOException {
        List<Remote> found = new ArrayList<>();
        for (String folder : folders) {
            int seen = 0;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
                for (Path file : files) {
                    limit.check(folder, ++seen);
                    state(file).filter(each -> !each.name().startsWith(".")).ifPresent(found::add);
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                throw SourceFailed.passing(
                        Reach.SOURCE, "there is no folder " + folder + "; is it mounted, and its name right?", e);
            } catch (SourceFailed e) {
                throw e;
            } catch (IOException | DirectoryIteratorException e) {
                throw SourceFailed.passing(
                        Reach.SOURCE, "the folder " + folder + " cannot be listed: " + SourceFailed.inWords(e), e);
            }
        }
        return found;
    }

    @Override
    public Optional<Remote> look(Remote file) throws IOException {
        return state(Path.of(file.path()));
    }

    private static Optional<Remote> state(Path file) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile()
                    ? Optional.of(new Remote(
                            file.toString(),
                            String.valueOf(file.getFileName()),
                            now.size(),
                            now.lastModifiedTime().toInstant(),
                            null))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream read(Remote file) throws IOException {
        try {
            return Files.newInputStream(Path.of(file.path()), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw ofFile(e);
        }
    }

    @Override
    public void delete(Remote file) throws IOException {
        try {
            Files.deleteIfExists(Path.of(file.path()));
        } catch (IOException e) {
            throw ofFile(e);
        }
    }

    /** What fails with one file says nothing about the others. */
    private static SourceFailed ofFile(IOException failure) {
        return SourceFailed.passing(Reach.FILE, SourceFailed.inWords(failure), failure);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
