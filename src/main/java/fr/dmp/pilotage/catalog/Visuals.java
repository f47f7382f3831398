package fr.dmp.pilotage.catalog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What helps the eye in the table of a sheet, and says nothing that its cells do not say.
 *
 * @param heat columns shaded together by their figures
 * @param bars columns that each show their figures as bars too
 * @param icons columns whose changes show as arrows too
 * @param keyFigures columns whose figures stand out, in rows that are higher for it
 * @param unit column with the unit of each row, which says how cells of the format figure are shown: in {@link #PERCENT}
 *     as rates; null if there are none
 */
public record Visuals(
        List<String> heat,
        List<String> bars,
        List<String> icons,
        List<String> keyFigures,
        @Nullable String unit) {

    /** A table of plain cells. */
    public static final Visuals NONE = new Visuals(List.of(), List.of(), List.of(), List.of(), null);

    /** The unit of a row of rates. */
    public static final String PERCENT = "%";

    static Visuals read(YamlMap yaml) {
        return new Visuals(
                yaml.texts("heat"),
                yaml.texts("bars"),
                yaml.texts("icons"),
                yaml.texts("key-figures"),
                yaml.optionalText("unit"));
    }

    /** The same in a workbook that leaves some columns out. */
    Visuals without(Set<String> columns) {
        return new Visuals(
                kept(heat, columns), kept(bars, columns), kept(icons, columns), kept(keyFigures, columns), unit);
    }

    private static List<String> kept(List<String> all, Set<String> absent) {
        return all.stream().filter(each -> !absent.contains(each)).toList();
    }

    void check(YamlMap yaml, SheetDefinition sheet) {
        sheet.expectShown(yaml, "heat", heat);
        sheet.expectShown(yaml, "bars", bars);
        sheet.expectShown(yaml, "icons", icons);
        sheet.expectShown(yaml, "key-figures", keyFigures);
        if (unit != null) {
            sheet.expectShown(yaml, "unit", List.of(unit));
        }
        boolean figures = sheet.columns().stream().anyMatch(each -> each.format() == SheetDefinition.Format.FIGURE);
        if (figures != (unit != null)) {
            yaml.problem(
                    "unit",
                    "expected the column with the unit of each row beside columns of the format figure, and only there");
        }
        sheet.columns().stream()
                .filter(column -> icons.contains(column.name()) && column.format() != SheetDefinition.Format.CHANGE)
                .forEach(column -> yaml.problem(
                        "icons", "expected columns of the format change, found \"" + column.name() + "\""));
    }
}
