package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.RejectsFile;
import fr.dmp.pilotage.warehouse.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rejected lines of one load, for their sender.
 *
 * @param load audited
 * @param separator between the fields of the sender's file
 * @param header the sender's own columns, as sent
 * @param concealed the columns that are not shown, as the contract writes them; none if all are
 * @param lines by number, to be gone over once
 */
public record RejectsList(
        Load load, char separator, List<String> header, List<String> concealed, Stream<RejectedLine> lines) {

    Load.Rows rows() {
        return Objects.requireNonNull(load.rows(), "rejects are known after the audit");
    }

    /**
     * The name that the lines come again under.
     *
     * @param extension such as {@code xlsx}
     * @return null if they cannot: the feed takes whole files only, or not all columns are shown
     */
    public @Nullable String comesAgainAs(String extension) {
        FeedDefinition feed = load.feed();
        return feed.partial() == null || !concealed.isEmpty()
                ? null
                : RejectsFile.name(feed, load.fileName(), load.sha256(), extension);
    }

    /** How the list itself is called, if nobody says. */
    public String name(String extension) {
        String again = comesAgainAs(extension);
        return again == null ? RejectsFile.nameToRead(load.fileName(), load.sha256(), extension) : again;
    }

    /** The header with names that are there and differ, as a table asks for. */
    public List<String> columnNames() {
        List<String> names = new ArrayList<>();
        List<String> taken = new ArrayList<>(List.of("ligne", "motif", "colonne"));
        for (int i = 0; i < header.size(); i++) {
            String written = header.get(i).replaceAll("\\p{Cc}+", " ").strip();
            String first = written.isEmpty() ? "(sans nom " + (i + 1) + ")" : written;
            String name = first;
            for (int number = 2; taken.contains(name.toLowerCase(Locale.ROOT)); number++) {
                name = first + " (" + number + ")";
            }
            taken.add(name.toLowerCase(Locale.ROOT));
            names.add(name);
        }
        return names;
    }
}
