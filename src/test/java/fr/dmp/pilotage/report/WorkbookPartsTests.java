package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.report.Theme.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any workbook, whatever its sheets are. */
class WorkbookPartsTests {

    @TempDir
    Path folder;

    /** One column with each of its texts in a row. */
    private record Texts(String name, List<String> texts) implements WorkbookSheet {

        @Override
        public int[] widths() {
            return new int[] {20};
        }

        @Override
        public ExcelTable table() {
            return new ExcelTable(
                    "Textes", List.of(new ExcelTable.Column(texts.get(0), null, false)), texts.size() - 1, false);
        }

        @Override
        public void write(SheetRows rows) {
            for (int i = 0; i < texts.size(); i++) {
                rows.begin(i);
                rows.text(0, Style.TEXT, texts.get(i));
                rows.end();
            }
        }
    }

    private Path write(String file, boolean shared, WorkbookSheet... sheets) {
        WorkbookProperties properties = new WorkbookProperties("A & B", "\"sujet\"", "<1>", Period.written("2012-S38"));
        Path path = folder.resolve(file);
        try {
            WorkbookFile.write(path, WorkbookParts.of(properties, List.of(sheets), shared ? new SharedTexts() : null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textsComeBackAsTheyWentWhereverTheyAreKept(boolean shared) throws IOException {
        List<String> texts = List.of("Nom \"& <titre>", " espaces ", "", "deux\nlignes", "=1+1", " espaces ", "½ 👍");
        Path file = write("textes.xlsx", shared, new Texts("L'été & <co>", texts), new Texts("Simple", texts));
        try (XSSFWorkbook workbook = WrittenSheet.open(file)) {
            workbook.forEach(sheet -> assertThat(sheet)
                    .extracting(row -> row.getCell(0).getStringCellValue())
                    .containsExactlyElementsOf(texts));
            assertThat(workbook.getSheetName(0)).isEqualTo("L'été & <co>");
            assertThat(workbook.getSheetAt(0).getRepeatingRows().formatAsString())
                    .isEqualTo("1:1");
            assertThat(workbook.getSheetAt(0)
                            .getTables()
                            .get(0)
                            .getColumns()
                            .get(0)
                            .getName())
                    .isEqualTo(texts.get(0));
            assertThat(workbook.getProperties().getCoreProperties().getTitle()).isEqualTo("A & B");
        }
    }

    @Test
    void writersAtTheSameTimeWriteTheSameBytes() throws IOException {
        List<String> texts =
                IntStream.range(0, 2_000).mapToObj(i -> "texte " + i % 700).toList();
        byte[] alone = Files.readAllBytes(write("seul.xlsx", true, new Texts("Textes", texts)));
        IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> write(i + ".xlsx", true, new Texts("Textes", texts)))
                .forEach(file -> assertThat(file).hasBinaryContent(alone));
    }
}
