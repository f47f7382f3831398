package fr.dmp.pilotage.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Autres structures: they create nothing, since the published table leaves no room for it, and feed little. Each département
 * has a CPAM, the first département of each region its MOA-R and ARS; the rest are drawn. Not thread-safe.
 */
final class OtherStructures implements Volet {

    private static final int LARGEST = 8_192;

    /** The FINESS numbers of a département up to here belong to the hospitals. */
    private static final int FIRST_FINESS = 30_000;

    private static final int FINESS_NUMBERS = 70_000;

    /** A caisse's code is this and its département, which no real one is. */
    static final char CAISSE = 'F';

    private enum Identifier {
        FINESS,
        SIRET,
        CODE_CAISSE,
        INTERNE
    }

    private record Kind(String code, Utf8 type, Identifier identifier, Utf8 name, boolean feeds) {

        static Kind of(List<String> row) {
            return new Kind(
                    row.get(0),
                    Utf8.of(row.get(0) + ";"),
                    Identifier.valueOf(row.get(1)),
                    Utf8.of(row.get(2)),
                    row.get(3).equals("OUI"));
        }
    }

    private static final Choices<Kind> DRAWN = new Choices<>("others.csv", Kind::of);
    private static final Kind CPAM = Kind.of(List.of("CPAM", "CODE_CAISSE", "CPAM FICTIVE", "NON"));
    private static final Kind MOA_R =
            Kind.of(List.of("MOA_R", "INTERNE", "MAÎTRISE D'OUVRAGE RÉGIONALE FICTIVE", "NON"));
    private static final Kind ARS = Kind.of(List.of("ARS", "INTERNE", "AGENCE RÉGIONALE DE SANTÉ FICTIVE", "NON"));

    private final Numbers numbers = new Numbers();

    @Override
    public String name() {
        return "autres";
    }

    @Override
    public String columns() {
        return "type_structure;type_identifiant;identifiant;raison_sociale;departement";
    }

    @Override
    public int structures() {
        return 45_000;
    }

    @Override
    public int created(PublishedRegion region) {
        return 0;
    }

    /** One for each twelve DMP that anyone fed; nothing is published about it. */
    @Override
    public int fed(PublishedRegion region, long largest, long all) {
        return region.fed() / 12;
    }

    /** One in twenty of those that may feed. */
    @Override
    public @Nullable Activity activity(Structure structure) {
        boolean drawn = structure.below(Trait.EQUIPMENT, 20) == 0;
        return drawn && kind(structure).feeds()
                ? Activity.of(structure, LARGEST).withoutCreating()
                : null;
    }

    private static Kind kind(Structure structure) {
        int number = structure.inBlock();
        if (number == 1) {
            return CPAM;
        }
        if (number <= 3 && structure.block().first() == 0) {
            return number == 2 ? MOA_R : ARS;
        }
        return DRAWN.by(structure.draw(Trait.KIND));
    }

    @Override
    public void identify(Structure structure, @Nullable Activity activity, int week, RowBuffer row) {
        Kind kind = kind(structure);
        row.text(kind.type());
        number(structure, row);
        row.character(';').text(kind.name()).character(' ').digits(structure.inBlock(), 6);
        row.character(';').text(structure.block().departement());
    }

    @Override
    public String code() {
        return "AUTRES";
    }

    @Override
    public void number(Structure structure, RowBuffer row) {
        Kind kind = kind(structure);
        int number = structure.inBlock();
        boolean exhausted = kind.identifier() == Identifier.FINESS && number >= FINESS_NUMBERS;
        Identifier identifier = exhausted ? Identifier.INTERNE : kind.identifier();
        row.ascii(identifier.name()).character(';');
        Utf8 departement = structure.block().departement();
        switch (identifier) {
            case FINESS -> numbers.finess(row, structure.block().finessPrefix(), FIRST_FINESS + number);
            case SIRET -> numbers.siret(row, structure.inCountry(), 2);
            case CODE_CAISSE -> row.character(CAISSE).text(departement);
            case INTERNE -> row.character('F').text(departement).character('-').digits(number, 6);
        }
    }

    @Override
    public String type(Structure structure) {
        return kind(structure).code();
    }

    @Override
    public String author(Structure structure) {
        return type(structure);
    }
}
