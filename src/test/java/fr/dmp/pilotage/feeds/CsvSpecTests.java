package fr.dmp.pilotage.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What becomes of odd files: each entry of {@code spec/csv.yaml} and {@code spec/formats.yaml}, which say how to read them. */
class CsvSpecTests {

    private static final String FILE = "file.csv";
    private static final List<String> TABLES = List.of("/spec/csv.yaml", "/spec/formats.yaml");
    private static final List<String> RESULTS =
            List.of("charset", "read", "said", "refused", "rows", "rejects", "totals", "findings");
    private static final Pattern VISIBLE = Pattern.compile("<(?:U\\+(\\p{XDigit}{4})|(\\S)\\*(\\d+)|([A-Z]{2,5}))>");
    private static final Pattern REPEATED = Pattern.compile("<(\\S)\\*(\\d+)>");
    private static final Map<String, String> CONTROLS = Map.of(
            "BOM", "\ufeff", "CR", "\r", "LF", "\n", "CRLF", "\r\n", "TAB", "\t", "NUL", "\0", "NBSP", "\u00a0",
            "NNBSP", "\u202f");

    private static Path folder;
    private static Catalog catalog;

    /** One entry of the table. */
    private record Entry(String name, Map<String, Object> values) {

        String text(String key, String otherwise) {
            return values.getOrDefault(key, otherwise).toString();
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String text = unseen(text("header", "")) + unseen(text("text", ""));
            Charset charset = Charset.forName(text("encoded", "UTF-8"));
            bytes.write(text.getBytes(charset));
            if (values.get("repeat") instanceof Map<?, ?> repeat) {
                String more = unseen(String.valueOf(repeat.get("text")));
                bytes.write(more.repeat((int) repeat.get("times")).getBytes(charset));
            }
            bytes.write(HexFormat.of().parseHex(text("bytes", "").replace(" ", "")));
            return damaged(packed(bytes.toByteArray()));
        }

        private byte[] packed(byte[] content) throws IOException {
            if (values.containsKey("workbook")) {
                return WorkbookFile.bytes(values.get("workbook"));
            }
            if (values.get("zip") instanceof Map<?, ?> entries) {
                return zip(entries);
            }
            return switch (text("as", "text")) {
                case "gzip" -> gzip(content);
                case "zip" -> zip(Map.of("a.csv", content));
                default -> content;
            };
        }

        private byte[] damaged(byte[] whole) {
            byte[] damaged = Arrays.copyOf(whole, whole.length - (int) values.getOrDefault("cut", 0));
            if (values.get("flip") instanceof Integer at) {
                damaged[at < 0 ? damaged.length + at : at] ^= 0x55;
            }
            return damaged;
        }

        /** All that the entry expects, as text: one difference shows with everything around it. */
        String expected() {
            StringBuilder text = new StringBuilder();
            for (String key : RESULTS) {
                if (values.get(key) instanceof List<?> lines) {
                    lines.forEach(line -> text.append(line(key, repeated(line.toString()))));
                } else if (values.get(key) != null) {
                    text.append(line(key, text(key, "")));
                }
            }
            return text.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<?, ?> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey().toString()));
                out.write(
                        entry.getValue() instanceof byte[] raw
                                ? raw
                                : unseen(String.valueOf(entry.getValue())).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Text of the table as a workbook holds it. */
    static String xml(String visible) {
        return unseen(visible).replace("&", "&amp;").replace("<", "&lt;");
    }

    @BeforeAll
    static void declareTheFeedsOfTheTable(@TempDir Path directory) throws IOException {
        folder = directory;
        Path feeds = Files.createDirectories(folder.resolve("jobs/feeds"));
        for (String path : TABLES) {
            for (Map.Entry<?, ?> feed : ((Map<?, ?>) table(path, "feeds")).entrySet()) {
                Files.writeString(
                        feeds.resolve(feed.getKey() + ".yaml"), feed.getValue().toString());
            }
        }
        catalog = Catalog.read(new Definitions(folder));
    }

    private static Object table(String path, String part) throws IOException {
        try (InputStream yaml = CsvSpecTests.class.getResourceAsStream(path)) {
            Map<String, Object> table = new Yaml().load(Objects.requireNonNull(yaml));
            return Objects.requireNonNull(table.get(part));
        }
    }

    static Stream<Entry> entries() throws IOException {
        List<Object> files = new ArrayList<>();
        for (String path : TABLES) {
            files.addAll((List<?>) table(path, "files"));
        }
        return files.stream().map(CsvSpecTests::entry);
    }

    @SuppressWarnings("unchecked") // the table is ours: keys are texts
    private static Entry entry(Object yaml) {
        Map<String, Object> values = (Map<String, Object>) yaml;
        return new Entry(String.valueOf(values.get("name")), values);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void aFileBecomesWhatTheTableSays(Entry entry) throws IOException {
        FeedDefinition feed = catalog.feed(entry.text("feed", "cells"));
        Path file = Files.write(folder.resolve(FILE), entry.bytes());
        Period period = feed.period(
                        entry.text("period", feed.id().equals("synthese-weekly") ? "2012-09-25" : "2012-S39"))
                .orElseThrow();
        for (int pageRows : List.of(1, 2, 1_000)) {
            String found = outcome(file, feed, period, pageRows, entry.values().keySet());
            assertThat(found).as("with %d rows in a page", pageRows).isEqualTo(entry.expected());
        }
    }

    private static String outcome(Path file, FeedDefinition feed, Period period, int pageRows, Set<String> expected)
            throws IOException {
        FileLimits limits = FileLimits.USUAL.with(feed.limits());
        Surveyor surveyor = new Surveyor(feed, pageRows, limits);
        byte[] bytes = Files.readAllBytes(file);
        Path surveyed = file;
        Survey survey;
        List<Finding> ofFile = new ArrayList<>();
        if (Expander.isPacked(bytes)) {
            surveyed = folder.resolve("expanded");
            survey = expanded(file, surveyed, feed, limits, surveyor, ofFile);
        } else {
            surveyor.block(bytes, bytes.length);
            Surveyor.Outcome outcome = surveyor.outcome();
            survey = outcome.survey();
            Stream.ofNullable(outcome.refusal()).forEach(ofFile::add);
        }
        if (survey != null) {
            ofFile.addAll(Layout.match(feed, survey.header()).findings());
        }
        if (ofFile.stream().anyMatch(each -> each.severity() == Severity.ERROR)) {
            ofFile.removeIf(each -> each.severity() == Severity.INFO);
            return lines("refused", messages(ofFile));
        }
        Survey whole = Objects.requireNonNull(survey);
        List<Finding> said =
                ofFile.stream().filter(each -> each.severity() == Severity.INFO).toList();
        ofFile.removeAll(said);
        return (expected.contains("charset") ? line("charset", whole.charset().name()) : "")
                + (expected.contains("read") ? line("read", String.valueOf(whole.readAs())) : "")
                + (expected.contains("said") ? lines("said", messages(said)) : "")
                + contents(surveyed, feed, period, limits, whole, ofFile);
    }

    /** Expands twice: what is made again must be the same. */
    private static @Nullable Survey expanded(
            Path file, Path target, FeedDefinition feed, FileLimits limits, Surveyor surveyor, List<Finding> findings)
            throws IOException {
        Expander expander = new Expander(feed, limits);
        Expander.Outcome outcome = expander.expand(file, target, surveyor);
        findings.addAll(outcome.findings());
        Survey survey = outcome.survey();
        if (survey != null) {
            assertThat(expander.again(file, folder.resolve("again")))
                    .contains(Objects.requireNonNull(survey.expansion()));
            assertThat(folder.resolve("again")).hasSameBinaryContentAs(target);
        }
        return survey;
    }

    private static String contents(
            Path file, FeedDefinition feed, Period period, FileLimits limits, Survey survey, List<Finding> ofHeader)
            throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> rejects = new ArrayList<>();
        List<String> totals = new ArrayList<>();
        List<String> findings = messages(ofHeader);
        try (PageReader reader = new PageReader(file, survey, feed, period, catalog.geography(), limits)) {
            for (int number = 0; number < survey.pages(); number++) {
                RowPage page = reader.read(number);
                rows.addAll(rows(page));
                page.rejects()
                        .forEach(each -> rejects.add(each.line() + " " + each.code() + " "
                                + Objects.requireNonNullElse(each.column(), "-")));
                page.totals().forEach(each -> totals.add(each.line() + " " + each.measure() + " = " + each.value()));
                findings.addAll(messages(page.sample()));
            }
        }
        return lines("rows", rows) + lines("rejects", rejects) + lines("totals", totals) + lines("findings", findings);
    }

    private static List<String> rows(RowPage page) {
        List<String> rows = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < page.rows(); i++) {
            String text = new String(page.text(), start, page.ends()[i] - start, StandardCharsets.UTF_8);
            rows.add(page.lines()[i] + ": " + text.replace("\t", "<TAB>"));
            start = page.ends()[i];
        }
        return rows;
    }

    private static List<String> messages(List<Finding> findings) {
        List<String> messages = new ArrayList<>();
        findings.forEach(finding -> messages.add(finding.in(FILE)));
        return messages;
    }

    private static String lines(String key, List<String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(line(key, value)));
        return text.toString();
    }

    private static String line(String key, String value) {
        return key + ": " + value + "\n";
    }

    /** Text of the table as the file holds it. */
    private static String unseen(String visible) {
        return VISIBLE.matcher(visible.replace("\n", ""))
                .replaceAll(match -> Matcher.quoteReplacement(character(match)));
    }

    private static String character(MatchResult match) {
        if (match.group(1) != null) {
            return Character.toString(Integer.parseInt(match.group(1), 16));
        }
        if (match.group(2) != null) {
            return match.group(2).repeat(Integer.parseInt(match.group(3)));
        }
        return Objects.requireNonNull(CONTROLS.get(match.group(4)), match.group());
    }

    private static String repeated(String visible) {
        return REPEATED.matcher(visible).replaceAll(match -> match.group(1).repeat(Integer.parseInt(match.group(2))));
    }
}
