package fr.dmp.pilotage.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Codes with their meaning, from {@code jobs/nomenclatures/}. */
public record CodeLists(List<Category> categories, List<DocumentType> documentTypes, List<Channel> channels) {

    private static final Set<String> VOLETS = Set.of("PSL", "ES", "AUTRES", "PATIENTS");

    /**
     * A category of structures: {@code categories-finess.csv}, from the nomenclature TRE_R66 of the public FINESS extract.
     *
     * @param champ field of activity: MCO, SSR, PSY, HAD, SLD or Dialyse for establishments of health, else what it is
     * @param group TRE_R65, which puts categories together
     * @param domain SAN or SOC
     * @param closed last day on which structures could be given it, null if they still can
     */
    public record Category(
            String code,
            String label,
            String champ,
            String group,
            String domain,
            @Nullable LocalDate closed) {}

    /**
     * A type of document: {@code types-documents.csv}.
     *
     * @param system nomenclature that the code is of, LOINC or TRE_A05
     * @param group what reports put it under
     * @param closed last day on which it was in use, null if it still is
     * @param successor code that took its place, null if it is in use
     */
    public record DocumentType(
            String code,
            String system,
            String label,
            String group,
            @Nullable LocalDate closed,
            @Nullable String successor) {}

    /**
     * A way by which DMP are created: {@code canaux.csv}.
     *
     * @param volet whose creations these are; each creation belongs to one volet
     */
    public record Channel(String code, String label, String volet) {}

    /** Rows that are wrong are added to the problems. */
    static CodeLists read(Definitions definitions, List<String> problems) {
        CodeLists lists = new CodeLists(
                NomenclatureRow.read(
                        definitions, "jobs/nomenclatures/categories-finess.csv", 5, problems, CodeLists::category),
                NomenclatureRow.read(
                        definitions, "jobs/nomenclatures/types-documents.csv", 4, problems, CodeLists::documentType),
                NomenclatureRow.read(definitions, "jobs/nomenclatures/canaux.csv", 3, problems, CodeLists::channel));
        lists.checkSuccessors(problems);
        return lists;
    }

    private static Category category(NomenclatureRow row) {
        return new Category(row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), closed(row, 5));
    }

    private static DocumentType documentType(NomenclatureRow row) {
        String successor = row.text(5).isEmpty() ? null : row.text(5);
        LocalDate closed = closed(row, 4);
        if ((closed == null) != (successor == null)) {
            row.problem(5, "expected a successor beside the day on which the code was closed, and only there");
        }
        return new DocumentType(row.text(1), row.text(0), row.text(2), row.text(3), closed, successor);
    }

    private static Channel channel(NomenclatureRow row) {
        if (!VOLETS.contains(row.text(2))) {
            row.problem(2, "expected PSL, ES, AUTRES or PATIENTS");
        }
        return new Channel(row.text(0), row.text(1), row.text(2));
    }

    private static @Nullable LocalDate closed(NomenclatureRow row, int column) {
        return row.text(column).isEmpty() ? null : row.date(column);
    }

    /** Only what is in use takes the place of something: a chain would have to be followed. */
    private void checkSuccessors(List<String> problems) {
        Set<String> inUse = documentTypes.stream()
                .filter(type -> type.successor() == null)
                .map(DocumentType::code)
                .collect(Collectors.toSet());
        documentTypes.stream()
                .filter(type -> type.successor() != null && !inUse.contains(type.successor()))
                .forEach(type ->
                        problems.add("jobs/nomenclatures/types-documents.csv: expected a code in use as successor"
                                + " of " + type.code() + ", found \"" + type.successor() + "\""));
    }
}
