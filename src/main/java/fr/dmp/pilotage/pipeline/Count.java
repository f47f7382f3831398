package fr.dmp.pilotage.pipeline;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many of what, in words. */
final class Count {

    private Count() {}

    /**
     * Such as {@code 3 files: 1 held, 2 published}.
     *
     * @param noun what there are, in the singular
     * @param states the state of each of them
     */
    static String of(String noun, Collection<String> states) {
        Map<String, Long> counts = states.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        String all = states.size() + " " + noun + (states.size() == 1 ? "" : "s");
        return counts.isEmpty()
                ? all
                : counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", ", all + ": ", ""));
    }
}
