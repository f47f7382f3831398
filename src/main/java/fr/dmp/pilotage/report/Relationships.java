package fr.dmp.pilotage.report;

/** What a part of a workbook refers to, under the ids that it names them by (ECMA-376, part 2, 9.3). */
final class Relationships {

    /** Of most kinds. */
    static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

    private final StringBuilder xml = new StringBuilder();
    private int count;

    /** Returns the id. */
    String add(String kind, String target) {
        String id = "rId" + ++count;
        xml.append("<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>".formatted(id, kind, target));
        return id;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** @param folder of the part that refers to them, empty or with a slash at its end */
    Part part(String folder, String name) {
        return Part.of(
                folder + "_rels/" + name + ".rels",
                null,
                "<Relationships xmlns=\"" + PACKAGE + "\">" + xml + "</Relationships>");
    }
}
