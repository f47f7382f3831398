package fr.dmp.pilotage.findings;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a file, and where.
 *
 * @param code stable name of the kind
 * @param line physical line in the file, the header being line 1; 0 if it is about the whole file
 * @param column header of the column, or null
 * @param message what was expected and found, in English
 * @param messageFr the same in French, for workbooks
 */
public record Finding(
        String code, Severity severity, long line, @Nullable String column, String message, String messageFr) {

    /** The message with its place: {@code [activite_es_2012-S39.csv] line 812, column sejours: "-3" is below 0}. */
    public String in(String fileName) {
        StringBuilder text = new StringBuilder("[").append(fileName).append("]");
        if (line > 0) {
            text.append(" line ").append(line);
        }
        if (column != null) {
            text.append(line > 0 ? ", column " : " column ").append(column);
        }
        return text.append(": ").append(message).toString();
    }
}
