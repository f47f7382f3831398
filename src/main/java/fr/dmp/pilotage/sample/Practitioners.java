package fr.dmp.pilotage.sample;

import org.jspecify.annotations.Nullable;

/** PSL: one row for each place where a practitioner works; one practitioner in 32 has a second. Not thread-safe. */
final class Practitioners implements Volet {

    private static final int LARGEST = 8_192;

    /** A multiplier without common divisor with 10^9 makes numbers that follow each other look apart, and keeps them so. */
    private static final long APART = 733_333_367L;

    private static final long RPPS_NUMBERS = 1_000_000_000L;

    /** The only mode of practice of the files. */
    static final String MODE = "LIBERAL";

    private record Profession(String name, Utf8 cells) {}

    private static final Choices<Profession> PROFESSIONS = new Choices<>(
            "professions.csv",
            row -> new Profession(row.get(0), Utf8.of(";Exemple;" + row.get(0) + ";" + row.get(1) + ";" + MODE + ";")));
    private static final Utf8 NAME = Utf8.of(";;FICTIF ");
    private static final Utf8 SOFTWARE = Utf8.of(";LOGICIEL FICTIF ");
    private static final Utf8 VENDOR = Utf8.of(";ÉDITEUR FICTIF ");

    private final Numbers numbers = new Numbers();
    private final long firstRpps;

    Practitioners(long seed) {
        firstRpps = SplitMix.below((int) RPPS_NUMBERS, SplitMix.mix(seed));
    }

    @Override
    public String name() {
        return "psl";
    }

    @Override
    public String columns() {
        return "rpps;adeli;nom;prenom;profession;specialite;mode_exercice;commune;departement;"
                + "lieu_exercice;logiciel;editeur_logiciel";
    }

    @Override
    public int structures() {
        return 250_000;
    }

    @Override
    public int created(PublishedRegion region) {
        return region.createdPsl();
    }

    @Override
    public int fed(PublishedRegion region, long largest, long all) {
        return Volet.aboveDistinct(region.fedPsl(), largest, all);
    }

    /** Two in five have software that knows the DMP; the others never do anything with it. */
    @Override
    public @Nullable Activity activity(Structure structure) {
        boolean equipped = structure.isFirst() || structure.below(Trait.EQUIPMENT, 5) < 2;
        return equipped ? Activity.of(structure, LARGEST) : null;
    }

    @Override
    public void identify(Structure structure, @Nullable Activity activity, int week, RowBuffer row) {
        boolean second = isSecondPlace(structure);
        Structure person =
                second ? Structure.at(structure.area(), structure.block(), structure.index() - 1) : structure;
        writeRpps(person, row);
        row.text(NAME)
                .digits(person.inBlock() % 10_000, 4)
                .text(PROFESSIONS.by(person.draw(Trait.KIND)).cells());
        writePlace(structure, second, row);
        if (activity == null) {
            row.character(';').character(';');
        } else {
            int software = 1 + structure.below(Trait.VENDOR, 9);
            row.text(SOFTWARE).digits(software, 1).text(VENDOR).digits(1 + software % 5, 1);
        }
    }

    private void writeRpps(Structure person, RowBuffer row) {
        numbers.rpps(row, (person.inCountry() * APART + firstRpps) % RPPS_NUMBERS);
    }

    @Override
    public String code() {
        return "PSL";
    }

    @Override
    public boolean isSecondPlace(Structure structure) {
        return (structure.index() & 31) == 31 && structure.inBlock() > 1;
    }

    @Override
    public void number(Structure structure, RowBuffer row) {
        row.ascii("RPPS;");
        writeRpps(structure, row);
    }

    @Override
    public String type(Structure structure) {
        return "";
    }

    @Override
    public String profession(Structure structure) {
        return PROFESSIONS.by(structure.draw(Trait.KIND)).name();
    }

    @Override
    public String author(Structure structure) {
        return profession(structure);
    }

    /** A commune that does not exist, the département, and the rank of the place or, for one in eight, its SIRET. */
    private void writePlace(Structure structure, boolean second, RowBuffer row) {
        Utf8 departement = structure.block().departement();
        row.text(departement)
                .digits(departement.length() == 2 ? 990 : 90, 5 - departement.length())
                .character(';')
                .text(departement)
                .character(';');
        if (structure.below(Trait.PLACE, 8) == 0) {
            numbers.siret(row, structure.inCountry() % 10_000_000, 1);
        } else {
            row.character(second ? '2' : '1');
        }
    }
}
