package fr.dmp.pilotage.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts of a workbook that its cells refer to by number, each once (ECMA-376, part 1, 18.4.9 sst). */
final class SharedTexts {

    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    int number(String text) {
        return numbers.computeIfAbsent(text, each -> numbers.size());
    }

    void write(OutputStream out) throws IOException {
        StringBuilder xml = new StringBuilder(XmlText.DECLARATION)
                .append("<sst xmlns=\"" + SheetPart.NAMESPACE + "\" uniqueCount=\"")
                .append(numbers.size())
                .append("\">");
        for (String text : numbers.keySet()) {
            xml.append("<si>");
            append(xml, text);
            xml.append("</si>");
        }
        out.write(xml.append("</sst>").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A text as element {@code t}. */
    static void append(StringBuilder xml, String text) {
        boolean spaced = !text.isEmpty()
                && (Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(text.length() - 1)));
        xml.append(spaced ? "<t xml:space=\"preserve\">" : "<t>");
        XmlText.append(xml, text);
        xml.append("</t>");
    }
}
