package fr.dmp.pilotage.feeds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook part by part from what {@code spec/formats.yaml} says of it, so that it can hold what no library writes:
 * hidden rows, formulas without a value, entities, bombs.
 */
final class WorkbookFile {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /** 0 general, 1 a built-in date, 2 a date of the sender's own, 3 text, 4 with an apostrophe in front. */
    private static final String STYLES = "<styleSheet xmlns='" + MAIN + "'><numFmts count='1'>"
            + "<numFmt numFmtId='164' formatCode='dd\\/mm\\/yyyy;@'/></numFmts>"
            + "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='49'/>"
            + "<xf numFmtId='49' quotePrefix='1'/></cellXfs></styleSheet>";

    private final Map<String, Object> spec;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final List<String> texts = new ArrayList<>();

    private WorkbookFile(Map<String, Object> spec) {
        this.spec = spec;
    }

    /** The bytes of a workbook: {@code spec} is the rows of its one sheet, or a mapping. */
    static byte[] bytes(Object spec) throws IOException {
        return new WorkbookFile(spec instanceof List<?> rows ? Map.of("rows", rows) : map(spec)).bytes();
    }

    @SuppressWarnings("unchecked") // the table is ours: keys are texts
    private static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private byte[] bytes() throws IOException {
        List<?> sheets = (List<?>) spec.getOrDefault("sheets", List.of(spec));
        StringBuilder list = new StringBuilder();
        StringBuilder relations = new StringBuilder();
        for (int i = 1; i <= sheets.size(); i++) {
            Map<String, Object> sheet = map(sheets.get(i - 1));
            Object state = sheet.get("state");
            list.append("<sheet name='" + sheet.getOrDefault("name", "Feuil" + i) + "' sheetId='" + i + "' r:id='s" + i
                    + "'" + (state == null ? "" : " state='" + state + "'") + "/>");
            relations.append(relation("s" + i, "worksheet", "worksheets/sheet" + i + ".xml"));
            parts.put("xl/worksheets/sheet" + i + ".xml", sheet(sheet));
        }
        relations.append(relation("t", "sharedStrings", "/xl/sharedStrings.xml"));
        relations.append(relation("y", "styles", "styles.xml"));
        String since = spec.containsKey("since1904") ? "<workbookPr date1904='1'/>" : "";
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns='" + MAIN + "' xmlns:r='" + OFFICE + "'>" + since + "<sheets>" + list
                        + "</sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels", relations(relations.toString()));
        parts.put("xl/styles.xml", STYLES);
        parts.put("xl/sharedStrings.xml", "<sst xmlns='" + MAIN + "'>" + String.join("", texts) + "</sst>");
        parts.put("_rels/.rels", relations(relation("w", "officeDocument", "xl/workbook.xml")));
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns='" + PACKAGE + "/content-types'><Default Extension='xml' ContentType='application/xml'/>"
                        + "<Override PartName='/xl/workbook.xml' ContentType='" + spec.getOrDefault("type", TYPE)
                        + "'/></Types>");
        map(spec.getOrDefault("parts", Map.of())).forEach((name, content) -> parts.put(name, part(content)));
        return zipped();
    }

    /** A part of the table, with a stretch that is repeated. */
    private static String part(Object content) {
        String text = content.toString();
        int from = text.indexOf("<<");
        int to = text.indexOf(">>");
        if (from < 0) {
            return text;
        }
        int times = text.lastIndexOf("**", to);
        String repeated = text.substring(from + 2, times).repeat(Integer.parseInt(text.substring(times + 2, to)));
        return text.substring(0, from) + repeated + text.substring(to + 2);
    }

    private static String relations(String relations) {
        return "<Relationships xmlns='" + PACKAGE + "/relationships'>" + relations + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id='" + id + "' Type='" + OFFICE + "/" + type + "' Target='" + target + "'/>";
    }

    private String sheet(Map<String, Object> sheet) {
        StringBuilder xml = new StringBuilder("<worksheet xmlns='" + MAIN + "'>");
        if (sheet.get("hidden-column") instanceof Integer column) {
            xml.append("<cols><col min='" + column + "' max='" + column + "' hidden='1'/></cols>");
        }
        xml.append("<sheetData>");
        int number = 0;
        for (Object row : (List<?>) sheet.get("rows")) {
            number++;
            if (row instanceof Map<?, ?>) {
                Map<String, Object> special = map(row);
                number = (int) special.getOrDefault("r", number);
                String attributes = special.getOrDefault("attributes", "").toString();
                row(xml, number, attributes, (List<?>) special.get("cells"));
            } else if (row != null) {
                row(xml, number, "", (List<?>) row);
            }
        }
        return xml.append("</sheetData></worksheet>").toString();
    }

    private void row(StringBuilder xml, int number, String attributes, List<?> cells) {
        xml.append("<row r='" + number + "' " + attributes + ">");
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) != null) {
                String place = (i < 26 ? "" : (char) ('A' + i / 26 - 1)) + "" + (char) ('A' + i % 26) + number;
                xml.append(cell(place, cells.get(i)));
            }
        }
        xml.append("</row>");
    }

    private String cell(String place, Object cell) {
        if (!(cell instanceof Map<?, ?>)) {
            return cell instanceof String text
                    ? "<c r='" + place + "' t='s'><v>" + shared("<t>" + CsvSpecTests.xml(text) + "</t>") + "</v></c>"
                    : "<c r='" + place + "'><v>" + cell + "</v></c>";
        }
        Map<String, Object> special = map(cell);
        String formula = special.containsKey("f") ? "<f>" + special.get("f") + "</f>" : "";
        String style = special.containsKey("s") ? " s='" + special.get("s") + "'" : "";
        String start = "<c r='" + place + "'" + style;
        if (special.get("xml") instanceof String si) {
            return start + " t='s'><v>" + shared(si) + "</v></c>";
        }
        if (special.get("is") instanceof String inline) {
            return start + " t='inlineStr'><is>" + inline + "</is></c>";
        }
        String type = special.containsKey("t") ? " t='" + special.get("t") + "'" : "";
        String value = special.containsKey("v") ? "<v>" + special.get("v") + "</v>" : "";
        return start + type + ">" + formula + value + "</c>";
    }

    private int shared(String si) {
        texts.add("<si>" + si + "</si>");
        return texts.size() - 1;
    }

    private byte[] zipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
