package fr.dmp.pilotage.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.formula.SheetNameFormatter;
import org.jspecify.annotations.Nullable;

/** All parts of a workbook, and how they refer to each other. */
final class WorkbookParts {

    private static final String DRAWING = "application/vnd.openxmlformats-officedocument.drawing";

    private final List<WorkbookSheet> sheets;
    private final @Nullable SharedTexts shared;
    private final List<Part> parts = new ArrayList<>();
    private final Relationships workbook = new Relationships();
    private int tables;
    private int drawings;
    private int charts;

    private WorkbookParts(List<WorkbookSheet> sheets, @Nullable SharedTexts shared) {
        this.sheets = sheets;
        this.shared = shared;
    }

    /**
     * Collects them; rows are written with their part, one sheet after the other.
     *
     * @param shared keeps the texts of cells, null if they hold them themselves
     */
    static List<Part> of(WorkbookProperties properties, List<WorkbookSheet> sheets, @Nullable SharedTexts shared) {
        return new WorkbookParts(sheets, shared).all(properties);
    }

    private List<Part> all(WorkbookProperties properties) {
        Relationships root = new Relationships();
        root.add(Relationships.OFFICE + "officeDocument", "xl/workbook.xml");
        root.add(Relationships.OFFICE + "extended-properties", "docProps/app.xml");
        root.add(
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml");
        parts.add(root.part("", ""));
        parts.add(WorkbookProperties.extended());
        parts.add(properties.core());
        parts.add(Part.of("xl/workbook.xml", Part.spreadsheet("sheet.main"), workbook()));
        workbook.add(Relationships.OFFICE + "styles", "styles.xml");
        parts.add(new Part("xl/styles.xml", Part.spreadsheet("styles"), Theme::write));
        for (int i = 0; i < sheets.size(); i++) {
            add(sheets.get(i), i + 1);
        }
        if (shared != null) {
            // After the sheets, which fill it.
            workbook.add(Relationships.OFFICE + "sharedStrings", "sharedStrings.xml");
            parts.add(new Part("xl/sharedStrings.xml", Part.spreadsheet("sharedStrings"), shared::write));
        }
        parts.add(workbook.part("xl/", "workbook.xml"));
        return parts;
    }

    /** ECMA-376, part 1, 18.2.27; each header is printed on every page. */
    private String workbook() {
        StringBuilder named = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < sheets.size(); i++) {
            String name = sheets.get(i).name();
            String id = workbook.add(Relationships.OFFICE + "worksheet", "worksheets/sheet" + (i + 1) + ".xml");
            names.append("<sheet name=\"%s\" sheetId=\"%s\" r:id=\"%s\"/>".formatted(XmlText.escaped(name), i + 1, id));
            if (sheets.get(i).table() != null) {
                named.append("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%s\">%s!$1:$1</definedName>"
                        .formatted(i, XmlText.escaped(SheetNameFormatter.format(name))));
            }
        }
        return """
                <workbook xmlns="%s" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
                <workbookPr/><bookViews><workbookView activeTab="0"/></bookViews><sheets>%s</sheets>\
                <definedNames>%s</definedNames></workbook>""".formatted(SheetPart.NAMESPACE, names, named);
    }

    private void add(WorkbookSheet sheet, int number) {
        Relationships relationships = new Relationships();
        String name = "sheet" + number + ".xml";
        SheetPart written = new SheetPart(
                sheet, number == 1, shared, table(sheet.table(), relationships), drawing(sheet, relationships));
        parts.add(new Part("xl/worksheets/" + name, Part.spreadsheet("worksheet"), written::write));
        if (!relationships.isEmpty()) {
            parts.add(relationships.part("xl/worksheets/", name));
        }
    }

    private @Nullable String table(@Nullable ExcelTable table, Relationships sheet) {
        if (table == null) {
            return null;
        }
        String name = "tables/table" + ++tables + ".xml";
        parts.add(Part.of("xl/" + name, Part.spreadsheet("table"), table.xml(tables)));
        return sheet.add(Relationships.OFFICE + "table", "../" + name);
    }

    private @Nullable String drawing(WorkbookSheet sheet, Relationships relationships) {
        if (sheet.charts().isEmpty()) {
            return null;
        }
        Relationships drawn = new Relationships();
        StringBuilder frames = new StringBuilder();
        for (ChartFrame frame : sheet.charts()) {
            String name = "charts/chart" + ++charts + ".xml";
            parts.add(Part.of(
                    "xl/" + name, DRAWING + "ml.chart+xml", frame.chart().xml()));
            frames.append(frame.xml(drawn.add(Relationships.OFFICE + "chart", "../" + name), charts + 1));
        }
        String name = "drawing" + ++drawings + ".xml";
        parts.add(Part.of("xl/drawings/" + name, DRAWING + "+xml", ChartFrame.drawing(frames)));
        parts.add(drawn.part("xl/drawings/", name));
        return relationships.add(Relationships.OFFICE + "drawing", "../drawings/" + name);
    }
}
