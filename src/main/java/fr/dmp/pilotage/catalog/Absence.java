package fr.dmp.pilotage.catalog;

import java.util.List;

/**
 * What it means that a structure has no line in a file.
 *
 * @param means what it means in a file that is complete
 * @param completeFrom senders who declare that their files have a line for every structure with activity; whatever the
 *     others leave out is missing
 */
public record Absence(Meaning means, List<String> completeFrom) {

    /** What an absent line means. */
    public enum Meaning {
        /** Its activity is unknown. */
        MISSING,
        /** It did nothing, if it was known before: it shows as stopped. */
        ZERO
    }

    /** The one feed whose absent lines anything asks for. */
    private static final String READ = "es-weekly";

    static Absence read(YamlMap yaml, List<String> senders) {
        Absence absence =
                new Absence(yaml.oneOf("absent-means", Meaning.class, Meaning.MISSING), yaml.texts("complete-from"));
        if ((absence.means == Meaning.ZERO) == absence.completeFrom.isEmpty()) {
            yaml.problem(
                    "complete-from",
                    "expected the senders of complete files beside absent-means: zero, and only there");
        }
        absence.completeFrom.stream()
                .filter(sender -> !senders.contains(sender))
                .forEach(sender -> yaml.problem(
                        "complete-from",
                        "expected any of " + String.join(", ", senders) + ", found \"" + sender + "\""));
        return absence;
    }

    void check(YamlMap yaml, String feed) {
        if (means == Meaning.ZERO && !feed.equals(READ)) {
            yaml.problem("absent-means", "expected zero of " + READ + " alone: no report reads it of " + feed);
        }
    }

    /** What it means in the files of a sender. */
    public Meaning of(String sender) {
        return completeFrom.contains(sender) ? means : Meaning.MISSING;
    }
}
