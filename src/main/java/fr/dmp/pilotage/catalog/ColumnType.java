package fr.dmp.pilotage.catalog;

/** What a column of a feed may hold; see the common rules of the contracts for how each is written by senders. */
public enum ColumnType {
    /** Free text, NFC-normalised and trimmed. */
    TEXT,
    /** An identifier kept letter by letter. */
    CODE,
    /** A whole number; spaces may separate the thousands. */
    INTEGER,
    /** A number with a decimal comma or point, of so many decimals at most as the column's {@code scale} says. */
    DECIMAL,
    /** JJ/MM/AAAA or ISO. */
    DATE,
    /** The week that the row is about: it must be the file's own, and is kept as the load's period. */
    WEEK,
    /** The month that the row is about: like the week. */
    MONTH,
    /** FINESS number of nine characters with its check digit. */
    FINESS,
    /** RPPS number of eleven digits with its check digit. */
    RPPS,
    /** ADELI number of nine characters. */
    ADELI,
    /** SIRET number of fourteen digits with its check digit. */
    SIRET,
    /** An identifier of the kind that another column of the row names ({@code by}), held against the rule of that kind. */
    IDENTIFIER,
    /** An identifier of the sender's own, kept letter by letter; one that looks like a patient's holds the load. */
    INTERNAL_ID,
    /** Region by label or code; kept as code and as the label sent. */
    REGION,
    /** Code of a département or overseas collectivity (01…95, 2A, 2B, 971…). */
    DEPARTEMENT,
    /** INSEE code of a commune, five characters. */
    COMMUNE,
    /** Code of a type of document; one that the nomenclature does not have is kept as it is, with a warning. */
    DOCUMENT_TYPE,
    /** One of a closed list. */
    ENUM
}
