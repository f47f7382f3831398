package fr.dmp.pilotage.catalog;

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

/**
 * What the figures mean, declared once in {@code jobs/indicators.yaml} and used by every report: indicators, the
 * thresholds behind them, and the states of a structure.
 */
public record Indicators(List<Indicator> indicators, List<Threshold> thresholds, List<State> states) {

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

    /** The mark of a threshold in a definition; without its end it runs on, and is none. */
    private static final Pattern THRESHOLD = Pattern.compile("<seuil[^>]*>?");

    static Indicators read(YamlMap yaml) {
        List<Indicator> indicators = yaml.maps("indicators", Indicator::read);
        List<Threshold> thresholds = yaml.maps("thresholds", Threshold::read);
        return new Indicators(indicators, thresholds, yaml.maps("states", nested -> State.read(nested, thresholds)));
    }

    /** Thresholds, labels of states and what to do about them, as parameters of the statements of reports. */
    public Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        thresholds.forEach(each -> parameters.put("seuil_" + parameter(each.id()), each.value()));
        for (State state : states) {
            parameters.put("etat_" + parameter(state.id()), state.label());
            parameters.put("afaire_" + parameter(state.id()), state.todo());
        }
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
