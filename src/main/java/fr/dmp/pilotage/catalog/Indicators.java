package fr.dmp.pilotage.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            yaml.text("value");
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

        private static State read(YamlMap yaml) {
            return new State(yaml.text("id"), yaml.text("label"), yaml.text("definition"), yaml.optionalText("todo"));
        }

        private State withThresholds(List<Threshold> thresholds) {
            String text = definition;
            StringBuilder reasons = new StringBuilder();
            for (Threshold threshold : thresholds) {
                String mark = "<seuil " + threshold.id() + ">";
                if (text.contains(mark)) {
                    text = text.replace(mark, shown(threshold.value()));
                    reasons.append(" Pourquoi ").append(shown(threshold.value()));
                    reasons.append(" : ").append(threshold.reason()).append('.');
                }
            }
            return new State(id, label, text + reasons, todo);
        }
    }

    static Indicators read(YamlMap yaml) {
        List<Indicator> indicators = yaml.maps("indicators", Indicator::read);
        List<Threshold> thresholds = yaml.maps("thresholds", Threshold::read);
        List<State> states = yaml.maps("states", State::read).stream()
                .map(state -> state.withThresholds(thresholds))
                .toList();
        for (State state : states) {
            if (state.definition().contains("<seuil ")) {
                yaml.problem(
                        "states",
                        "expected thresholds that are declared, found \"" + state.definition() + "\" in " + state.id());
            }
        }
        return new Indicators(indicators, thresholds, states);
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
