package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.pipeline.Workbook;
import fr.dmp.pilotage.report.Explanation.Operand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is shown of a figure makes the figure: cells of the files themselves, asked for by their addresses, are computed
 * again from the lines that are shown, or from the operands, which are followed down to theirs. Other cells in each run;
 * {@code -Dexplain.seed} repeats one.
 */
@ExtendWith(GeneratedSite.Shared.class)
class ExplainedFiguresTests {

    private static final int CELLS = 200;

    private static final Pattern DIFFERENCE = Pattern.compile("(\\w+) - (\\w+)");
    private static final Pattern SHARE = Pattern.compile("(\\w+)::numeric / nullif\\((\\w+), 0\\)");

    private static final Pattern EITHER = Pattern.compile("coalesce\\((\\w+), (.*)\\)");

    private final Map<String, List<String>> files = new HashMap<>();
    private GeneratedSite site;

    @BeforeEach
    void takeTheSharedSite(GeneratedSite shared) {
        site = shared;
    }

    /** A number that a workbook shows. */
    private record Shown(Workbook workbook, String sheet, String address, double value) {

        Explain.Asked asked() {
            return new Explain.Asked(workbook.report(), workbook.period(), workbook.region(), null);
        }
    }

    @Test
    void theShownLinesMakeTheFiguresOfCellsChosenAtRandom() {
        long seed = Long.getLong("explain.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, List<Shown>> bySheet = shown();
        assertThat(bySheet.keySet())
                .containsExactly(
                        "Alertes",
                        "Autres (liste)",
                        "Autres structures",
                        "Caisses",
                        "Chiffres par région",
                        "Consultation",
                        "Créations par canal",
                        "Données",
                        "Départements",
                        "ES",
                        "Logiciels",
                        "PSL",
                        "Qualité",
                        "Régions",
                        "Synthèse",
                        "Types de document",
                        "Éditeurs",
                        "Établissements",
                        "Évolution");
        // The sheet first, or nearly all would be of the longest.
        List<String> sheets = List.copyOf(bySheet.keySet());
        for (int i = 0; i < CELLS; i++) {
            List<Shown> cells = bySheet.get(sheets.get(random.nextInt(sheets.size())));
            Shown cell = cells.get(random.nextInt(cells.size()));
            try {
                assertThat(recomputed(cell)).isEqualTo(cell.value());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(cell + ", to be run again with -Dexplain.seed=" + seed, e);
            }
        }
    }

    @Test
    void aFindingThatIsAboutNoNumberSaysThatItsLineHasNone() {
        Explain.Asked figures = new Explain.Asked("activity-figures", GeneratedSite.WEEK, null, null);
        Explanation explained = site.site().bean(Explain.class).cell(figures, "Qualité", "Q002/attendu");
        assertThat(explained.cell().value()).isNull();
        assertThat(explained.notes())
                .containsExactly("no line of this edition gives it: those of its row have no value for it; the cell is"
                        + " empty, as there is nothing to say, and not zero");
    }

    @Test
    void aFigureOfAnotherRegionIsToldAsItsTotalAndNotAsARank() {
        Explain explain = site.site().bean(Explain.class);
        Explain.Asked alsace = new Explain.Asked("weekly-activity", GeneratedSite.WEEK, "Alsace", null);
        assertThat(explain.cell(alsace, "Régions", "82/crees_es").notes())
                .containsExactly("the total of another region, its lines are not told");
        assertThat(explain.cell(alsace, "Régions", "42/crees_es").notes())
                .as("its own")
                .isEmpty();
    }

    private Map<String, List<Shown>> shown() {
        Map<String, List<Shown>> bySheet = new TreeMap<>();
        for (Workbook workbook : site.workbooks()) {
            for (Sheet sheet : site.open(workbook)) {
                for (Row row : sheet) {
                    for (Cell cell : row) {
                        if (isFigure(cell) && !sheet.getSheetName().equals("Lisez-moi")) {
                            Shown shown = new Shown(
                                    workbook,
                                    sheet.getSheetName(),
                                    cell.getAddress().formatAsString(),
                                    cell.getNumericCellValue());
                            bySheet.computeIfAbsent(sheet.getSheetName(), name -> new ArrayList<>())
                                    .add(shown);
                        }
                    }
                }
            }
        }
        return bySheet;
    }

    private static boolean isFigure(Cell cell) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return type == CellType.NUMERIC && !DateUtil.isCellDateFormatted(cell);
    }

    private double recomputed(Shown cell) {
        return Objects.requireNonNull(recomputed(cell.asked(), cell.sheet(), cell.address()), "a figure is shown")
                .doubleValue();
    }

    /** From the lines alone, however deep they are; null for a cell that is not known. */
    private BigDecimal recomputed(Explain.Asked asked, String sheet, String cell) {
        Explanation explanation = site.site().bean(Explain.class).cell(asked, sheet, cell);
        assertThat(explanation.notes().stream().filter(each -> each.contains(" said ")))
                .isEmpty();
        return switch (explanation.kind()) {
            case FOLD -> folded(explanation);
            case DERIVED ->
                derived(explanation.how(), operands(explanation, each -> recomputed(asked, sheet, each.cell())));
            case TOTAL ->
                operands(explanation, each -> recomputed(asked, sheet, each.cell())).values().stream()
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal::add)
                        .orElse(null);
            case TEXT -> throw new AssertionError("a figure is no text: " + explanation);
        };
    }

    private BigDecimal folded(Explanation explanation) {
        explanation.lines().forEach(each -> checkSource(explanation.how(), each));
        List<BigDecimal> values =
                explanation.lines().stream().map(Explanation.Line::value).toList();
        // Each file says what it gives itself.
        assertThat(explanation.loads().stream()
                        .mapToLong(Explanation.Contribution::lines)
                        .sum())
                .isEqualTo(explanation.lines().stream()
                        .filter(each -> each.file() != null)
                        .count());
        String operation = explanation.how().substring(0, explanation.how().indexOf(' '));
        Stream<BigDecimal> all = values.stream();
        return switch (operation) {
            case "sum" -> all.reduce(BigDecimal::add).orElse(null);
            case "largest" -> all.reduce(BigDecimal::max).orElse(null);
            case "count" -> explanation.cell().value() == null ? null : BigDecimal.valueOf(values.size());
            default -> throw new AssertionError(explanation.how());
        };
    }

    /** A line of establishments is where it is said to be, and says what it is said to say. */
    private void checkSource(String how, Explanation.Line line) {
        if (line.file() == null || !line.file().startsWith("activite_es_")) {
            return;
        }
        List<String> header = List.of(text(line.file()).get(0).split(";", -1));
        List<String> cells =
                List.of(text(line.file()).get(line.line().intValue() - 1).split(";", -1));
        boolean weekly = header.contains("semaine");
        assertThat(
                        weekly
                                ? cells.get(header.indexOf("finess_et"))
                                : "FINESS " + cells.get(header.indexOf("identifiant")))
                .isEqualTo(line.subject());
        assertThat(cells.get(header.indexOf(weekly ? "semaine" : "mois"))).isEqualTo(line.period());
        int measure = header.indexOf(how.replaceFirst("^(?:sum|largest) of (\\w+?)(?:_distinct)? .*", "$1"));
        if (measure >= 0) {
            assertThat(cells.get(measure)).isEqualTo(line.value().toPlainString());
        }
    }

    private List<String> text(String file) {
        return files.computeIfAbsent(file, name -> {
            try {
                return Files.readAllLines(site.site().home().resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Map<String, BigDecimal> operands(Explanation explanation, Function<Operand, BigDecimal> recomputed) {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (Operand each : explanation.operands()) {
            BigDecimal value = recomputed.apply(each);
            assertThat(value == null ? null : value.doubleValue())
                    .as("%s of %s", each, explanation.cell())
                    .isEqualTo(each.value() == null ? null : ((BigDecimal) each.value()).doubleValue());
            // The cells of a total are all of one column.
            values.put(explanation.kind() == Explanation.Kind.TOTAL ? each.cell() : each.column(), value);
        }
        return values;
    }

    /** The formulas that are declared today, without the server. */
    private static BigDecimal derived(String formula, Map<String, BigDecimal> operands) {
        Matcher difference = DIFFERENCE.matcher(formula);
        if (difference.matches()) {
            BigDecimal from = operands.get(difference.group(1));
            BigDecimal less = operands.get(difference.group(2));
            return from == null || less == null ? null : from.subtract(less);
        }
        Matcher either = EITHER.matcher(formula);
        if (either.matches()) {
            BigDecimal count = operands.get(either.group(1));
            return count != null ? count : derived(either.group(2), operands);
        }
        Matcher share = SHARE.matcher(formula);
        assertThat(share.matches()).as(formula).isTrue();
        BigDecimal part = operands.get(share.group(1));
        BigDecimal base = operands.get(share.group(2));
        // Twenty decimals, as the server gives.
        return part == null || base == null || base.signum() == 0 ? null : part.divide(base, 20, RoundingMode.HALF_UP);
    }
}
