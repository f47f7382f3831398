package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every table of one region's workbook, cell by cell, against a text that was read by a person. A change on purpose is
 * renewed with {@code mvn test -Dtest=GoldenSheetsTests -Dgolden.renew=true} and read again in the diff.
 */
@ExtendWith(GeneratedSite.Shared.class)
class GoldenSheetsTests {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Test
    void theFocusEsOfAlsaceSaysWhatWasRead(GeneratedSite site) throws IOException {
        compare(site.open(site.focus("Alsace")), GOLDEN.resolve("focus-es_2012-S38_alsace.txt"));
    }

    @Test
    void theWeeklyActivityOfAlsaceSaysWhatWasRead(GeneratedSite site) throws IOException {
        compare(site.open(site.activity().get(1)), GOLDEN.resolve("activite-hebdomadaire_2012-S38_alsace.txt"));
    }

    @Test
    void theMonthlyUsageOfAlsaceSaysWhatWasRead(GeneratedSite site) throws IOException {
        compare(site.open(site.usage().get(0)), GOLDEN.resolve("usage-mensuel_2012-09_alsace.txt"));
    }

    private static void compare(XSSFWorkbook workbook, Path golden) throws IOException {
        List<String> found = text(workbook);
        if (Boolean.getBoolean("golden.renew")) {
            Files.writeString(golden, String.join("\n", found) + "\n");
            return;
        }
        List<String> expected = Files.readAllLines(golden);
        if (!found.equals(expected)) {
            fail(golden + " and the workbook differ:\n" + String.join("\n", differences(expected, found)));
        }
    }

    /** The sheets one after the other, a line for each row. */
    private static List<String> text(XSSFWorkbook workbook) {
        List<String> lines = new ArrayList<>();
        workbook.forEach(sheet -> {
            if (!((XSSFSheet) sheet).getTables().isEmpty()) {
                lines.add("# " + sheet.getSheetName());
                WrittenSheet.texts((XSSFSheet) sheet)
                        .forEach(row -> lines.add(String.join(" | ", row).stripTrailing()));
            }
        });
        return lines;
    }

    private static List<String> differences(List<String> expected, List<String> found) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            String before = i < expected.size() ? expected.get(i) : "(nothing)";
            String now = i < found.size() ? found.get(i) : "(nothing)";
            if (!before.equals(now)) {
                lines.add("line " + (i + 1) + " expected: " + before);
                lines.add("line " + (i + 1) + " found:    " + now);
            }
        }
        return lines;
    }
}
