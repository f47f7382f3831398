package fr.dmp.pilotage.findings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a file or one of its rows, each with what it says in English and French. {@code {expected}}
 * and {@code {found}} stand for the values. Faults found by SQL have their own files, {@code sql/check/}.
 */
public enum FileFault {
    UNKNOWN_NAME(
            Severity.ERROR,
            "no feed takes a file of this name; expected {expected}",
            "aucun flux n'attend un fichier de ce nom ; attendu : {expected}"),
    UNDECLARED_SENDER(
            Severity.ERROR,
            "expected a file from {expected}, found one from \"{found}\"",
            "attendu : un fichier de {expected} ; trouvé : un fichier de « {found} »"),
    UNKNOWN_PERIOD(
            Severity.ERROR,
            "the name says \"{found}\", which is no {expected} of the calendar",
            "le nom indique « {found} », qui n'existe pas dans le calendrier ({expected})"),
    PERIOD_EXPIRED(
            Severity.ERROR,
            "the time that nominative data of {expected} is kept is over, and what was loaded of it is removed; it is not"
                    + " loaded again",
            "la durée de conservation des données nominatives de {expected} est dépassée et ce qui en avait été chargé est"
                    + " supprimé ; il n'est pas rechargé"),
    PARTIAL_OF_NOTHING(
            Severity.ERROR,
            "expected a published load of {expected} that this partial file completes, found none",
            "attendu : un chargement publié de {expected} que ce fichier partiel complète ; trouvé : aucun"),
    PARTIAL_WHILE_OPEN(
            Severity.ERROR,
            "a partial file completes what is published, but {found} is waiting; release or withdraw that first",
            "un fichier partiel complète ce qui est publié, mais {found} est en attente ; publiez ou retirez-le d'abord"),
    EMPTY_FILE(
            Severity.ERROR,
            "expected a header and rows, found 0 bytes",
            "attendu : un en-tête et des lignes ; trouvé : 0 octet"),
    NO_ROW(
            Severity.ERROR,
            "expected at least one row below the header, found none",
            "attendu : au moins une ligne sous l'en-tête ; trouvé : aucune"),
    NOT_A_CSV(
            Severity.ERROR,
            "expected a text file with fields separated by {expected}, found {found}",
            "attendu : un fichier texte aux champs séparés par {expected} ; trouvé : {found}"),
    WRONG_ENCODING(
            Severity.ERROR,
            "expected text in {expected}, found bytes that are not",
            "attendu : du texte en {expected} ; trouvé : des octets qui n'en sont pas"),
    UNCLOSED_QUOTE(
            Severity.ERROR, "a quote opened here is never closed", "un guillemet ouvert ici n'est jamais refermé"),
    TEXT_AFTER_QUOTE(
            Severity.ERROR,
            "expected {expected} or the end of the line after a closing quote, found \"{found}\"",
            "attendu : {expected} ou la fin de la ligne après un guillemet fermant ; trouvé : « {found} »"),
    MISSING_COLUMN(
            Severity.ERROR,
            "the header lacks [{expected}]; found [{found}]",
            "il manque à l'en-tête : [{expected}] ; trouvé : [{found}]"),
    REPEATED_COLUMN(
            Severity.ERROR,
            "expected each column once, found {found}",
            "attendu : chaque colonne une seule fois ; trouvé : {found}"),
    UNKNOWN_COLUMN(
            Severity.WARNING,
            "the contract does not know this column; it was ignored",
            "colonne inconnue du contrat ; elle a été ignorée"),
    REFUSED_COLUMN(
            Severity.ERROR,
            "the contract does not know this column and refuses files with unknown ones",
            "colonne inconnue du contrat, qui refuse les fichiers à colonnes inconnues"),
    FIELD_COUNT(
            Severity.ERROR,
            "expected {expected} fields as in the header, found {found}",
            "attendu : {expected} champs comme dans l'en-tête ; trouvé : {found}"),
    OTHER_FIELD_COUNT(
            Severity.ERROR,
            "expected {expected} fields, found {found}",
            "attendu : {expected} champs ; trouvé : {found}"),
    MISSING_VALUE(Severity.ERROR, "expected a value, found none", "attendu : une valeur ; trouvé : rien"),
    TOO_LONG(
            Severity.ERROR,
            "expected at most {expected} characters, found {found}",
            "attendu : au plus {expected} caractères ; trouvé : {found}"),
    CONTROL_CHARACTER(
            Severity.WARNING,
            "control characters were replaced by spaces",
            "des caractères de contrôle ont été remplacés par des espaces"),
    NOT_AN_INTEGER(
            Severity.ERROR,
            "expected a whole number, found \"{found}\"",
            "attendu : un nombre entier ; trouvé : « {found} »"),
    NOT_A_DECIMAL(
            Severity.ERROR,
            "expected a number with a decimal comma or point, found \"{found}\"",
            "attendu : un nombre à virgule ou point décimal ; trouvé : « {found} »"),
    TOO_MANY_DECIMALS(
            Severity.ERROR,
            "expected at most {expected} decimals, found \"{found}\"",
            "attendu : au plus {expected} décimales ; trouvé : « {found} »"),
    TOO_MANY_DIGITS(
            Severity.ERROR,
            "expected at most {expected} digits, found \"{found}\"",
            "attendu : au plus {expected} chiffres ; trouvé : « {found} »"),
    BELOW_MINIMUM(Severity.ERROR, "\"{found}\" is below {expected}", "« {found} » est inférieur à {expected}"),
    ABOVE_MAXIMUM(Severity.ERROR, "\"{found}\" is above {expected}", "« {found} » est supérieur à {expected}"),
    NOT_A_DATE(
            Severity.ERROR,
            "expected a date as JJ/MM/AAAA or AAAA-MM-JJ, found \"{found}\"",
            "attendu : une date JJ/MM/AAAA ou AAAA-MM-JJ ; trouvé : « {found} »"),
    UNKNOWN_WEEK(
            Severity.ERROR,
            "expected a week such as {expected}, found \"{found}\", which is none",
            "attendu : une semaine telle que {expected} ; trouvé : « {found} », qui n'en est pas une"),
    UNKNOWN_MONTH(
            Severity.ERROR,
            "expected a month such as {expected}, found \"{found}\", which is none",
            "attendu : un mois tel que {expected} ; trouvé : « {found} », qui n'en est pas un"),
    OTHER_PERIOD(
            Severity.ERROR,
            "expected {expected} as in the file name, found \"{found}\"",
            "attendu : {expected}, comme dans le nom du fichier ; trouvé : « {found} »"),
    BAD_FINESS(
            Severity.ERROR,
            "expected a FINESS number of 9 characters, found \"{found}\"",
            "attendu : un numéro FINESS de 9 caractères ; trouvé : « {found} »"),
    BAD_FINESS_KEY(
            Severity.ERROR,
            "the check digit of FINESS number \"{found}\" is wrong, expected {expected}",
            "la clé du numéro FINESS « {found} » est fausse, attendu : {expected}"),
    BAD_RPPS(
            Severity.ERROR,
            "expected an RPPS number of 11 digits, found \"{found}\"",
            "attendu : un numéro RPPS de 11 chiffres ; trouvé : « {found} »"),
    BAD_RPPS_KEY(
            Severity.WARNING,
            "the check digit of RPPS number \"{found}\" is wrong, expected {expected}",
            "la clé du numéro RPPS « {found} » est fausse, attendu : {expected}"),
    BAD_ADELI(
            Severity.ERROR,
            "expected an ADELI number of 9 characters, found \"{found}\"",
            "attendu : un numéro ADELI de 9 caractères ; trouvé : « {found} »"),
    BAD_SIRET(
            Severity.ERROR,
            "expected a SIRET number of 14 digits, found \"{found}\"",
            "attendu : un numéro SIRET de 14 chiffres ; trouvé : « {found} »"),
    BAD_SIRET_KEY(
            Severity.WARNING,
            "the check digit of SIRET number \"{found}\" is wrong, expected {expected}",
            "la clé du numéro SIRET « {found} » est fausse, attendu : {expected}"),
    UNKNOWN_REGION(
            Severity.ERROR,
            "expected a region of {expected} by label or code, found \"{found}\"",
            "attendu : une région de {expected}, par son nom ou son code ; trouvé : « {found} »"),
    UNKNOWN_DEPARTEMENT(
            Severity.ERROR,
            "expected the code of a département (01…95, 2A, 2B, 971…), found \"{found}\"",
            "attendu : un code de département (01…95, 2A, 2B, 971…) ; trouvé : « {found} »"),
    BAD_COMMUNE(
            Severity.ERROR,
            "expected an INSEE commune code of 5 characters, found \"{found}\"",
            "attendu : un code commune INSEE de 5 caractères ; trouvé : « {found} »"),
    NOT_IN_LIST(
            Severity.ERROR,
            "expected one of {expected}, found \"{found}\"",
            "attendu : l'une des valeurs {expected} ; trouvé : « {found} »");

    /** How French texts show what a cell holds; anything else that was found is a number. */
    private static final String QUOTED = "« {found} »";

    /** A value is shown up to this length, so that one broken cell does not fill a screen. */
    private static final int SHOWN = 80;

    private final Severity severity;
    private final String says;
    private final String dit;

    FileFault(Severity severity, String says, String dit) {
        this.severity = severity;
        this.says = says;
        this.dit = dit;
    }

    /** The stable name: lower case with hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Severity severity() {
        return severity;
    }

    /** This fault about a whole file. */
    public Finding ofFile(String expected, String found) {
        return at(0, null, expected, found);
    }

    /** This fault at a place; see {@link Finding} for the meaning of line and column. */
    public Finding at(long line, @Nullable String column, String expected, String found) {
        String shown = this == MISSING_COLUMN ? printable(found) : cut(printable(found));
        return new Finding(code(), severity, line, column, fill(says, expected, shown), fill(dit, expected, shown));
    }

    /**
     * This fault in a file about persons: workbooks tell the place and the rule, and not what the cell holds, which is kept
     * with the finding alone, for as long as the file.
     */
    public Finding discreetlyAt(long line, @Nullable String column, String expected, String found) {
        Finding open = at(line, column, expected, found);
        String discreet = fill(dit.replace(QUOTED, "« valeur non reproduite »"), expected, found);
        return new Finding(open.code(), open.severity(), line, column, open.message(), discreet);
    }

    private static String fill(String template, String expected, String found) {
        return template.replace("{expected}", expected).replace("{found}", found);
    }

    /** A message is one line, whatever the cell held. */
    private static String printable(String found) {
        return found.replaceAll("\\p{Cc}", " ");
    }

    private static String cut(String found) {
        return found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "…";
    }
}
