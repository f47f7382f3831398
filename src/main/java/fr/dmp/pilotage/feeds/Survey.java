package fr.dmp.pilotage.feeds;

import java.nio.charset.Charset;
import java.util.List;

/**
 * What one pass over the bytes of a file told.
 *
 * @param charset how its bytes are read
 * @param separator between fields
 * @param header the first record, as written
 * @param rows records below the header, empty lines left out
 * @param pageOffsets byte offset of each page's first record, then the offset of the end of the file
 * @param pageLines physical line of each page's first record, the header being on line 1
 */
public record Survey(
        Charset charset, char separator, List<String> header, long rows, List<Long> pageOffsets, List<Long> pageLines) {

    public int pages() {
        return pageLines.size();
    }
}
