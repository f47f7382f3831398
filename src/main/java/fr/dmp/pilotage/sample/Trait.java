package fr.dmp.pilotage.sample;

/** What is drawn for a structure, each from numbers of its own: their order may change, their salts may not, or every
 * file would be another. */
enum Trait {
    START(1),
    GROWTH(2),
    KIND_OF_LIFE(3),
    TURN(4),
    PAUSE(5),
    SILENCE(6),
    SIZE(7),
    FEEDING(8),
    DOCUMENTS(9),
    CONSULTATIONS(10),
    EQUIPMENT(11),
    VENDOR(12),
    NEXT_VENDOR(13),
    KIND(14),
    NAME(15),
    PLACE(16),
    MISSING(17),
    DOCUMENT_TYPES(18),
    DOCUMENTS_READ(19),
    ACCESSES(20),
    STAYS(21),
    STAYS_OF_MONTH(22),
    STAYS_WITH_DMP(23),
    STAYS_FED(24),
    DECLARATION(25);

    private final int salt;

    Trait(int salt) {
        this.salt = salt;
    }

    /** The trait's own place in the numbers of a structure. */
    int salt() {
        return salt;
    }
}
