package fr.dmp.pilotage.sample;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ES: most know the DMP from afar, some prepare for it, some are ready and never start, the rest are active. Not thread-safe. */
final class Hospitals implements Volet {

    private static final int LARGEST = 65_536;

    /**
     * At most 50 % are ever active, more than in 2012 so that reports show life, and no more than one for 8 DMP of the
     * published table: a few DMP need few hospitals.
     */
    private static final int ACTIVE_PERCENT = 50;

    private static final int DMP_OF_ONE = 8;

    /** Legal entities are numbered after the establishments; one has two of them. */
    private static final int FIRST_ENTITY = 20_000;

    private record Kind(String category, Utf8 name, Utf8 categoryAndStatus, StayKind stays) {

        static Kind of(List<String> row) {
            return new Kind(
                    row.get(0),
                    Utf8.of(";" + row.get(2) + " "),
                    Utf8.of(";" + row.get(0) + ";" + row.get(1) + ";"),
                    StayKind.of(row.subList(3, 7)));
        }
    }

    private static final Choices<Kind> KINDS = new Choices<>("hospitals.csv", Kind::of);
    private static final List<Utf8> TREES = PackagedTable.rows("trees.csv", ";").stream()
            .map(row -> Utf8.of(row.get(0) + " "))
            .toList();
    private static final Utf8 YES = Utf8.of(";OUI;");
    private static final Utf8 NO = Utf8.of(";NON;");
    private static final Utf8 COMING = Utf8.of(";EN_COURS;");
    private static final Utf8 VENDOR = Utf8.of("ÉDITEUR FICTIF ");

    private final Numbers numbers = new Numbers();

    @Override
    public String name() {
        return "es";
    }

    @Override
    public String columns() {
        return "finess_et;finess_ej;raison_sociale;categorie;statut;departement;dmp_compatible;"
                + "editeur_dpi;date_demarrage";
    }

    @Override
    public int structures() {
        return 3_500;
    }

    @Override
    public int created(PublishedRegion region) {
        return region.createdEs();
    }

    @Override
    public int fed(PublishedRegion region, long largest, long all) {
        return Volet.aboveDistinct(region.fedEs(), largest, all);
    }

    @Override
    public @Nullable Activity activity(Structure structure) {
        PublishedRegion region = structure.area().published();
        int dmp = Math.max(region.createdEs(), region.fedEs());
        if (structure.isFirst()) {
            return dmp > 0 ? Activity.of(structure, LARGEST) : null;
        }
        int structures = structure.area().structures();
        boolean drawn = structure.below(Trait.EQUIPMENT, 100) < ACTIVE_PERCENT;
        return drawn && structure.below(Trait.PLACE, structures) < dmp * 100L / (DMP_OF_ONE * ACTIVE_PERCENT)
                ? Activity.of(structure, LARGEST)
                : null;
    }

    /** Three rows in a thousand do not come; those of the published week do, or its sums would not be the table's. */
    @Override
    public boolean isMissing(Structure structure, int week) {
        return week != Weeks.PUBLISHED && SplitMix.below(1_000, SplitMix.mix(structure.draw(Trait.MISSING) + week)) < 3;
    }

    @Override
    public void identify(Structure structure, @Nullable Activity activity, int week, RowBuffer row) {
        Area.Block block = structure.block();
        int number = structure.inBlock();
        finess(structure, row);
        row.character(';');
        numbers.finess(row, block.finessPrefix(), FIRST_ENTITY + number / 2);
        Kind kind = kind(structure);
        row.text(kind.name()).text(TREES.get(structure.below(Trait.NAME, TREES.size())));
        row.digits(number, number < 1_000 ? 3 : 5)
                .text(kind.categoryAndStatus())
                .text(block.departement());
        int weeksOfUse = activity == null
                ? -readiness(structure)
                : week - activity.creatingLife().start();
        writeSoftware(structure, weeksOfUse, week, row);
        row.character(';');
        if (activity != null && weeksOfUse >= 0) {
            writeDate(Weeks.monday(activity.creatingLife().start()).plusDays(structure.below(Trait.PLACE, 5)), row);
        }
    }

    private static Kind kind(Structure structure) {
        return KINDS.at(Activity.rank(structure), Activity.SIZES);
    }

    /** How many stays one of its kind has, and of what else. */
    static StayKind stays(Structure structure) {
        return kind(structure).stays();
    }

    @Override
    public String code() {
        return "ES";
    }

    @Override
    public void number(Structure structure, RowBuffer row) {
        row.ascii("FINESS;");
        finess(structure, row);
    }

    /** Writes its number. */
    void finess(Structure structure, RowBuffer row) {
        numbers.finess(row, structure.block().finessPrefix(), structure.inBlock());
    }

    @Override
    public String type(Structure structure) {
        return kind(structure).category();
    }

    @Override
    public String author(Structure structure) {
        return "ES";
    }

    /** For one that never starts, as many weeks as if it started then: 9 % are ready, 12 % prepare, 79 % do neither. */
    private static int readiness(Structure structure) {
        int drawn = structure.below(Trait.KIND_OF_LIFE, 100);
        return drawn < 9 ? 1 : drawn < 21 ? 12 : 100;
    }

    /** Installed four weeks before the start, being prepared in the half year before; one in 25 changes its vendor. */
    private static void writeSoftware(Structure structure, int weeksOfUse, int week, RowBuffer row) {
        row.text(weeksOfUse >= -4 ? YES : weeksOfUse >= -26 ? COMING : NO);
        int vendor = structure.below(Trait.VENDOR, 9);
        boolean known = weeksOfUse >= -26 || vendor < 5;
        if (known) {
            int drawn = structure.below(Trait.NEXT_VENDOR, 25 * 60);
            boolean changed = drawn % 25 == 0 && week >= Weeks.PUBLISHED - 50 + drawn / 25;
            row.text(VENDOR).digits(1 + (changed ? vendor + 4 : vendor) % 9, 1);
        }
    }

    private static void writeDate(LocalDate date, RowBuffer row) {
        row.digits(date.getDayOfMonth(), 2).character('/').digits(date.getMonthValue(), 2);
        row.character('/').digits(date.getYear(), 4);
    }
}
