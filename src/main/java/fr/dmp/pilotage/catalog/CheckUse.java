package fr.dmp.pilotage.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One check of a feed.
 *
 * @param code of {@code sql/check/<code>.sql}
 * @param parameters thresholds handed to the statement
 * @param because why these numbers
 */
public record CheckUse(
        String code,
        Map<String, Double> parameters,
        @Nullable String because) {

    static CheckUse read(YamlMap yaml) {
        CheckUse use = new CheckUse(yaml.text("code"), yaml.numbers("parameters"), yaml.optionalText("because"));
        if (!use.parameters.isEmpty() && use.because == null) {
            yaml.problem("because", "expected the reason for these numbers, found none");
        }
        return use;
    }
}
