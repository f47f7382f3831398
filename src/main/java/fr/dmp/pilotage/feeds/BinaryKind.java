package fr.dmp.pilotage.feeds;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that are no text, told by their first bytes. */
enum BinaryKind {
    ZIP("a ZIP archive or an Excel workbook", false, "PK\u0003\u0004"),
    EMPTY_ZIP("a ZIP archive or an Excel workbook", false, "PK\u0005\u0006"),
    OLE("a document of Office before 2007", false, "\u00d0\u00cf\u0011\u00e0"),
    PDF("a PDF document", false, "%PDF"),
    GZIP("a gzip archive", false, "\u001f\u008b"),
    SEVEN_ZIP("a 7z archive", false, "7z\u00bc\u00af"),
    RAR("a RAR archive", false, "Rar!"),
    XZ("an xz archive", false, "\u00fd7zX"),
    BZIP2("a bzip2 archive", false, "BZh"),
    ZSTANDARD("a Zstandard archive", false, "(\u00b5/\u00fd"),
    PNG("a PNG image", false, "\u0089PNG"),
    JPEG("a JPEG image", false, "\u00ff\u00d8\u00ff"),
    UTF_16_LITTLE("text in UTF-16", true, "\u00ff\u00fe"),
    UTF_16_BIG("text in UTF-16", true, "\u00fe\u00ff");

    private final String name;
    private final boolean legible;
    private final String begin;

    /** @param begin the first bytes, a character for each */
    BinaryKind(String name, boolean legible, String begin) {
        this.name = name;
        this.legible = legible;
        this.begin = begin;
    }

    static Optional<BinaryKind> of(byte[] first) {
        return Stream.of(values()).filter(each -> each.begins(first)).findFirst();
    }

    /** Whether a file that begins with these bytes is one. */
    boolean begins(byte[] first) {
        int length = Math.min(begin.length(), first.length);
        return begin.equals(new String(first, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** As it is told to people. */
    String called() {
        return name;
    }

    /** Whether its bytes show the characters that it holds. They do not if they are compressed. */
    boolean legible() {
        return legible;
    }
}
