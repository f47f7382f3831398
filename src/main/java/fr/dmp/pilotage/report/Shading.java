package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.Visuals;
import java.util.List;

/**
 * What helps the eye in a table and says nothing by itself: bands, bars and arrows beside figures, a scale of blue, as
 * conditional formats (ECMA-376, part 1, 18.3.1.18).
 */
final class Shading {

    private static final String HEAT = """
            type="colorScale" priority="%s"><colorScale><cfvo type="min"/><cfvo type="max"/>\
            <color rgb="FF%s"/><color rgb="FF%s"/></colorScale>""";

    /** From zero up and without a least length, else a zero has a bar too. */
    private static final String BARS = """
            type="dataBar" priority="%s"><dataBar minLength="0"><cfvo type="num" val="0"/><cfvo type="max"/>\
            <color rgb="FF%s"/></dataBar>""";

    /**
     * Arrows that point down, sideways and up: their direction says it, and grey ones say no more than that. The last
     * bound is below any change of a figure that is shown, be it a tenth of a per cent.
     */
    private static final String ICONS = """
            type="iconSet" priority="%s"><iconSet iconSet="3ArrowsGray"><cfvo type="percent" val="0"/>\
            <cfvo type="num" val="0"/><cfvo type="num" val="0.000001"/></iconSet>""";

    private static final String BAND = """
            type="expression" dxfId="%2$s" priority="%1$s"><formula>MOD(ROW(),2)=1</formula>""";

    private final SheetDefinition sheet;
    private final ExcelTable table;
    private final StringBuilder xml = new StringBuilder();
    private int priority;

    private Shading(SheetDefinition sheet, ExcelTable table) {
        this.sheet = sheet;
        this.table = table;
    }

    static String of(SheetDefinition sheet, ExcelTable table) {
        return new Shading(sheet, table).xml();
    }

    private String xml() {
        Visuals visuals = sheet.visuals();
        List<String> heat = visuals.heat();
        if (!heat.isEmpty()) {
            String area = table.body(sheet.indexOf(heat.get(0)), sheet.indexOf(heat.get(heat.size() - 1)));
            add(area, HEAT.formatted(++priority, Theme.hex(Theme.WHITE), Theme.hex(Theme.SHADE)));
        }
        visuals.bars().forEach(column -> add(area(column), BARS.formatted(++priority, Theme.hex(Theme.BAR))));
        visuals.icons().forEach(column -> add(area(column), ICONS.formatted(++priority)));
        add(table.body(), BAND.formatted(++priority, Theme.BANDS));
        return xml.toString();
    }

    private String area(String column) {
        int index = sheet.indexOf(column);
        return table.body(index, index);
    }

    private void add(String area, String rule) {
        xml.append("<conditionalFormatting sqref=\"%s\"><cfRule %s</cfRule></conditionalFormatting>"
                .formatted(area, rule));
    }
}
