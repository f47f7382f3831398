package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.ColumnDefinition;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.findings.FileFault;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Optional;

/** Makes the rule of each column for the files of one period. */
final class CellRules {

    private static final DateTimeFormatter FRENCH_DATE =
            DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT);

    private final Geography geography;
    private final Period period;

    CellRules(Geography geography, Period period) {
        this.geography = geography;
        this.period = period;
    }

    CellRule of(ColumnDefinition column) {
        String name = column.name();
        return switch (column.type()) {
            case TEXT, CODE, INTERNAL_ID -> new TextRule(name);
            case INTEGER -> new IntegerRule(name, column.minimum());
            case DATE -> (text, from, length, row) -> date(name, new String(text, from, length), row);
            case WEEK -> new PeriodRule(name, period, Period.Cadence.WEEKLY, FileFault.UNKNOWN_WEEK);
            case MONTH -> new PeriodRule(name, period, Period.Cadence.MONTHLY, FileFault.UNKNOWN_MONTH);
            case FINESS -> (text, from, length, row) -> finess(name, text, from, length, row);
            case RPPS -> (text, from, length, row) -> rpps(name, text, from, length, row);
            case ADELI -> (text, from, length, row) -> adeli(name, text, from, length, row);
            case REGION -> (text, from, length, row) -> region(name, new String(text, from, length), row);
            case DEPARTEMENT -> new ClosedListRule(name, geography.departements(), FileFault.UNKNOWN_DEPARTEMENT, "");
            case COMMUNE -> (text, from, length, row) -> commune(name, text, from, length, row);
            case ENUM ->
                new ClosedListRule(name, column.values(), FileFault.NOT_IN_LIST, String.join(", ", column.values()));
        };
    }

    private static void date(String column, String cell, RowSink row) {
        try {
            LocalDate date = cell.indexOf('/') > 0 ? LocalDate.parse(cell, FRENCH_DATE) : LocalDate.parse(cell);
            // Java also reads years 0, -44 and +12012, at which COPY would fail for the whole page.
            if (cell.length() == 10 && date.getYear() > 0) {
                row.field().putUtf8(date.toString());
                return;
            }
        } catch (DateTimeException e) {
            // Said below, as for a year out of bounds.
        }
        row.fault(FileFault.NOT_A_DATE, column, "", cell);
    }

    private static void finess(String column, char[] text, int from, int length, RowSink row) {
        if (!Identifiers.hasFinessShape(text, from, length)) {
            row.fault(FileFault.BAD_FINESS, column, "", new String(text, from, length));
            return;
        }
        char key = Identifiers.luhnKey(text, from, length);
        if (key != text[from + length - 1]) {
            row.fault(FileFault.BAD_FINESS_KEY, column, Character.toString(key), new String(text, from, length));
            return;
        }
        row.field().putAscii(text, from, length);
    }

    private static void rpps(String column, char[] text, int from, int length, RowSink row) {
        if (length != 11 || !Identifiers.areDigits(text, from, length)) {
            row.fault(FileFault.BAD_RPPS, column, "", new String(text, from, length));
            return;
        }
        char key = Identifiers.luhnKey(text, from, length);
        if (key != text[from + length - 1]) {
            // A warning only: no official text states the rule (see the validation notes).
            row.fault(FileFault.BAD_RPPS_KEY, column, Character.toString(key), new String(text, from, length));
        }
        row.field().putAscii(text, from, length);
    }

    private static void adeli(String column, char[] text, int from, int length, RowSink row) {
        boolean corsica = length == 9 && text[from] == '2' && (text[from + 1] == 'A' || text[from + 1] == 'B');
        boolean digits = Identifiers.areDigits(text, from, 1)
                && (corsica
                        ? Identifiers.areDigits(text, from + 2, length - 2)
                        : Identifiers.areDigits(text, from, length));
        if (length != 9 || !digits) {
            row.fault(FileFault.BAD_ADELI, column, "", new String(text, from, length));
            return;
        }
        row.field().putAscii(text, from, length);
    }

    private static void commune(String column, char[] text, int from, int length, RowSink row) {
        boolean corsica = length == 5 && text[from] == '2' && (text[from + 1] == 'A' || text[from + 1] == 'B');
        boolean valid = length == 5
                && (corsica ? Identifiers.areDigits(text, from + 2, 3) : Identifiers.areDigits(text, from, length));
        if (!valid) {
            row.fault(FileFault.BAD_COMMUNE, column, "", new String(text, from, length));
            return;
        }
        row.field().putAscii(text, from, length);
    }

    private void region(String column, String cell, RowSink row) {
        Geography.Region region = geography.region(period.vintage(), cell);
        if (region == null) {
            String expected = Integer.toString(period.start().getYear());
            row.fault(FileFault.UNKNOWN_REGION, column, expected, cell);
            return;
        }
        row.field().putUtf8(region.code());
        String label = Normalizer.normalize(cell.replaceAll("\\p{Cc}", " "), Normalizer.Form.NFC);
        row.field().putUtf8(label.replace("\\", "\\\\"));
    }

    /** The period of each row is the one of the file; nothing is stored. */
    private static final class PeriodRule implements CellRule {

        private final String column;
        private final Period period;
        private final Period.Cadence cadence;
        private final FileFault unknown;
        private char[] lastAccepted = new char[0];

        PeriodRule(String column, Period period, Period.Cadence cadence, FileFault unknown) {
            this.column = column;
            this.period = period;
            this.cadence = cadence;
            this.unknown = unknown;
        }

        @Override
        public void accept(char[] text, int from, int length, RowSink row) {
            if (Arrays.equals(lastAccepted, 0, lastAccepted.length, text, from, from + length)) {
                return;
            }
            String cell = new String(text, from, length);
            Optional<Period> written = Period.parse(cadence, cell);
            if (written.isEmpty()) {
                row.fault(unknown, column, period.label(), cell);
            } else if (!written.get().equals(period)) {
                row.fault(FileFault.OTHER_PERIOD, column, period.label(), cell);
            } else {
                lastAccepted = Arrays.copyOfRange(text, from, from + length);
            }
        }
    }
}
