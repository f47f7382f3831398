package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * What a workbook's package says: which parts there are, and which sheets, in their order. Read with a streaming parser
 * throughout: POI's own package reader makes trees of the content types and relations before any limit could hold.
 *
 * @param since1904 whether its days are counted from 1904, as on old Macs
 * @param texts part with the texts that cells name by number, or null if there is none
 * @param styles part with the formats of numbers, or null if there is none
 */
record Workbook(
        List<Sheet> sheets,
        boolean since1904,
        @Nullable String texts,
        @Nullable String styles) {

    private static final String TYPES = "[Content_Types].xml";

    /** One worksheet. */
    record Sheet(String name, boolean hidden, String part) {}

    private record Relation(String type, String part) {

        boolean leadsTo(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    /**
     * Whether an archive is a workbook, or at least a document of Office.
     *
     * @throws RefusedContent if it is a document of another kind
     */
    static boolean isIn(ZipArchive zip) {
        if (zip.entry("mimetype") != null && zip.entry("content.xml") != null) {
            throw new RefusedContent(FileFault.FOREIGN_FORMAT.ofFile("", ".ods"));
        }
        return zip.entry(TYPES) != null;
    }

    static Workbook read(ZipArchive zip) throws IOException {
        String part = relations(zip, "").values().stream()
                .filter(each -> each.leadsTo("officeDocument"))
                .map(Relation::part)
                .findFirst()
                .orElseThrow(() -> damaged("it names no workbook"));
        checkKind(zip, part);
        Map<String, Relation> relations = relations(zip, part);
        List<Sheet> sheets = new ArrayList<>();
        boolean[] since1904 = new boolean[1];
        parse(zip, part, new PartHandler() {
            @Override
            void open(String element, Attributes attributes) throws SAXException {
                if (element.equals("workbookPr")) {
                    since1904[0] = flag(attributes, "date1904");
                } else if (element.equals("sheet")) {
                    sheet(attributes, relations, sheets);
                }
            }
        });
        return new Workbook(sheets, since1904[0], partOf(relations, "sharedStrings"), partOf(relations, "styles"));
    }

    private static void sheet(Attributes attributes, Map<String, Relation> relations, List<Sheet> sheets)
            throws SAXException {
        String id = null;
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getLocalName(i).equals("id") && attributes.getURI(i).endsWith("/relationships")) {
                id = attributes.getValue(i);
            }
        }
        Relation relation = relations.get(id);
        if (relation == null) {
            throw new SAXException("a sheet without a part");
        }
        // Sheets of charts and dialogs have no cells.
        if (relation.leadsTo("worksheet")) {
            boolean hidden = !List.of("", "visible").contains(PartHandler.text(attributes, "state"));
            sheets.add(new Sheet(PartHandler.text(attributes, "name"), hidden, relation.part()));
        }
    }

    private static @Nullable String partOf(Map<String, Relation> relations, String kind) {
        return relations.values().stream()
                .filter(each -> each.leadsTo(kind))
                .map(Relation::part)
                .findFirst()
                .orElse(null);
    }

    /** Refuses what is no workbook, or one that could run something. */
    private static void checkKind(ZipArchive zip, String part) throws IOException {
        Map<String, String> types = new HashMap<>();
        parse(zip, TYPES, new PartHandler() {
            @Override
            void open(String element, Attributes attributes) {
                if (element.equals("Override") && text(attributes, "PartName").equalsIgnoreCase("/" + part)) {
                    types.put("own", text(attributes, "ContentType"));
                } else if (element.equals("Default") && part.endsWith("." + text(attributes, "Extension"))) {
                    types.put("usual", text(attributes, "ContentType"));
                }
            }
        });
        String type = types.getOrDefault("own", types.getOrDefault("usual", ""));
        boolean macros = zip.entries().stream().anyMatch(each -> each.getName().endsWith("vbaProject.bin"));
        if (type.contains("sheet.binary")) {
            throw new RefusedContent(FileFault.FOREIGN_FORMAT.ofFile("", ".xlsb"));
        } else if (type.contains("wordprocessingml") || type.contains("presentationml")) {
            throw new RefusedContent(
                    FileFault.FOREIGN_FORMAT.ofFile("", type.contains("wordprocessingml") ? ".docx" : ".pptx"));
        } else if (macros || type.contains("macroEnabled")) {
            throw new RefusedContent(FileFault.MACROS.ofFile("", ""));
        } else if (!type.contains("spreadsheetml")) {
            throw damaged("its workbook has another type");
        }
    }

    /** The relations of a part by their ids; the empty name stands for the package itself. */
    private static Map<String, Relation> relations(ZipArchive zip, String part) throws IOException {
        int folder = part.lastIndexOf('/') + 1;
        String rels = part.substring(0, folder) + "_rels/" + part.substring(folder) + ".rels";
        Map<String, Relation> relations = new HashMap<>();
        parse(zip, rels, new PartHandler() {
            @Override
            void open(String element, Attributes attributes) throws SAXException {
                if (element.equals("Relationship")
                        && !text(attributes, "TargetMode").equals("External")) {
                    String target = resolved(part, text(attributes, "Target"));
                    relations.put(text(attributes, "Id"), new Relation(text(attributes, "Type"), target));
                }
            }
        });
        return relations;
    }

    private static String resolved(String part, String target) throws SAXException {
        try {
            String path = URI.create("/" + part).resolve(target).normalize().getPath();
            return path == null || path.isEmpty() ? "" : path.substring(1);
        } catch (IllegalArgumentException e) {
            throw new SAXException("a target that is no path", e);
        }
    }

    /**
     * Goes over one part.
     *
     * @throws RefusedContent if it is missing, not well-formed, or declares a document type or entities
     */
    static void parse(ZipArchive zip, String part, PartHandler handler) throws IOException {
        ZipEntry entry = zip.entry(part);
        if (entry == null) {
            throw damaged("it lacks " + part);
        }
        try (InputStream in = new XmlInput(zip.read(entry))) {
            XMLReader reader = XMLHelper.newXMLReader();
            reader.setContentHandler(handler);
            reader.setErrorHandler(handler);
            reader.parse(new InputSource(in));
        } catch (PartHandler.Enough e) {
            // The handler has what it wanted.
        } catch (SAXParseException e) {
            // The parser's own words may quote the part: nothing of a file is told before it is known to be harmless.
            throw String.valueOf(e.getMessage()).contains("DOCTYPE")
                    ? new RefusedContent(FileFault.DOCUMENT_TYPE.ofFile("", part))
                    : damaged(part + " is no well-formed XML, line " + e.getLineNumber());
        } catch (SAXException e) {
            throw damaged(part + ": " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has an XML parser", e);
        }
    }

    static RefusedContent damaged(String how) {
        return new RefusedContent(FileFault.DAMAGED.ofFile("xlsx", how));
    }
}
