package fr.dmp.pilotage.catalog;

/** What an identifier may be where another column of the row says which one it is. */
public enum IdentifierKind {
    /** A site of a health structure, nine characters with a check digit. */
    FINESS,
    /** A site of a company, fourteen digits with a check digit. */
    SIRET,
    /** A professional, eleven digits with a check digit. */
    RPPS,
    /** A professional, nine characters. */
    ADELI,
    /** A fund of the health insurance; no rule is published. */
    CODE_CAISSE,
    /** The sender's own. */
    INTERNE
}
