package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.Visuals;
import fr.dmp.pilotage.report.Comparison.Place;
import fr.dmp.pilotage.warehouse.Load;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an edition says otherwise than the one that it replaces, and which file made it so. Where several files changed,
 * they are exchanged one after another, in the order in which they came, and the sheets asked again after each: a cell is
 * due to the files at which it changes. Where one did, nothing has to be asked.
 */
final class Revisions {

    private static final String NEW_DEFINITION = "nouvelle définition du rapport";
    private static final String UNKNOWN = "[x]";
    private static final String EMPTY = "vide";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu");

    /**
     * What the earlier edition said, and what it was made from.
     *
     * @param sheets by name
     * @param sameDefinition whether today's declarations are those that made it
     */
    record Earlier(Map<String, Snapshot> sheets, Sources sources, boolean sameDefinition) {}

    /** Asks for the rows of a sheet, had it been made from other loads. */
    interface Replay {
        SheetData data(SheetDefinition sheet, List<Load> loads);
    }

    private final Earlier earlier;
    private final Sources sources;
    private final List<SheetData> now;
    private final Incidents incidents;
    private final Replay replay;
    private final List<Swap> swaps;
    private final List<Revision> found = new ArrayList<>();

    /**
     * Prepares a comparison.
     *
     * @param sources what the new edition is made from
     * @param now what its sheets say
     */
    Revisions(Earlier earlier, Sources sources, List<SheetData> now, Incidents incidents, Replay replay) {
        this.earlier = earlier;
        this.sources = sources;
        this.now = now;
        this.incidents = incidents;
        this.replay = replay;
        this.swaps = Swap.between(earlier.sources().loads(), sources.loads());
    }

    /** All of them, sheet by sheet. */
    List<Revision> all() {
        incidents();
        for (SheetData data : now) {
            Snapshot before = earlier.sheets().get(data.sheet().name());
            if (before == null) {
                sheet(data.sheet().name(), "absente", "feuille ajoutée");
            } else {
                compare(data, before);
            }
        }
        Set<String> gone = new LinkedHashSet<>(earlier.sheets().keySet());
        gone.remove(RevisionsSheet.NAME);
        now.forEach(data -> gone.remove(data.sheet().name()));
        gone.forEach(name -> sheet(name, "présente", "feuille retirée"));
        return List.copyOf(found);
    }

    private void sheet(String name, String before, String after) {
        found.add(new Revision(name, "toute la feuille", "", "toutes", before, after, NEW_DEFINITION));
    }

    /** Lisez-moi tells them, and nothing else of what it tells can change by itself. */
    private void incidents() {
        String cause = swaps.stream()
                .filter(swap -> Stream.of(swap.before(), swap.after())
                        .anyMatch(load -> load != null && load.feed().id().equals(IncidentLists.FEED)))
                .map(Swap::told)
                .collect(Collectors.joining(" ; "));
        List<Incident> before = earlier.sources().incidents();
        List<Incident> after = sources.incidents();
        after.stream().filter(each -> !before.contains(each)).forEach(each -> incident(each, true, cause));
        before.stream().filter(each -> !after.contains(each)).forEach(each -> incident(each, false, cause));
    }

    private void incident(Incident incident, boolean added, String cause) {
        ReadMe.Note note = incidents.note(incident);
        found.add(new Revision(
                ReadMeSheet.NAME,
                "Incidents",
                note.label(),
                "Incident",
                added ? "absent" : note.text(),
                added ? note.text() : "incident retiré",
                cause));
    }

    private void compare(SheetData data, Snapshot before) {
        Snapshot after = Snapshot.of(data);
        List<Place> places = Comparison.between(data.sheet(), before, after);
        if (places.isEmpty()) {
            return;
        }
        List<String> causes = new ArrayList<>();
        List<Snapshot> states = states(data.sheet(), before, after, causes);
        SheetDefinition shown = data.sheet().shown(sources.period(), Set.of());
        for (Place place : places) {
            found.add(revision(shown, place, before, after, cause(place, states, causes)));
        }
    }

    /**
     * What the sheet said, then what it would have said after each step to what it says.
     *
     * @param causes is given what each step is due to
     */
    private List<Snapshot> states(SheetDefinition sheet, Snapshot before, Snapshot after, List<String> causes) {
        List<Snapshot> states = new ArrayList<>(List.of(before));
        List<Load> loads = earlier.sources().loads();
        if (!earlier.sameDefinition()) {
            states.add(swaps.isEmpty() ? after : Snapshot.of(replay.data(sheet, loads)));
            causes.add(NEW_DEFINITION);
        }
        for (int i = 0; i < swaps.size(); i++) {
            loads = swaps.get(i).in(loads);
            states.add(i == swaps.size() - 1 ? after : Snapshot.of(replay.data(sheet, loads)));
            causes.add(swaps.get(i).told());
        }
        return states;
    }

    private static String cause(Place place, List<Snapshot> states, List<String> causes) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < causes.size(); i++) {
            if (!Objects.equals(place.in(states.get(i)), place.in(states.get(i + 1)))) {
                found.add(causes.get(i));
            }
        }
        return String.join(" ; ", found);
    }

    private static Revision revision(
            SheetDefinition sheet, Place place, Snapshot before, Snapshot after, String cause) {
        String key = place.key() == null ? "" : place.key();
        Column column = sheet.columns().stream()
                .filter(each -> each.name().equals(place.column()))
                .findFirst()
                .orElse(null);
        String label = column != null ? column.label() : place.column() == null ? "toutes" : place.column();
        if (place.isCell() && column != null) {
            return new Revision(
                    sheet.name(),
                    row(sheet, key, after),
                    key,
                    label,
                    shown(column, place.in(before), areRates(sheet, key, before)),
                    shown(column, place.in(after), areRates(sheet, key, after)),
                    cause);
        }
        boolean added = place.in(before) == null;
        String what = place.key() == null ? "colonne" : "ligne";
        return new Revision(
                sheet.name(),
                place.key() == null ? "toutes les lignes" : row(sheet, key, added ? after : before),
                key,
                label,
                added ? "absente" : "présente",
                what + (added ? " ajoutée" : " retirée"),
                cause);
    }

    /** A row in words, where it stands alone. */
    private static String row(SheetDefinition sheet, String key, Snapshot state) {
        List<String> columns = sheet.rowLabel().isEmpty()
                ? sheet.told().stream().map(Column::name).limit(1).toList()
                : sheet.rowLabel();
        return columns.stream()
                .map(column -> state.cell(key, column))
                .filter(value -> value != null && !value.isEmpty())
                .collect(Collectors.joining(" — "));
    }

    private static boolean areRates(SheetDefinition sheet, String key, Snapshot state) {
        String unit = sheet.visuals().unit();
        return unit != null && Visuals.PERCENT.equals(state.cell(key, unit));
    }

    /**
     * A raw value as a workbook shows it.
     *
     * @param rates whether its row is one of rates
     */
    private static Object shown(Column column, @Nullable String value, boolean rates) {
        if (value == null || value.isEmpty()) {
            return column.numeric() && !column.mayBeEmpty() ? UNKNOWN : EMPTY;
        }
        return switch (column.format()) {
            case TEXT -> value;
            case DATE -> DAY.format(LocalDate.parse(value));
            case COUNT -> new BigDecimal(value);
            case CHANGE, FIGURE -> rates ? percent(value) : new BigDecimal(value);
            case RATE -> percent(value);
        };
    }

    private static String percent(String value) {
        return String.format(Locale.FRENCH, "%.1f %%", new BigDecimal(value).multiply(BigDecimal.valueOf(100)));
    }

    /**
     * Which edition this is and what it replaces, in one line for Lisez-moi.
     *
     * @param changes how many there are
     */
    static String summary(int number, int changes) {
        String what =
                switch (changes) {
                    case 0 -> "aucune cellule n'a changé, d'autres fichiers donnent les mêmes chiffres";
                    case 1 -> "un changement, voir la feuille " + RevisionsSheet.NAME;
                    default -> changes + " changements, voir la feuille " + RevisionsSheet.NAME;
                };
        return number + ", remplace l'édition " + (number - 1) + " ; " + what;
    }
}
