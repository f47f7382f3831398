package fr.dmp.pilotage.report;

/** Text as XML 1.0 writes it. */
final class XmlText {

    /** How each part of a workbook begins. */
    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    private XmlText() {}

    /** Of an element or an attribute. */
    static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length() + 16);
        append(text, value);
        return text.toString();
    }

    /** What XML 1.0 has no place for becomes a question mark. */
    static void append(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\t' -> text.append("&#x9;");
                case '\n' -> text.append("&#xa;");
                case '\r' -> text.append("&#xd;");
                default -> i = character(text, value, i, each);
            }
        }
    }

    /** Returns the place of the last character that was taken: two make one outside the basic plane. */
    private static int character(StringBuilder text, String value, int at, char each) {
        boolean pair = Character.isHighSurrogate(each)
                && at + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(at + 1));
        if (pair) {
            text.append(each).append(value.charAt(at + 1));
            return at + 1;
        }
        boolean none = each < ' ' || Character.isSurrogate(each) || each == '\uFFFE' || each == '\uFFFF';
        text.append(none ? '?' : each);
        return at;
    }
}
