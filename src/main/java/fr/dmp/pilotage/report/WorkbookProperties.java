package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Period;

/** What a workbook says of itself to those who do not open it; its dates are those of the period. */
record WorkbookProperties(String title, String subject, String description, Period period) {

    private static final String MAKER = "Pilotage DMP";

    /** ECMA-376, part 2, 11. */
    Part core() {
        String xml = """
                <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
                xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
                <dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%s</dc:creator>\
                <cp:keywords>%s</cp:keywords><dc:description>%s</dc:description>\
                <dcterms:created xsi:type="dcterms:W3CDTF">%6$s</dcterms:created>\
                <dcterms:modified xsi:type="dcterms:W3CDTF">%6$s</dcterms:modified>\
                </cp:coreProperties>""".formatted(
                        XmlText.escaped(title),
                        XmlText.escaped(subject),
                        MAKER,
                        XmlText.escaped("DMP, pilotage, " + period.label()),
                        XmlText.escaped(description),
                        period.end() + "T00:00:00Z");
        return Part.of("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", xml);
    }

    /** ECMA-376, part 1, 22.2. */
    static Part extended() {
        return Part.of(
                "docProps/app.xml",
                "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                        + "<Application>" + MAKER + "</Application></Properties>");
    }
}
