package fr.dmp.pilotage.report;

import java.util.List;
import org.apache.poi.ss.usermodel.ColorScaleFormatting;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.ConditionalFormattingThreshold.RangeType;
import org.apache.poi.ss.usermodel.DataBarFormatting;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFSheetConditionalFormatting;

/** What helps the eye in a table and says nothing by itself: bands, bars behind figures, a scale from white to blue. */
final class Shading {

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
        List<String> heat = content.sheet().heat();
        if (!heat.isEmpty()) {
            heat(area(content.sheet().indexOf(heat.get(0)), content.sheet().indexOf(heat.get(heat.size() - 1))));
        }
        for (String column : content.sheet().bars()) {
            int index = content.sheet().indexOf(column);
            bars(area(index, index));
        }
        band(area(0, content.sheet().columns().size() - 1));
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
