package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Visuals;
import java.util.List;
import org.apache.poi.ss.usermodel.ColorScaleFormatting;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.ConditionalFormattingThreshold;
import org.apache.poi.ss.usermodel.ConditionalFormattingThreshold.RangeType;
import org.apache.poi.ss.usermodel.DataBarFormatting;
import org.apache.poi.ss.usermodel.IconMultiStateFormatting.IconSet;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFSheetConditionalFormatting;

/** What helps the eye in a table and says nothing by itself: bands, bars and arrows beside figures, a scale of blue. */
final class Shading {

    /** Below any change of a figure that is shown, be it a tenth of a per cent. */
    private static final double LEAST_RISE = 0.000_001;

    private final XSSFSheet sheet;
    private final SheetContent content;
    private final XSSFSheetConditionalFormatting formatting;
    private final int lastRow;

    Shading(XSSFSheet sheet, SheetContent content) {
        this.sheet = sheet;
        this.content = content;
        this.formatting = sheet.getSheetConditionalFormatting();
        this.lastRow = Math.max(1, content.rows().size());
    }

    void apply() {
        Visuals visuals = content.sheet().visuals();
        List<String> heat = visuals.heat();
        if (!heat.isEmpty()) {
            heat(area(content.sheet().indexOf(heat.get(0)), content.sheet().indexOf(heat.get(heat.size() - 1))));
        }
        visuals.bars().forEach(column -> bars(area(column)));
        visuals.icons().forEach(column -> icons(area(column)));
        band(area(0, content.sheet().columns().size() - 1));
    }

    private CellRangeAddress area(String column) {
        int index = content.sheet().indexOf(column);
        return area(index, index);
    }

    private CellRangeAddress area(int firstColumn, int lastColumn) {
        return new CellRangeAddress(1, lastRow, firstColumn, lastColumn);
    }

    private void heat(CellRangeAddress area) {
        ConditionalFormattingRule rule = formatting.createConditionalFormattingColorScaleRule();
        ColorScaleFormatting scale = rule.getColorScaleFormatting();
        scale.setNumControlPoints(2);
        scale.getThresholds()[0].setRangeType(RangeType.MIN);
        scale.getThresholds()[1].setRangeType(RangeType.MAX);
        scale.setColors(new XSSFColor[] {new XSSFColor(Theme.WHITE), new XSSFColor(Theme.SHADE)});
        formatting.addConditionalFormatting(new CellRangeAddress[] {area}, rule);
    }

    private void bars(CellRangeAddress area) {
        ConditionalFormattingRule rule = formatting.createConditionalFormattingRule(new XSSFColor(Theme.BAR));
        DataBarFormatting bar = rule.getDataBarFormatting();
        bar.setWidthMin(0); // else a zero has a bar too
        bar.getMinThreshold().setRangeType(RangeType.NUMBER);
        bar.getMinThreshold().setValue(0d);
        bar.getMaxThreshold().setRangeType(RangeType.MAX);
        formatting.addConditionalFormatting(new CellRangeAddress[] {area}, rule);
    }

    /** Arrows that point down, sideways and up: their direction says it, and grey ones say no more than that. */
    private void icons(CellRangeAddress area) {
        ConditionalFormattingRule rule = formatting.createConditionalFormattingRule(IconSet.GREY_3_ARROWS);
        ConditionalFormattingThreshold[] from = rule.getMultiStateFormatting().getThresholds();
        from[1].setRangeType(RangeType.NUMBER);
        from[1].setValue(0d);
        from[2].setRangeType(RangeType.NUMBER);
        from[2].setValue(LEAST_RISE);
        formatting.addConditionalFormatting(new CellRangeAddress[] {area}, rule);
    }

    private void band(CellRangeAddress area) {
        ConditionalFormattingRule rule = formatting.createConditionalFormattingRule("MOD(ROW(),2)=1");
        PatternFormatting fill = rule.createPatternFormatting();
        fill.setFillBackgroundColor(new XSSFColor(Theme.BAND));
        fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
        formatting.addConditionalFormatting(new CellRangeAddress[] {area}, rule);
        // A département such as "01" is text on purpose: no green corners.
        sheet.addIgnoredErrors(area, IgnoredErrorType.NUMBER_STORED_AS_TEXT);
    }
}
