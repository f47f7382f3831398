package fr.dmp.pilotage.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Reads {@code path} among the definitions. */
    public static SqlFile read(Definitions definitions, String path) {
        String text = definitions.read(path);
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
