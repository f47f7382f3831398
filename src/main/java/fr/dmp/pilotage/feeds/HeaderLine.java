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
