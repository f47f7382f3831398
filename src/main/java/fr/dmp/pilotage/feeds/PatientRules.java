package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.ColumnType;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.feeds.PatientPlaces.Found;
import fr.dmp.pilotage.feeds.PatientPlaces.Place;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.PatientText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges where a file holds identifiers of patients, and what its columns are called, by the contract of its feed. */
final class PatientRules {

    /** Headers that name a patient or date their birth, matched whole; none of them needs an identifier below it. */
    private static final Set<String> COLUMNS = Stream.of(
                    "NIR", "INS", "INS-C", "matricule INS", "IPP", "date de naissance", "nom de naissance")
            .map(Geography::normalised)
            .collect(Collectors.toUnmodifiableSet());

    private final List<String> header;
    private final List<@Nullable ColumnDefinition> columns;

    /** @param feed null if the file is of no feed */
    PatientRules(@Nullable FeedDefinition feed, List<String> header) {
        this.header = header;
        this.columns = feed == null ? List.of() : Layout.match(feed, header).columns();
    }

    /** What is told once: fields under the same header are one column to its reader. */
    private record Told(FileFault fault, @Nullable String column) {}

    static boolean isAboutPatients(String column) {
        return COLUMNS.contains(Geography.normalised(column));
    }

    /** Whether a name of a column holds an identifier itself: it then says nothing. */
    static boolean isMasked(String column) {
        return PatientText.masked(column).contains(PatientText.MASK);
    }

    PatientData judge(PatientPlaces places) {
        List<Finding> refusing = new ArrayList<>();
        places.columns().forEach(each -> refusing.add(FileFault.PATIENT_COLUMN.at(each.line(), each.name(), "", "")));
        if (!places.ofCells()) {
            names().filter(PatientRules::isAboutPatients)
                    .forEach(name -> refusing.add(FileFault.PATIENT_COLUMN.at(1, name, "", "")));
        }
        Map<Told, Found> told = new LinkedHashMap<>();
        for (Found each : places.found()) {
            told.merge(new Told(fault(each.place()), label(each.place())), each, Found::and);
        }
        List<Finding> holding = new ArrayList<>();
        told.forEach((what, where) -> (what.fault == FileFault.PATIENT_IDENTIFIER ? refusing : holding)
                .add(what.fault.at(where.line(), what.column, "", Long.toString(where.count()))));
        return new PatientData(refusing, holding);
    }

    /** A header that the declared separators leave whole may have been written with another. */
    private Stream<String> names() {
        return header.size() == 1 ? Stream.of(header.get(0).split("[;,\t|]")) : header.stream();
    }

    private FileFault fault(Place place) {
        if (!place.keyed()) {
            return FileFault.POSSIBLE_PATIENT_IDENTIFIER;
        }
        return isInternalId(place) ? FileFault.INTERNAL_ID_LIKE_NIR : FileFault.PATIENT_IDENTIFIER;
    }

    private boolean isInternalId(Place place) {
        int field = place.field();
        ColumnDefinition column = place.header() || field < 0 || field >= columns.size() ? null : columns.get(field);
        return column != null && column.type() == ColumnType.INTERNAL_ID;
    }

    /** The header of a field, or its number from 1 if that says nothing or hides what it is called. */
    private @Nullable String label(Place place) {
        int field = place.field();
        if (place.label() != null || field == PatientPlaces.UNKNOWN) {
            return place.label();
        }
        String name = field < header.size() ? header.get(field) : "";
        return name.isEmpty() || isMasked(name) ? Integer.toString(field + 1) : name;
    }
}
