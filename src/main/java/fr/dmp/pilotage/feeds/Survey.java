package fr.dmp.pilotage.feeds;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the bytes of a file told.
 *
 * @param charset how its bytes are read
 * @param separator between fields
 * @param lineEnd after its lines, or null if that was not noted
 * @param quoted whether any field is in quotes, or null if that was not noted
 * @param header the first record, as written
 * @param rows records below the header, empty lines left out
 * @param pageOffsets byte offset of each page's first record, then the offset of the end of the file
 * @param pageLines physical line of each page's first record, the header being on line 1
 * @param expansion what the bytes above were expanded from, or null if they are the file's own
 */
public record Survey(
        Charset charset,
        char separator,
        @Nullable LineEnd lineEnd,
        @Nullable Boolean quoted,
        List<String> header,
        long rows,
        List<Long> pageOffsets,
        List<Long> pageLines,
        @Nullable Expansion expansion) {

    /** The same, of text that was expanded. */
    Survey of(Expansion from) {
        return new Survey(charset, separator, lineEnd, quoted, header, rows, pageOffsets, pageLines, from);
    }

    /** How the file packs its rows. */
    public FileFormat format() {
        return expansion == null ? FileFormat.TEXT : expansion.format();
    }

    /** How the text was found to be written, in words; null for a workbook, which is not text. */
    public @Nullable String readAs() {
        if (format() == FileFormat.XLSX) {
            return null;
        }
        String quotes = quoted == null ? "" : quoted ? ", quotes" : ", no quotes";
        return charset.name() + ", separator " + Surveyor.shown(separator) + quotes
                + (lineEnd == null ? "" : ", line end " + lineEnd.name().toLowerCase(Locale.ROOT));
    }

    public int pages() {
        return pageLines.size();
    }
}
