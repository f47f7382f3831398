package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import fr.dmp.pilotage.catalog.Dialect;
import fr.dmp.pilotage.catalog.Dialect.Header;
import fr.dmp.pilotage.catalog.Dialect.Quotes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner finds records in bytes where FastCSV finds them in text. */
class RecordScannerTests {

    private static final Dialect CSV =
            new Dialect(Dialect.Encoding.AUTO, List.of(';'), Header.PRESENT, 0, 0, Quotes.RFC_4180, false);

    private static final int FILES = 500;
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");
    private static final List<String> UNQUOTED = List.of("", "a", "é", "€", " b", "c\"d\"", "😀", "\t");
    private static final List<String> QUOTED = List.of("a", ";", "\n", "\r", "\r\n", "\"\"", "é", "\n\n", "\r\n\r");

    static LongStream seeds() {
        return LongStream.range(0, FILES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pagesStartWhereFastCsvFindsTheirFirstRecord(long seed) {
        String text = randomCsv(new Random(seed));
        List<CsvRecord> rows = rowsOf(text);
        for (int pageRows : List.of(1, 2, 3, 10, 1_000)) {
            RecordScanner scanner = scan(text, pageRows, Integer.MAX_VALUE);

            assertThat(scanner.rows()).isEqualTo(rows.size());
            assertThat(scanner.pageLines())
                    .isEqualTo(IntStream.range(0, rows.size())
                            .filter(i -> i % pageRows == 0)
                            .mapToObj(i -> rows.get(i).getStartingLineNumber())
                            .toList());
            assertThat(slices(text, scanner)).isEqualTo(fields(rows));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blocksMayBeCutAnywhere(long seed) {
        String text = randomCsv(new Random(seed));
        RecordScanner whole = scan(text, 2, Integer.MAX_VALUE);
        for (int blockSize : List.of(1, 2, 3, 7, 4_096)) {
            RecordScanner scanner = scan(text, 2, blockSize);

            assertThat(scanner.pageOffsets()).isEqualTo(whole.pageOffsets());
            assertThat(scanner.pageLines()).isEqualTo(whole.pageLines());
            assertThat(scanner.rows()).isEqualTo(whole.rows());
            assertThat(scanner.unclosedQuoteLine()).isZero();
            assertThat(scanner.textAfterQuoteLine()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void anUnclosedQuoteIsToldWhereItWasOpened(int blockSize) {
        assertThat(scan("h\n\"a\nb\"\n\"c\n\nd", 1, blockSize).unclosedQuoteLine())
                .isEqualTo(4);
        assertThat(scan("h\n\"a\nb\"\n\"c\n\nd\"", 1, blockSize).unclosedQuoteLine())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void theFirstTextAfterAClosingQuoteIsTold(int blockSize) {
        assertThat(scan("h\n\"a\n\"b\n\"c\"d\n", 1, blockSize).textAfterQuoteLine())
                .isEqualTo(3);
        assertThat(scan("h\n\"a\n\"\"b\"\nc\"d\n", 1, blockSize).textAfterQuoteLine())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "h\n\0", "h\na\0", "h\n\"a\0\"", "h\na;\0", "\n\0"})
    void aNulIsSeenWhereverItStands(String text) {
        assertThat(scan(text, 1, 100).holdsNul()).isTrue();
        assertThat(scan(text.replace('\0', '0'), 1, 100).holdsNul()).isFalse();
    }

    @Test
    void skippedBytesCountInOffsets() {
        RecordScanner scanner = new RecordScanner(CSV, ';', 1, 1 << 20);
        byte[] bytes = "h\na\n".getBytes(StandardCharsets.US_ASCII);
        scanner.skip(3);
        scanner.scan(bytes, 0, bytes.length);

        assertThat(scanner.pageOffsets()).containsExactly(5L, 7L);
        assertThat(scanner.pageLines()).containsExactly(2L);
    }

    private static RecordScanner scan(String text, int pageRows, int blockSize) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        RecordScanner scanner = new RecordScanner(CSV, ';', pageRows, 1 << 20);
        int length = Math.min(blockSize, bytes.length);
        for (int from = 0; from < bytes.length; from += length) {
            scanner.scan(bytes, from, Math.min(length, bytes.length - from));
        }
        return scanner;
    }

    /** The fields of all pages, each parsed on its own. */
    private static List<List<String>> slices(String text, RecordScanner scanner) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Long> offsets = scanner.pageOffsets();
        List<List<String>> records = new ArrayList<>();
        for (int page = 0; page + 1 < offsets.size(); page++) {
            int from = Math.toIntExact(offsets.get(page));
            int length = Math.toIntExact(offsets.get(page + 1)) - from;
            records.addAll(fields(recordsOf(new String(bytes, from, length, StandardCharsets.UTF_8))));
        }
        return records;
    }

    private static List<List<String>> fields(List<CsvRecord> records) {
        return records.stream().map(CsvRecord::getFields).toList();
    }

    private static List<CsvRecord> rowsOf(String text) {
        List<CsvRecord> records = recordsOf(text);
        return records.isEmpty() ? records : records.subList(1, records.size());
    }

    private static List<CsvRecord> recordsOf(String text) {
        return CsvReader.builder()
                .fieldSeparator(';')
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .stream()
                .toList();
    }

    private static String randomCsv(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(30);
        for (int line = 0; line < lines; line++) {
            int fields = random.nextInt(4); // a line without fields is empty
            for (int field = 0; field < fields; field++) {
                text.append(field == 0 ? "" : ";").append(randomField(random));
            }
            boolean last = line == lines - 1 && random.nextBoolean();
            text.append(last ? "" : any(LINE_ENDS, random));
        }
        return text.toString();
    }

    private static String randomField(Random random) {
        boolean quoted = random.nextInt(3) == 0;
        StringBuilder field = new StringBuilder();
        int parts = random.nextInt(5);
        for (int part = 0; part < parts; part++) {
            field.append(any(quoted ? QUOTED : UNQUOTED, random));
        }
        return quoted ? "\"" + field + "\"" : field.toString();
    }

    private static String any(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
