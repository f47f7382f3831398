package fr.dmp.pilotage.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its header: leading comment lines {@code -- key: value}, a value going on in following lines that
 * are indented.
 *
 * @param path where it stands, for messages
 * @param header what the leading comments declare, in their order
 * @param statement the SQL, comments included
 */
public record SqlFile(String path, Map<String, String> header, String statement) {

    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include: (\\S+)$");

    /** Reads {@code path} among the definitions. */
    public static SqlFile read(Definitions definitions, String path) {
        String text = included(definitions, path, definitions.read(path));
        Map<String, String> header = new LinkedHashMap<>();
        String key = null;
        for (String line : text.lines().takeWhile(each -> each.startsWith("--")).toList()) {
            String comment = line.substring(2);
            int colon = comment.indexOf(": ");
            if (comment.startsWith("   ") && key != null) {
                header.merge(key, comment.strip(), (before, more) -> before + " " + more);
            } else if (colon > 0) {
                key = comment.substring(0, colon).strip();
                header.put(key, comment.substring(colon + 2).strip());
            }
        }
        return new SqlFile(path, header, text);
    }

    /** A line {@code -- include: sql/report/part/….sql} stands for the text of that file: what several sheets share. */
    private static String included(Definitions definitions, String path, String text) {
        if (!text.contains("-- include: ")) {
            return text; // most files, and the pattern is slow to find nothing
        }
        return INCLUDE.matcher(text).replaceAll(found -> {
            String part = found.group(1);
            if (!definitions.has(part)) {
                throw new CatalogException(List.of(path + ": expected an existing file to include, found " + part));
            }
            return Matcher.quoteReplacement(definitions.read(part).strip());
        });
    }

    /**
     * The same CTEs under another final {@code select}, the last line that starts with the word: how a figure is asked
     * for its lines.
     */
    public String ending(String select) {
        int last = statement.lastIndexOf("\nselect ");
        if (last < 0) {
            throw new CatalogException(List.of(path + ": expected a last line that starts with 'select ', found none"));
        }
        return statement.substring(0, last + 1) + select;
    }

    /** A line of the header that must be there. */
    public String require(String key) {
        String value = header.get(key);
        if (value == null) {
            throw new CatalogException(List.of(path + " has no '-- " + key + ": ' line in its header"));
        }
        return value;
    }

    /** A line of the header, or null. */
    public @Nullable String optional(String key) {
        return header.get(key);
    }
}
