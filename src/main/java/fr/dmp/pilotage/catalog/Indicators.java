package fr.dmp.pilotage.catalog;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the figures mean, declared once in {@code jobs/indicators.yaml} and used by every report: indicators, the
 * thresholds behind them, the states of a structure, and what indicators are to reach.
 */
public record Indicators(
        List<Indicator> indicators, List<Threshold> thresholds, List<State> states, List<Target> targets) {

    /**
     * A figure with its meaning.
     *
     * @param additive whether and over what it adds up, in words
     */
    public record Indicator(String id, String label, String unit, String additive, String definition) {

        private static Indicator read(YamlMap yaml) {
            return new Indicator(
                    yaml.text("id"),
                    yaml.text("label"),
                    yaml.text("unit"),
                    yaml.text("additive"),
                    yaml.text("definition"));
        }
    }

    /**
     * A number that a definition rests on; a statement reads it as {@code :seuil_<id>}.
     *
     * @param reason why this number
     */
    public record Threshold(String id, double value, String reason) {

        private static Threshold read(YamlMap yaml) {
            yaml.text("value"); // must be there; a number alone could be left out
            return new Threshold(yaml.text("id"), yaml.number("value", 0), yaml.text("reason"));
        }
    }

    /**
     * A state of a structure, or an alert about it; a statement reads its label as {@code :etat_<id>}.
     *
     * @param definition in words, with {@code <seuil id>} for each threshold
     * @param todo what the reader may do about it, or null; a statement reads it as {@code :afaire_<id>}
     */
    public record State(
            String id,
            String label,
            String definition,
            @Nullable String todo) {

        private static State read(YamlMap yaml, List<Threshold> thresholds) {
            return new State(
                    yaml.text("id"), yaml.text("label"), explained(yaml, thresholds), yaml.optionalText("todo"));
        }

        /** The definition with its thresholds as numbers, and the reason for each at its end. */
        private static String explained(YamlMap yaml, List<Threshold> thresholds) {
            Set<String> reasons = new LinkedHashSet<>();
            Matcher matcher = THRESHOLD.matcher(yaml.text("definition"));
            String text = matcher.replaceAll(found -> {
                Threshold threshold = named(yaml, found.group(), thresholds);
                reasons.add(" Pourquoi " + shown(threshold.value()) + " : " + threshold.reason() + ".");
                return shown(threshold.value());
            });
            return text + String.join("", reasons);
        }

        private static Threshold named(YamlMap yaml, String mark, List<Threshold> thresholds) {
            for (Threshold threshold : thresholds) {
                if (mark.equals("<seuil " + threshold.id() + ">")) {
                    return threshold;
                }
            }
            String known = thresholds.stream().map(Threshold::id).collect(Collectors.joining(", "));
            yaml.problem("definition", "expected a threshold, any of " + known + ", found \"" + mark + "\"");
            return new Threshold(mark, 0, "");
        }
    }

    /**
     * What an indicator is to reach where no list of the feed {@code cibles} says it.
     *
     * @param indicator its name in that feed, and in the statements
     * @param mesh what each place is that it holds for: FRANCE, REGION, DEPARTEMENT, CAISSE, GHT or ES
     * @param to last day on which it is aimed at, null if it is open
     * @param source who set it, and where that is written
     */
    public record Target(
            String indicator,
            String mesh,
            LocalDate from,
            @Nullable LocalDate to,
            double value,
            String source) {

        private static Target read(YamlMap yaml) {
            yaml.text("value"); // must be there; a number alone could be left out
            String to = yaml.optionalText("to");
            Target target = new Target(
                    yaml.text("indicator"),
                    yaml.text("mesh"),
                    date(yaml, "from", yaml.text("from")),
                    to == null ? null : date(yaml, "to", to),
                    yaml.number("value", 0),
                    yaml.text("source"));
            if (!MESHES.contains(target.mesh)) {
                yaml.problem(
                        "mesh", "expected one of " + String.join(", ", MESHES) + ", found \"" + target.mesh + "\"");
            }
            if (target.to != null && target.to.isBefore(target.from)) {
                yaml.problem("to", "expected no day before " + target.from + ", found " + target.to);
            }
            return target;
        }

        private static LocalDate date(YamlMap yaml, String key, String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                yaml.problem(key, "expected a date such as 2017-11-01, found \"" + text + "\"");
                return LocalDate.EPOCH;
            }
        }

        /** As a row of the feed, for a statement to read. */
        private Map<String, @Nullable Object> row() {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("indicateur", indicator);
            row.put("maille", mesh);
            row.put("code", "*");
            row.put("debut", from.toString());
            row.put("fin", to == null ? null : to.toString());
            row.put("valeur", value);
            row.put("source", source);
            return row;
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What targets are set for; the same list as in the feed {@code cibles}. */
    private static final List<String> MESHES = List.of("FRANCE", "REGION", "DEPARTEMENT", "CAISSE", "GHT", "ES");

    /** The mark of a threshold in a definition; without its end it runs on, and is none. */
    private static final Pattern THRESHOLD = Pattern.compile("<seuil[^>]*>?");

    static Indicators read(YamlMap yaml) {
        List<Indicator> indicators = yaml.maps("indicators", Indicator::read);
        List<Threshold> thresholds = yaml.maps("thresholds", Threshold::read);
        return new Indicators(
                indicators,
                thresholds,
                yaml.maps("states", nested -> State.read(nested, thresholds)),
                yaml.maps("targets", Target::read));
    }

    /**
     * Thresholds, labels of states, what to do about them, and targets as a JSON array of rows: parameters of the statements
     * of reports.
     */
    public Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        thresholds.forEach(each -> parameters.put("seuil_" + parameter(each.id()), each.value()));
        for (State state : states) {
            parameters.put("etat_" + parameter(state.id()), state.label());
            parameters.put("afaire_" + parameter(state.id()), state.todo());
        }
        parameters.put(
                "cibles",
                JSON.writeValueAsString(targets.stream().map(Target::row).toList()));
        return parameters;
    }

    private static String parameter(String id) {
        return id.replace('-', '_');
    }

    private static String shown(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value).replace('.', ',');
    }
}
