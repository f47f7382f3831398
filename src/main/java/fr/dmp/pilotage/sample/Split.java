package fr.dmp.pilotage.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Splits whole numbers among choices by their weights. The parts add up to the number; which choices get what a small number
 * has to give is drawn.
 */
final class Split<T> {

    private final List<T> choices = new ArrayList<>();
    private final List<Integer> upTo = new ArrayList<>();
    private int weight;

    /**
     * Reads a packaged table: who splits, several names of which are separated by spaces, then the choice, then its weight.
     *
     * @return the splits by who makes them
     */
    static <T> Map<String, Split<T>> read(String table, Function<List<String>, T> reader) {
        Map<String, Split<T>> splits = new HashMap<>();
        for (List<String> row : PackagedTable.rows(table, ";")) {
            T choice = reader.apply(row);
            int weight = Integer.parseInt(row.get(row.size() - 1));
            for (String name : row.get(0).split(" ", -1)) {
                splits.computeIfAbsent(name, each -> new Split<>()).add(choice, weight);
            }
        }
        return Map.copyOf(splits);
    }

    private void add(T choice, int itsWeight) {
        choices.add(choice);
        weight += itsWeight;
        upTo.add(weight);
    }

    int size() {
        return choices.size();
    }

    T choice(int index) {
        return choices.get(index);
    }

    /**
     * The part of a choice.
     *
     * @param drawn the same for all parts of a number
     */
    long part(int index, long whole, long drawn) {
        long shift = SplitMix.below(weight, drawn);
        int before = index == 0 ? 0 : upTo.get(index - 1);
        return (whole * upTo.get(index) + shift) / weight - (whole * before + shift) / weight;
    }
}
