package fr.dmp.pilotage.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a packaged table offers, each row as often as its last column, the weight, says; in the table's order. */
final class Choices<T> {

    private final List<T> slots = new ArrayList<>();

    /** Reads a table whose columns are separated by semicolons. */
    Choices(String table, Function<List<String>, T> reader) {
        for (List<String> row : PackagedTable.rows(table, ";")) {
            T choice = reader.apply(row);
            int weight = Integer.parseInt(row.get(row.size() - 1));
            for (int i = 0; i < weight; i++) {
                slots.add(choice);
            }
        }
    }

    /** The choice at a place from 0 to of - 1: the first of the table at 0, the last at the end. */
    T at(int place, int of) {
        return slots.get((int) ((long) place * slots.size() / of));
    }

    /** Any choice, by its weight. */
    T by(long mixed) {
        return slots.get(SplitMix.below(slots.size(), mixed));
    }
}
