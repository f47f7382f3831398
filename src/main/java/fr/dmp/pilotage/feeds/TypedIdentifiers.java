package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.IdentifierKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds identifiers against the rule of the kind that another cell of their row names, once both were seen: columns stand
 * in any order.
 */
final class TypedIdentifiers {

    private final List<Pair> pairs = new ArrayList<>();

    /** Null for a file without such columns. */
    static @Nullable TypedIdentifiers of(List<@Nullable ColumnDefinition> columns) {
        TypedIdentifiers typed = new TypedIdentifiers();
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            String by = column == null ? null : column.by();
            for (int j = 0; by != null && j < columns.size(); j++) {
                ColumnDefinition governing = columns.get(j);
                if (governing != null && governing.name().equals(by)) {
                    typed.pairs.add(new Pair(columns.get(i).name(), i, j, kinds(governing)));
                }
            }
        }
        return typed.pairs.isEmpty() ? null : typed;
    }

    private static Map<String, IdentifierKind> kinds(ColumnDefinition governing) {
        Map<String, IdentifierKind> kinds = new HashMap<>();
        governing.values().forEach(value -> kinds.put(Geography.normalised(value), IdentifierKind.valueOf(value)));
        governing
                .codes()
                .forEach((code, value) -> kinds.put(Geography.normalised(code), IdentifierKind.valueOf(value)));
        return kinds;
    }

    void beginRow() {
        for (Pair pair : pairs) {
            pair.identifierLength = 0;
            pair.named = false;
        }
    }

    /**
     * Sees a cell pass by; the text is the reader's own and soon overwritten.
     *
     * @param converted whether a spreadsheet made something else of what was typed: of an identifier its own rule has told so
     */
    void see(int field, char[] text, int from, int length, boolean converted) {
        for (Pair pair : pairs) {
            if (field == pair.identifierField) {
                pair.keep(text, from, converted ? 0 : length);
            } else if (field == pair.kindField) {
                pair.name(text, from, length);
            }
        }
    }

    void endRow(RowSink row) {
        for (Pair pair : pairs) {
            IdentifierKind kind = pair.named ? pair.kind : null;
            // A kind that is none, or not there, has a fault of its own.
            if (kind != null && pair.identifierLength > 0) {
                IdentifierRules.accepts(kind, pair.column, pair.identifier, 0, pair.identifierLength, row);
            }
        }
    }

    /** An identifier and what names its kind, in the row that is read. */
    private static final class Pair {

        private final String column;
        private final int identifierField;
        private final int kindField;
        private final Map<String, IdentifierKind> kinds;

        private char[] identifier = new char[32];
        private int identifierLength;
        private char[] kindText = new char[0];
        private @Nullable IdentifierKind kind;
        private boolean named;

        Pair(String column, int identifierField, int kindField, Map<String, IdentifierKind> kinds) {
            this.column = column;
            this.identifierField = identifierField;
            this.kindField = kindField;
            this.kinds = kinds;
        }

        private void keep(char[] text, int from, int length) {
            if (identifier.length < length) {
                identifier = new char[length];
            }
            System.arraycopy(text, from, identifier, 0, length);
            identifierLength = length;
        }

        /** Rows of a kind mostly stand together: the same text as before needs no search. */
        private void name(char[] text, int from, int length) {
            named = true;
            if (!Arrays.equals(kindText, 0, kindText.length, text, from, from + length)) {
                kindText = Arrays.copyOfRange(text, from, from + length);
                kind = kinds.get(Geography.normalised(new String(kindText)));
            }
        }
    }
}
