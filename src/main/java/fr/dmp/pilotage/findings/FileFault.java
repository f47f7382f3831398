package fr.dmp.pilotage.findings;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a file or one of its rows, each with what it says in English and French. {@code {expected}}
 * and {@code {found}} stand for the values. Faults found by SQL have their own files, {@code sql/check/}.
 *
 * <p>Long because it is a table: each fault is one entry, and nothing else is here.
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
            "a partial file completes what is published, but {found} is waiting; release or withdraw that first, or send its"
                    + " rejected lines again with their columns Ligne, Motif and Colonne",
            "un fichier partiel complète ce qui est publié, mais {found} est en attente ; publiez ou retirez-le d'abord, ou"
                    + " renvoyez ses lignes rejetées avec leurs colonnes Ligne, Motif et Colonne"),
    REJECTS_NOT_PARTIAL(
            Severity.ERROR,
            "the columns Ligne, Motif and Colonne say that the file holds rejected lines alone, which would replace all others;"
                    + " expected \"{expected}\" in its name",
            "les colonnes Ligne, Motif et Colonne indiquent un fichier qui ne contient que des lignes rejetées et qui"
                    + " remplacerait toutes les autres ; attendu dans son nom : « {expected} »"),
    REJECTS_OF_WHOLE_FILES(
            Severity.ERROR,
            "the columns Ligne, Motif and Colonne say that the file holds rejected lines alone, but {expected} takes whole files"
                    + " only; correct the lines in the whole file and send that",
            "les colonnes Ligne, Motif et Colonne indiquent un fichier qui ne contient que des lignes rejetées, mais {expected}"
                    + " n'accepte que des fichiers entiers ; corrigez les lignes dans le fichier entier et renvoyez-le"),
    REJECTS_OF_ANOTHER_FILE(
            Severity.ERROR,
            "expected rejected lines of {expected}, found those of a file with SHA-256 {found}…, which is no longer what stands",
            "attendu : des lignes rejetées de {expected} ; trouvé : celles d'un fichier de SHA-256 {found}…, qui n'a plus"
                    + " cours"),
    PATIENT_IDENTIFIER(
            Severity.ERROR,
            "expected no patient identifier, found {found} NIR; the file is refused and put in quarantine",
            "attendu : aucun identifiant de patient ; trouvé : {found} NIR ; le fichier est refusé et mis en quarantaine"),
    PATIENT_COLUMN(
            Severity.ERROR,
            "expected no column about patients, found this one; the file is refused and put in quarantine",
            "attendu : aucune colonne relative à des patients ; trouvé : celle-ci ; le fichier est refusé et mis en"
                    + " quarantaine"),
    PATIENT_FILE_NAME(
            Severity.ERROR,
            "expected a file name without patient identifier, found one with a NIR; the file is refused and put in"
                    + " quarantine",
            "attendu : un nom de fichier sans identifiant de patient ; trouvé : un nom avec un NIR ; le fichier est refusé"
                    + " et mis en quarantaine"),
    /** Holds the load; in whichever column. */
    POSSIBLE_PATIENT_IDENTIFIER(
            Severity.ERROR,
            "expected no patient identifier, found {found} × 13 characters with the shape of a NIR without key; the load"
                    + " waits for an operator",
            "attendu : aucun identifiant de patient ; trouvé : {found} × 13 caractères en forme de NIR sans clé ; le"
                    + " chargement attend la décision d'un opérateur"),
    /** Holds the load: in a column of internal identifiers chance makes one of several hundred look like a NIR. */
    INTERNAL_ID_LIKE_NIR(
            Severity.ERROR,
            "expected internal identifiers, found {found} with the shape and the key of a NIR; the load waits for an"
                    + " operator",
            "attendu : des identifiants internes ; trouvé : {found} avec la forme et la clé d'un NIR ; le chargement attend"
                    + " la décision d'un opérateur"),
    /** Beside the reason why it is refused. */
    NOT_LOOKED_THROUGH(
            Severity.WARNING,
            "the file could not be looked through for data of patients: it is put in quarantine and not in the archive",
            "le fichier n'a pas pu être examiné à la recherche de données de patients : il est mis en quarantaine et n'est pas"
                    + " archivé"),
    EMPTY_FILE(
            Severity.ERROR,
            "expected a header and rows, found 0 bytes",
            "attendu : un en-tête et des lignes ; trouvé : 0 octet"),
    NO_ROW(
            Severity.ERROR,
            "expected at least one row below the header, found none",
            "attendu : au moins une ligne sous l'en-tête ; trouvé : aucune"),
    FOREIGN_FORMAT(
            Severity.ERROR,
            "expected a CSV file (also in gzip or zip) or an Excel workbook (.xlsx), found a document in the format"
                    + " {found}; save it as .xlsx",
            "attendu : un fichier CSV (aussi en gzip ou zip) ou un classeur Excel (.xlsx) ; trouvé : un document au format"
                    + " {found} ; enregistrez-le en .xlsx"),
    MACROS(
            Severity.ERROR,
            "expected a workbook without macros, found one with; save it as .xlsx",
            "attendu : un classeur sans macros ; trouvé : un classeur qui en contient ; enregistrez-le en .xlsx"),
    PASSWORD(
            Severity.ERROR,
            "expected a file without a password, found one that is encrypted",
            "attendu : un fichier sans mot de passe ; trouvé : un fichier chiffré"),
    DAMAGED(
            Severity.ERROR,
            "expected an intact {expected} file, found one that is damaged or cut off ({found})",
            "attendu : un fichier {expected} intact ; trouvé : un fichier endommagé ou tronqué ({found})"),
    NOT_ONE_FILE(
            Severity.ERROR,
            "expected a zip archive with one file in it, found {found}",
            "attendu : une archive zip contenant un seul fichier ; trouvé : {found}"),
    OUTSIDE_ARCHIVE(
            Severity.ERROR,
            "expected names of entries inside the archive, found \"{found}\"",
            "attendu : des noms d'entrées à l'intérieur de l'archive ; trouvé : « {found} »"),
    DOCUMENT_TYPE(
            Severity.ERROR,
            "expected a workbook without document type declarations or entities, found one in {found}",
            "attendu : un classeur sans déclaration de type de document ni entités ; trouvé : une déclaration dans {found}"),
    FILE_TOO_LARGE(
            Severity.ERROR,
            "expected a file of at most {expected} bytes, found {found}; it was not read and is in no archive",
            "attendu : un fichier d'au plus {expected} octets ; trouvé : {found} ; il n'a été ni lu ni archivé"),
    EXPANDED_TOO_LARGE(
            Severity.ERROR,
            "expected at most {expected} bytes once expanded, found more; it was not expanded further",
            "attendu : au plus {expected} octets une fois décompressé ; trouvé : davantage ; la décompression a été arrêtée"),
    EXPANDS_TOO_MUCH(
            Severity.ERROR,
            "expected a file that expands to at most {expected} times its size, found more; it was not expanded further",
            "attendu : un fichier dont la décompression donne au plus {expected} fois sa taille ; trouvé : davantage ; elle a"
                    + " été arrêtée"),
    TOO_MANY_ENTRIES(
            Severity.ERROR,
            "expected at most {expected} entries in the archive, found {found}",
            "attendu : au plus {expected} entrées dans l'archive ; trouvé : {found}"),
    TOO_MANY_COLUMNS(
            Severity.ERROR,
            "expected at most {expected} columns, found {found}",
            "attendu : au plus {expected} colonnes ; trouvé : {found}"),
    TOO_MANY_ROWS(
            Severity.ERROR,
            "expected at most {expected} rows, found more",
            "attendu : au plus {expected} lignes ; trouvé : davantage"),
    LINE_TOO_LONG(
            Severity.ERROR,
            "expected at most {expected} bytes in the line that begins here, found more: an enormous cell, or a quote that"
                    + " is never closed",
            "attendu : au plus {expected} octets dans la ligne qui commence ici ; trouvé : davantage : une cellule"
                    + " démesurée, ou un guillemet jamais refermé"),
    TEXTS_TOO_LARGE(
            Severity.ERROR,
            "expected at most {expected} bytes of different texts in a workbook, found more; send it as CSV",
            "attendu : au plus {expected} octets de textes différents dans un classeur ; trouvé : davantage ; envoyez-le en"
                    + " CSV"),
    TOO_SLOW(
            Severity.ERROR,
            "expected to have read the file in {expected} seconds, had not; none of it is loaded",
            "attendu : une lecture du fichier en {expected} secondes ; non terminée ; rien n'en est chargé"),
    READ_FROM_ARCHIVE(
            Severity.INFO, "read from {expected}, separator {found}", "lu dans {expected}, séparateur {found}"),
    READ_FROM_WORKBOOK(
            Severity.INFO,
            "read from the sheet \"{found}\" of an Excel workbook",
            "lu dans la feuille « {found} » d'un classeur Excel"),
    HIDDEN_SHEET(
            Severity.ERROR,
            "expected a workbook without hidden sheets, found \"{found}\"",
            "attendu : un classeur sans feuilles masquées ; trouvé : « {found} »"),
    HIDDEN_ROW(
            Severity.ERROR,
            "expected a sheet without hidden or filtered rows, found this one",
            "attendu : une feuille sans lignes masquées ou filtrées ; trouvé : celle-ci"),
    HIDDEN_SKIPPED(
            Severity.WARNING,
            "{found} hidden or filtered rows were left out, as declared",
            "{found} lignes masquées ou filtrées ont été écartées, comme déclaré"),
    HIDDEN_READ(
            Severity.WARNING,
            "{found} hidden or filtered rows were read like the others, as declared",
            "{found} lignes masquées ou filtrées ont été lues comme les autres, comme déclaré"),
    HIDDEN_COLUMN(
            Severity.WARNING,
            "the column is hidden in the sheet; it was read like the others",
            "la colonne est masquée dans la feuille ; elle a été lue comme les autres"),
    NO_SUCH_SHEET(
            Severity.ERROR,
            "expected a sheet named \"{expected}\", found {found}",
            "attendu : une feuille nommée « {expected} » ; trouvé : {found}"),
    NO_FITTING_SHEET(
            Severity.ERROR,
            "expected a sheet whose first row has [{expected}], found none among {found}",
            "attendu : une feuille dont la première ligne a [{expected}] ; trouvé : aucune parmi {found}"),
    EMPTY_SHEET(
            Severity.ERROR,
            "expected a header at the top of the sheet \"{expected}\", found no text in its first rows",
            "attendu : un en-tête en haut de la feuille « {expected} » ; trouvé : aucun texte dans ses premières lignes"),
    HEADER_TOO_LOW(
            Severity.ERROR,
            "expected the header as the first text of the sheet \"{expected}\", found it below \"{found}\"; remove the rows"
                    + " above it",
            "attendu : l'en-tête comme premier texte de la feuille « {expected} » ; trouvé : plus bas que « {found} » ;"
                    + " supprimez les lignes au-dessus"),
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
    FORMULA(
            Severity.WARNING,
            "a formula was read by the value that the workbook keeps for it",
            "une formule a été lue par la valeur que le classeur en conserve"),
    FORMULA_WITHOUT_VALUE(
            Severity.ERROR,
            "expected a value, found a formula of which the workbook keeps none; open, calculate and save it",
            "attendu : une valeur ; trouvé : une formule dont le classeur ne conserve aucune ; ouvrez-le, calculez et"
                    + " enregistrez-le"),
    ERROR_CELL(
            Severity.ERROR,
            "expected a value, found the error {found}",
            "attendu : une valeur ; trouvé : l'erreur {found}"),
    NUMBER_NOT_CODE(
            Severity.ERROR,
            "expected a code as text, found the number {found}, which a spreadsheet made of it; format the column as text",
            "attendu : un code en texte ; trouvé : le nombre {found}, qu'un tableur en a fait ; mettez la colonne au format"
                    + " texte"),
    DATE_NOT_CODE(
            Severity.ERROR,
            "expected a code as text, found the date {found}, which a spreadsheet made of it; format the column as text",
            "attendu : un code en texte ; trouvé : la date {found}, qu'un tableur en a fait ; mettez la colonne au format"
                    + " texte"),
    ZERO_LOST(
            Severity.ERROR,
            "expected a code of {expected} characters, found the number {found}: a spreadsheet took the zeros in front",
            "attendu : un code de {expected} caractères ; trouvé : le nombre {found} : un tableur en a retiré les zéros"
                    + " initiaux"),
    ZERO_RESTORED(
            Severity.WARNING,
            "zeros in front that a spreadsheet took were put back: \"{found}\" was read as \"{expected}\"",
            "les zéros initiaux retirés par un tableur ont été rétablis : « {found} » a été lu « {expected} »"),
    DATE_WITHOUT_FORMAT(
            Severity.WARNING,
            "the number {found}, which the workbook does not show as a date, was read as {expected}",
            "le nombre {found}, que le classeur n'affiche pas comme une date, a été lu {expected}"),
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

    /** Of these the number of fields or characters was found, which says nothing of anybody. */
    private static final Set<FileFault> COUNTING = EnumSet.of(FIELD_COUNT, OTHER_FIELD_COUNT, TOO_LONG);

    /** These tell what was made of a cell where others tell what the contract wants. */
    private static final Set<FileFault> MENDING = EnumSet.of(ZERO_RESTORED, DATE_WITHOUT_FORMAT);

    private static final String CONCEALED = "« valeur non reproduite »";

    /** A value is shown up to this length, so that one broken cell does not fill a screen. */
    private static final int SHOWN = 80;

    /** A list, of columns or of what a contract allows, is shown up to this length. */
    private static final int LISTED = 4_000;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

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
        String wanted = shown(expected, LISTED);
        String told = shown(found, this == MISSING_COLUMN ? LISTED : SHOWN);
        return at(line, column, wanted, told, fill(dit, wanted, told));
    }

    /**
     * This fault in a file about persons: workbooks tell the place and the rule, and not what the cell holds, which is kept
     * with the finding alone, for as long as the file.
     */
    public Finding discreetlyAt(long line, @Nullable String column, String expected, String found) {
        String wanted = shown(expected, LISTED);
        String told = shown(found, SHOWN);
        return at(line, column, wanted, told, discreet(wanted, told));
    }

    private String discreet(String expected, String found) {
        if (COUNTING.contains(this)) {
            return fill(dit, expected, found);
        }
        String template = concealed(dit, "{found}");
        return fill(MENDING.contains(this) ? concealed(template, "{expected}") : template, expected, CONCEALED);
    }

    /** What stands in quotes and what does not. */
    private static String concealed(String template, String value) {
        return template.replace("« " + value + " »", CONCEALED).replace(value, CONCEALED);
    }

    private Finding at(long line, @Nullable String column, String expected, String found, String french) {
        String place = column == null ? null : shown(column, LISTED);
        return new Finding(code(), severity, line, place, fill(says, expected, found), french);
    }

    private static String fill(String template, String expected, String found) {
        return template.replace("{expected}", expected).replace("{found}", found);
    }

    /** A name that a file gives, as one short line. */
    public static String shown(String name) {
        return shown(name, SHOWN);
    }

    /** What a file says may be anything, also what must not be shown. */
    private static String shown(String value, int most) {
        String line = CONTROL.matcher(value).find() ? CONTROL.matcher(value).replaceAll(" ") : value;
        return cut(PatientText.masked(line), most);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
