package fr.dmp.pilotage.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the bytes of a feed's files become fields.
 *
 * @param encoding how bytes become characters
 * @param separators field separators allowed, the usual one first
 * @param header whether the columns are told by a first line
 * @param fields fields of a line in a file without header, 0 beside one
 * @param skipLines physical lines before the header, or before the first row, that are no data
 * @param quotes what a quotation mark means
 * @param trailingSeparator whether a line may end with a separator that stands before no field
 */
public record Dialect(
        Encoding encoding,
        List<Character> separators,
        Header header,
        int fields,
        int skipLines,
        Quotes quotes,
        boolean trailingSeparator) {

    /** Between the cells of a workbook's row, in the text that it is expanded to. */
    public static final char SHEET_SEPARATOR = ';';

    /** How bytes become characters. */
    public enum Encoding {
        /** UTF-8 if the bytes are valid UTF-8, else windows-1252. */
        AUTO,
        UTF_8,
        WINDOWS_1252
    }

    /** Where the columns are told. */
    public enum Header {
        /** By the names in a first line. */
        PRESENT,
        /** By their positions in the contract. */
        NONE
    }

    /** What a quotation mark means. */
    public enum Quotes {
        /** It encloses a field, and stands twice within one: RFC 4180. */
        RFC_4180,
        /** A character like any other. */
        NONE
    }

    static Dialect read(YamlMap yaml) {
        return new Dialect(
                yaml.oneOf("encoding", Encoding.class, Encoding.AUTO),
                separators(yaml),
                yaml.oneOf("header", Header.class, Header.PRESENT),
                yaml.whole("fields", 0),
                yaml.whole("skip-lines", 0),
                yaml.oneOf("quotes", Quotes.class, Quotes.RFC_4180),
                yaml.flag("trailing-separator", false));
    }

    private static List<Character> separators(YamlMap yaml) {
        Map<String, Character> known = Map.of(";", ';', ",", ',', "tab", '\t', "|", '|');
        List<Character> separators = new ArrayList<>();
        for (String name : yaml.texts("separators")) {
            Character separator = known.get(name);
            if (separator == null) {
                yaml.problem("separators", "expected any of \";\" \",\" tab \"|\", found \"" + name + "\"");
            } else {
                separators.add(separator);
            }
        }
        return separators.isEmpty() ? List.of(';') : List.copyOf(separators);
    }

    /** The dialect of the text that a sheet of a workbook is expanded to, whatever the feed's CSV files look like. */
    public Dialect ofSheet() {
        return new Dialect(Encoding.UTF_8, List.of(SHEET_SEPARATOR), header, fields, skipLines, Quotes.RFC_4180, false);
    }

    /** Whether the columns are told by their positions alone. */
    public boolean positional() {
        return header == Header.NONE;
    }

    /** Holds the columns against the way they are told. */
    void check(YamlMap yaml, List<ColumnDefinition> columns) {
        if (skipLines < 0) {
            yaml.problem("skip-lines", "expected 0 or more, found " + skipLines);
        }
        if (!positional()) {
            if (fields != 0) {
                yaml.problem("fields", "expected beside header: none, and only there");
            }
            columns.stream()
                    .filter(column -> column.position() != null)
                    .forEach(column -> yaml.problem(
                            "columns", "expected a position beside header: none, and only there, on " + column.name()));
            return;
        }
        if (fields < 1) {
            yaml.problem("fields", "expected how many fields a line without header has, found " + fields);
            return; // every position would be one problem more
        }
        List<Integer> taken = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            Integer position = column.position();
            if (position == null || position < 1 || position > fields || taken.contains(position)) {
                yaml.problem(
                        "columns",
                        "expected a position of its own from 1 to " + fields + " on " + column.name() + ", found "
                                + (position == null ? "none" : position));
            } else {
                taken.add(position);
            }
        }
    }

    /**
     * What stands for the header in a file that has none: names by position, empty where the contract has no column.
     */
    public List<String> positions(List<ColumnDefinition> columns) {
        String[] names = new String[fields];
        Arrays.fill(names, "");
        for (ColumnDefinition column : columns) {
            Integer position = column.position();
            if (position != null) {
                names[position - 1] = column.name();
            }
        }
        return List.of(names);
    }
}
