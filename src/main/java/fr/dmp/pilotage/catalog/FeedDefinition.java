package fr.dmp.pilotage.catalog;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contract of one kind of file: {@code jobs/feeds/<feed>.yaml}.
 *
 * @param id name of the feed, also of its YAML file
 * @param title what the file is, in French, for workbooks
 * @param file shape of its names
 * @param senders who may send it; another is refused
 * @param table fact table of schema dwh
 * @param key stored columns that make a row unique in its file; {@code a|b} means a, else b, and one of them is needed
 * @param weekStart the day on which its weeks begin; a week is named by the ISO week of that day
 * @param dialect how its bytes become fields
 * @param workbook how an Excel workbook is read
 * @param limits those that differ from the site's
 * @param unknownColumns what becomes of a column that the contract does not know
 * @param ignored columns that it knows of and leaves out without a word
 * @param totalRow label of a row that repeats the totals, or null if the feed has none; it is checked, never loaded as
 *     data
 * @param partial what the name of a file holds that has a part of its period only, or null if the feed has no such files;
 *     it completes the load in force
 * @param nominative which columns are about a person and how long they are kept, or null if none is
 * @param absence what it means that a structure has no line
 * @param holdAbove how many rejects a load may have before it is held
 * @param vendor stored column that names the maker of a structure's software, or null if its files do not
 * @param marts the marts of its loads, in order: names of {@code sql/mart/<name>.sql}
 * @param checks the checks of its loads, in order
 * @param expected which of its files are expected, from whom and by when
 */
public record FeedDefinition(
        String id,
        String title,
        FilePattern file,
        List<String> senders,
        String table,
        List<String> key,
        DayOfWeek weekStart,
        Dialect dialect,
        WorkbookReading workbook,
        Map<Limit, Long> limits,
        UnknownColumns unknownColumns,
        List<String> ignored,
        @Nullable String totalRow,
        @Nullable String partial,
        @Nullable Nominative nominative,
        Absence absence,
        HoldAbove holdAbove,
        List<ColumnDefinition> columns,
        @Nullable String vendor,
        List<String> marts,
        List<CheckUse> checks,
        Expected expected) {

    /** What becomes of a column that the contract does not know. */
    public enum UnknownColumns {
        /** Left out, with a finding. */
        IGNORE,
        /** The file is refused. */
        REFUSE
    }

    /**
     * A load is held when its rejects exceed both numbers.
     *
     * @param share of the rows read, 0.001 is one in a thousand
     * @param atLeast rejects that are always let through
     */
    public record HoldAbove(double share, int atLeast) {

        /** The largest number of rejects that does not hold a load of so many rows. */
        public long allowed(long rowsRead) {
            return Math.max(atLeast, (long) Math.floor(share * rowsRead));
        }
    }

    /**
     * Columns about a person. When their time is over a row is removed as a whole; its marts stay.
     *
     * @param columns headers as the contract writes them
     * @param keepMonths how long after the end of its period a row is kept
     * @param because why that long
     */
    public record Nominative(List<String> columns, int keepMonths, String because) {

        private static Nominative read(YamlMap yaml) {
            Nominative nominative =
                    new Nominative(yaml.texts("columns"), yaml.whole("keep-months", 0), yaml.text("because"));
            if (nominative.keepMonths < 1) {
                yaml.problem("keep-months", "expected at least 1, found " + nominative.keepMonths);
            }
            return nominative;
        }
    }

    static FeedDefinition read(YamlMap yaml, Definitions definitions) {
        String pattern = yaml.text("file");
        FilePattern file = FilePattern.of(pattern).orElse(null);
        if (file == null) {
            yaml.problem("file", "expected " + FilePattern.expected() + ", found \"" + pattern + "\"");
        }
        HoldAbove hold = yaml.map(
                "hold-above", nested -> new HoldAbove(nested.number("share", 0.001), nested.whole("at-least", 0)));
        FilePattern names = file != null ? file : FilePattern.of("<semaine>").orElseThrow();
        List<String> senders = yaml.texts("senders");
        WorkbookReading workbook = yaml.map("workbook", WorkbookReading::read);
        Map<Limit, Long> limits = yaml.map("limits", Limit::ofFeed);
        DayOfWeek weekStart = yaml.oneOf("week", DayOfWeek.class, DayOfWeek.MONDAY);
        Expected expected = yaml.map("expected", nested -> Expected.read(nested, names.cadence(), weekStart, senders));
        FeedDefinition feed = new FeedDefinition(
                yaml.text("feed"),
                yaml.text("title"),
                names,
                senders,
                yaml.text("table"),
                yaml.texts("key"),
                weekStart,
                Dialect.read(yaml),
                workbook != null ? workbook : WorkbookReading.USUAL,
                limits != null ? limits : Map.of(),
                yaml.oneOf("unknown-columns", UnknownColumns.class, UnknownColumns.IGNORE),
                yaml.texts("ignored"),
                yaml.optionalText("total-row"),
                yaml.optionalText("partial"),
                yaml.map("nominative", Nominative::read),
                Absence.read(yaml, senders),
                hold != null ? hold : new HoldAbove(0.001, 0),
                yaml.maps("columns", ColumnDefinition::read),
                yaml.optionalText("vendor"),
                yaml.texts("marts"),
                yaml.maps("checks", CheckUse::read),
                expected != null ? expected : Expected.undeclared(names.cadence()));
        feed.check(yaml, definitions);
        return feed;
    }

    private void check(YamlMap yaml, Definitions definitions) {
        if (!table.matches("[a-z][a-z0-9_]*")) {
            yaml.problem("table", "expected a table name of schema dwh, found \"" + table + "\"");
        }
        if (partial != null && totalRow != null) {
            yaml.problem("partial", "expected none beside total-row: a part does not add up to the totals");
        }
        if (nominative != null) {
            List<String> unknown = new ArrayList<>(nominative.columns());
            unknown.removeAll(columns.stream().map(ColumnDefinition::name).toList());
            if (!unknown.isEmpty() || nominative.columns().isEmpty()) {
                yaml.problem("nominative", "expected names of columns, found " + unknown);
            }
        }
        if (senders.isEmpty()) {
            yaml.problem("senders", "expected at least one sender, found none");
        }
        if (key.isEmpty()) {
            yaml.problem("key", "expected at least one stored column, found none");
        }
        if (columns.isEmpty()) {
            yaml.problem("columns", "expected at least one column, found none");
        }
        absence.check(yaml, id);
        checkColumns(yaml);
        dialect.check(yaml, columns);
        checkStatements(yaml, definitions);
    }

    private void checkColumns(YamlMap yaml) {
        Set<String> stored = new HashSet<>();
        for (ColumnDefinition column : columns) {
            for (String name : column.storedColumns()) {
                if (!stored.add(name)) {
                    yaml.problem("columns", "expected each stored column once, found " + name + " again");
                }
            }
            if (column.by() != null && !governs(column.by(), column)) {
                yaml.problem(
                        "columns",
                        "expected in 'by' of " + column.name() + " an enum column, required if it is, of values among "
                                + Arrays.toString(IdentifierKind.values()) + ", found \"" + column.by() + "\"");
            }
            if (totalRow != null && column.type() == ColumnType.DECIMAL) {
                yaml.problem("columns", "expected no decimal beside total-row, found " + column.name());
            }
        }
        for (String name :
                key.stream().flatMap(part -> Stream.of(part.split("\\|"))).toList()) {
            if (!stored.contains(name)) {
                yaml.problem("key", "expected stored columns, found \"" + name + "\"");
            }
        }
        if (vendor != null && !stored.contains(vendor)) {
            yaml.problem("vendor", "expected a stored column, found \"" + vendor + "\"");
        }
    }

    private boolean governs(String name, ColumnDefinition identifier) {
        List<String> kinds =
                Stream.of(IdentifierKind.values()).map(IdentifierKind::name).toList();
        return columns.stream()
                .anyMatch(each -> each.name().equals(name)
                        && each.type() == ColumnType.ENUM
                        && (each.required() || !identifier.required())
                        && kinds.containsAll(each.values()));
    }

    private void checkStatements(YamlMap yaml, Definitions definitions) {
        for (String mart : marts) {
            String path = "sql/mart/" + mart + ".sql";
            if (!definitions.has(path)) {
                yaml.problem("marts", "expected a file " + path + " for \"" + mart + "\", found none");
            }
        }
        for (CheckUse use : checks) {
            String path = "sql/check/" + use.code() + ".sql";
            if (!definitions.has(path)) {
                yaml.problem("checks", "expected a file " + path + " for \"" + use.code() + "\", found none");
            }
        }
    }

    /**
     * The period that a file of this feed means by what its name or a row says.
     *
     * @return empty if it is no period of the feed's cadence, or one that does not exist
     */
    public Optional<Period> period(String written) {
        return Period.parse(file.cadence(), written).map(period -> period.startingOn(weekStart));
    }

    /** Whether a column that the contract does not have is left out without a word. */
    public boolean leavesOut(String header) {
        return dialect.positional()
                || ignored.stream().anyMatch(each -> Geography.normalised(each).equals(Geography.normalised(header)));
    }

    /** Whether a file of this name has a part of its period only. */
    public boolean isPartial(String fileName) {
        return partial != null && fileName.toLowerCase(Locale.ROOT).contains(partial.toLowerCase(Locale.ROOT));
    }

    /**
     * The parts of the key as SQL expressions.
     *
     * @param prefix of each column, such as {@code own.}, or empty
     */
    public List<String> keyExpressions(String prefix) {
        return key.stream()
                .map(part -> part.contains("|")
                        ? "coalesce(" + prefix + part.replace("|", ", " + prefix) + ")"
                        : prefix + part)
                .toList();
    }

    private String internal() {
        return columns.stream()
                .filter(each -> each.by() != null && key.contains(each.stored()))
                .flatMap(each -> columns.stream().filter(kind -> kind.name().equals(each.by())))
                .map(kind -> "coalesce(" + kind.stored() + " = '" + IdentifierKind.INTERNE + "', false)")
                .reduce((one, two) -> one + " or " + two)
                .map(condition -> "(" + condition + ")")
                .orElse("false");
    }

    /** The columns of the fact table that a file of this feed may fill, in the order of the contract. */
    public List<String> storedColumns() {
        return columns.stream()
                .flatMap(column -> column.storedColumns().stream())
                .toList();
    }

    /**
     * A statement that is written for any feed, for this one: {@code ${fact}} is its fact table, {@code ${key}}
     * the expressions of its key, separated by commas, {@code ${vendor}} the maker of a structure's software, and
     * {@code ${internal}} a condition: the identifier in the key is the sender's own.
     */
    public String fill(String statement) {
        return statement
                .replace("${fact}", table)
                .replace("${key}", String.join(", ", keyExpressions("")))
                .replace("${vendor}", vendor == null ? "null::text" : vendor)
                .replace("${internal}", internal());
    }
}
