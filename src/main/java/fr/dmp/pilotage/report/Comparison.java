package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where two states of a sheet say something else to a reader. */
final class Comparison {

    private static final String PRESENT = "present";

    private Comparison() {}

    /**
     * A place of a sheet that may say something else.
     *
     * @param key of the row; null for a column as a whole
     * @param column name; null for a row as a whole
     */
    record Place(@Nullable String key, @Nullable String column) {

        /** What a state of the sheet says here; null if the place is not there. */
        @Nullable
        String in(Snapshot state) {
            if (key == null) {
                return state.columns().contains(column) ? PRESENT : null;
            }
            if (column == null) {
                return state.has(key) ? PRESENT : null;
            }
            return state.cell(key, column);
        }

        boolean isCell() {
            return key != null && column != null;
        }
    }

    /** The places that differ: columns, then the rows and cells in the order of the later state, then rows that are gone. */
    static List<Place> between(SheetDefinition sheet, Snapshot before, Snapshot after) {
        List<Place> places = new ArrayList<>(columns(sheet, before));
        List<String> shared = sheet.told().stream()
                .map(Column::name)
                .filter(before.columns()::contains)
                .toList();
        Set<String> keys = new LinkedHashSet<>(after.rows().keySet());
        keys.addAll(before.rows().keySet());
        for (String key : keys) {
            if (!before.has(key) || !after.has(key)) {
                places.add(new Place(key, null));
                continue;
            }
            shared.stream()
                    .map(column -> new Place(key, column))
                    .filter(place -> !Objects.equals(place.in(before), place.in(after)))
                    .forEach(places::add);
        }
        return places;
    }

    /** Columns that a reader sees now and did not, and columns that the sheet no longer has. */
    private static List<Place> columns(SheetDefinition sheet, Snapshot before) {
        List<Place> places = new ArrayList<>();
        sheet.told().stream()
                .map(Column::name)
                .filter(name -> !before.columns().contains(name))
                .forEach(name -> places.add(new Place(null, name)));
        before.columns().stream()
                .filter(name -> sheet.indexOf(name) < 0)
                .forEach(name -> places.add(new Place(null, name)));
        return places;
    }
}
