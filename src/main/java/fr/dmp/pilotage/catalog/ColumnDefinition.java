package fr.dmp.pilotage.catalog;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of a feed's contract.
 *
 * @param name header as the contract writes it
 * @param aliases other headers that senders use for it
 * @param stored column of the fact table, null for the period, which the load carries
 * @param required whether the file must have the column and every row a value in it
 * @param whenEmpty what is stored where the row has no value, such as {@code *} for all; null to store none
 * @param position of the field in a file without header, from 1; null in one with a header
 * @param by name of the column that says of which kind an identifier is, null for another type
 * @param scale how many decimals a decimal column may have, 0 for another type
 * @param minimum smallest value allowed in a column of numbers, or null
 * @param length how many characters the values of a code column have at least, or null if nobody knows
 * @param repair what is mended in its cells with a finding, or null for nothing
 * @param values the closed list of an enum column, else empty
 * @param codes other codes that senders write for values of a closed list, such as 9A for 971
 * @param measure whether its values may be added up, null for what is not a measure
 * @param unit what a measure counts, in French; null for what is not a measure
 * @param sign which values a measure may have, null for what is not a measure
 */
public record ColumnDefinition(
        String name,
        List<String> aliases,
        ColumnType type,
        @Nullable String stored,
        boolean required,
        @Nullable String whenEmpty,
        @Nullable Integer position,
        @Nullable String by,
        int scale,
        @Nullable Long minimum,
        @Nullable Integer length,
        @Nullable Repair repair,
        List<String> values,
        Map<String, String> codes,
        @Nullable Measure measure,
        @Nullable String unit,
        @Nullable Sign sign) {

    /** Types whose cells are numbers; {@code min} is for these. */
    private static final Set<ColumnType> NUMBERS = EnumSet.of(ColumnType.INTEGER, ColumnType.DECIMAL);

    private static final int MOST_DECIMALS = 9;

    /** What is mended in the cells of a column, with a finding. */
    public enum Repair {
        /** Zeros that a spreadsheet took from the front of a code are put back, up to the length of such codes. */
        LEADING_ZERO
    }

    /** Which values a measure may have. */
    public enum Sign {
        /** A count: 0 or more, which the contract's minimum sees to. */
        NON_NEGATIVE,
        /** A difference or a correction. */
        ANY
    }

    /** Whether figures of a column may be added up. */
    public enum Measure {
        /** Counts events: adds up over structures, regions and periods. */
        ADDITIVE,
        /** Counts distinct DMP: never adds up over anything. */
        DISTINCT
    }

    /** The columns of the fact table that this one fills, in order. */
    public List<String> storedColumns() {
        if (stored == null) {
            return List.of();
        }
        return type == ColumnType.REGION ? List.of(stored + "_code", stored + "_label") : List.of(stored);
    }

    /** How many characters the codes of the column have at least: a number of fewer digits lost zeros; 0 if unknown. */
    public int codeLength() {
        return switch (type) {
            case CODE -> length == null ? 0 : length;
            case FINESS, ADELI -> 9;
            case RPPS -> 11;
            case SIRET -> 14;
            case COMMUNE -> 5;
            case REGION, DEPARTEMENT -> 2;
            case TEXT, INTEGER, DECIMAL, DATE, WEEK, MONTH, ENUM, IDENTIFIER, INTERNAL_ID, DOCUMENT_TYPE -> 0;
        };
    }

    static ColumnDefinition read(YamlMap yaml) {
        String name = yaml.text("name");
        ColumnType type = yaml.oneOf("type", ColumnType.class);
        Measure measure = yaml.optionalOneOf("measure", Measure.class);
        String stored = yaml.text("stored", name);
        List<String> values = yaml.texts("values");
        ColumnDefinition column = new ColumnDefinition(
                name,
                yaml.texts("aliases"),
                type,
                type == ColumnType.WEEK || type == ColumnType.MONTH ? null : stored,
                yaml.flag("required", false),
                yaml.optionalText("when-empty"),
                small(yaml, "position"),
                yaml.optionalText("by"),
                yaml.whole("scale", 0),
                yaml.optionalWhole("min"),
                small(yaml, "length"),
                yaml.optionalOneOf("repair", Repair.class),
                values,
                yaml.named("codes"),
                measure,
                yaml.optionalText("unit"),
                yaml.optionalOneOf("sign", Sign.class));
        column.check(yaml);
        return column;
    }

    /** A whole number of which the largest are all too large. */
    private static @Nullable Integer small(YamlMap yaml, String key) {
        Long number = yaml.optionalWhole(key);
        return number == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(number, Integer.MAX_VALUE));
    }

    /** Each key that only some types have. */
    private void checkType(YamlMap yaml) {
        if ((type == ColumnType.IDENTIFIER) != (by != null)) {
            yaml.problem(
                    "by", "expected the column that says of which kind it is for type identifier, and for no other");
        }
        if (type == ColumnType.DECIMAL ? scale < 1 || scale > MOST_DECIMALS : scale != 0) {
            yaml.problem("scale", "expected 1 to " + MOST_DECIMALS + " for type decimal, and none for another");
        }
        if (!codes.isEmpty() && type != ColumnType.ENUM && type != ColumnType.DEPARTEMENT) {
            yaml.problem("codes", "expected for types enum and departement, and for no other");
        }
        List<String> unknown =
                codes.values().stream().filter(code -> !values.contains(code)).toList();
        if (type == ColumnType.ENUM && !unknown.isEmpty()) {
            yaml.problem("codes", "expected codes for any of " + String.join(", ", values) + ", found " + unknown);
        }
    }

    private void check(YamlMap yaml) {
        if (stored != null && !stored.matches("[a-z][a-z0-9_]*")) {
            yaml.problem("stored", "expected a column name such as dmp_crees, found \"" + stored + "\"");
        }
        if ((type == ColumnType.ENUM) == values.isEmpty()) {
            yaml.problem("values", "expected a list of values for type enum, and for no other");
        }
        checkType(yaml);
        if (length != null && (type != ColumnType.CODE || length < 1 || length > 100)) {
            yaml.problem("length", "expected 1 to 100 characters on a column of type code, found " + length);
        } else if (repair != null && codeLength() == 0) {
            yaml.problem("repair", "expected it on a column whose codes have a known length, found it on " + name);
        }
        boolean textual = !NUMBERS.contains(type)
                && type != ColumnType.DATE
                && storedColumns().size() > 0;
        if (whenEmpty != null && (required || !textual || !whenEmpty.matches("[!-~&&[^\\\\]]+"))) {
            yaml.problem(
                    "when-empty",
                    "expected a short code for an optional column that stores text, found \"" + whenEmpty + "\"");
        }
        if ((measure == null) != (unit == null) || (measure == null) != (sign == null)) {
            yaml.problem("measure", "expected 'measure', 'unit' and 'sign' together on " + name + ", or none of them");
        }
        // A minimum that is there but could not be read is a problem of its own.
        boolean counts = minimum == null ? yaml.optionalText("min") != null : minimum >= 0;
        if (sign != null && counts != (sign == Sign.NON_NEGATIVE)) {
            yaml.problem("sign", "expected non-negative beside a min of 0 or more, and any beside none, on " + name);
        }
        boolean namedDistinct = stored != null && stored.endsWith("_distinct");
        if (namedDistinct != (measure == Measure.DISTINCT)) {
            yaml.problem(
                    "measure",
                    "expected 'measure: distinct' on a column stored as …_distinct, and there only; stored as "
                            + stored);
        }
    }
}
