package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One of the parts that a workbook is packed from (ECMA-376, part 2).
 *
 * @param name its path in the package
 * @param type its content type, null for relationships, which have one of their own
 */
record Part(String name, @Nullable String type, Content content) {

    private static final String SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** What a part says. */
    @FunctionalInterface
    interface Content {

        void write(OutputStream out) throws IOException;
    }

    /** A part that is small. */
    static Part of(String name, @Nullable String type, String xml) {
        byte[] bytes = (XmlText.DECLARATION + xml).getBytes(StandardCharsets.UTF_8);
        return new Part(name, type, out -> out.write(bytes));
    }

    /** The content type of a part of SpreadsheetML. */
    static String spreadsheet(String kind) {
        return SPREADSHEET + kind + "+xml";
    }
}
