package fr.dmp.pilotage.feeds;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.Dialect.Quotes;
import fr.dmp.pilotage.findings.PatientText;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The names of the columns, in the bytes that a file begins with; an identifier of a patient among them is masked. */
final class HeaderLine {

    private final Dialect dialect;
    private final char separator;
    private final byte[] bytes;
    private final int from;

    /** @param from where the header begins in the bytes, or the first line with text before it */
    HeaderLine(Dialect dialect, char separator, byte[] bytes, int from) {
        this.dialect = dialect;
        this.separator = separator;
        this.bytes = bytes;
        this.from = from;
    }

    /** Where the text goes on after so many lines, or the end of it. */
    static int begin(byte[] text, int from, int lines) {
        int at = from;
        for (int i = 0; i < lines; i++) {
            at = endOfLine(text, at);
            boolean both = at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n';
            at = Math.min(text.length, at + (both ? 2 : 1));
        }
        return at;
    }

    private static int endOfLine(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The declared separator that the first line with text holds most often; the usual one if it holds none. */
    static char separator(byte[] text, int from, List<Character> declared) {
        int start = from;
        while (start < text.length && (text[start] == '\n' || text[start] == '\r')) {
            start++;
        }
        int end = endOfLine(text, start);
        char best = declared.get(0);
        int most = 0;
        for (char candidate : declared) {
            int count = 0;
            for (int i = start; i < end; i++) {
                count += text[i] == candidate ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    /** @throws CsvParseException if it is no CSV */
    List<String> names(Charset charset) {
        List<String> names = new ArrayList<>();
        CsvReader.CsvReaderBuilder csv = CsvReader.builder().fieldSeparator(separator);
        if (dialect.quotes() == Quotes.NONE) {
            csv.quoteCharacter('\0');
        }
        CsvRecordHandler anyFields =
                CsvRecordHandler.builder().maxFields(bytes.length + 1).build();
        csv.build(anyFields, text(charset)).stream()
                .findFirst()
                .ifPresent(first -> names.addAll(masked(first.getFields())));
        int last = names.size() - 1;
        if (dialect.trailingSeparator() && last > 0 && names.get(last).isEmpty()) {
            names.remove(last);
        }
        return List.copyOf(names);
    }

    /** Names of a file that may be refused for its structure: patients must not be overlooked in it, either. */
    List<String> anyNames(Charset charset) {
        try {
            return names(charset);
        } catch (CsvParseException e) {
            // Text after a closing quote: refused as such, unless the names are about patients.
            String line = text(charset)
                    .lines()
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("");
            return masked(List.of(line.replace("\"", "").split(Pattern.quote(String.valueOf(separator)))));
        }
    }

    private String text(Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    private static List<String> masked(List<String> names) {
        return names.stream().map(name -> PatientText.masked(name.strip())).toList();
    }
}
