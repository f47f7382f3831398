package fr.dmp.pilotage.feeds;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Hears the elements of one part of a workbook: those in the namespace of its root; extensions have others. */
abstract class PartHandler extends DefaultHandler {

    /** Excel nests a dozen deep; a parser remembers every element that is open. */
    private static final int DEEPEST = 100;

    private int depth;
    private @Nullable String namespace;
    private @Nullable PartTexts others;

    /** Ends the parsing of a part of which enough is known. */
    @SuppressWarnings("serial") // thrown and caught within one call
    static final class Enough extends SAXException {}

    /** Hands on whatever is not taken here, that of extensions too. */
    final void leaveTo(PartTexts texts) {
        others = texts;
    }

    abstract void open(String element, Attributes attributes) throws SAXException;

    void close(String element) throws SAXException {}

    /** Takes text, or says that it is none that is read. */
    boolean takes(char[] characters, int from, int length) {
        return false;
    }

    @Override
    public final void characters(char[] characters, int from, int length) {
        if (!takes(characters, from, length) && others != null) {
            others.characters(characters, from, length);
        }
    }

    @Override
    public final void startElement(String uri, String element, String qualified, Attributes attributes)
            throws SAXException {
        if (namespace == null) {
            namespace = uri;
        }
        if (++depth > DEEPEST) {
            throw new SAXException("elements within elements, more than " + DEEPEST + " deep");
        }
        if (others != null) {
            others.open(element, attributes);
        }
        if (uri.equals(namespace)) {
            open(element, attributes);
        }
    }

    @Override
    public final void endElement(String uri, String element, String qualified) throws SAXException {
        depth--;
        if (others != null) {
            others.close();
        }
        if (uri.equals(namespace)) {
            close(element);
        }
    }

    static boolean flag(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return "1".equals(value) || "true".equals(value);
    }

    static String text(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return value == null ? "" : value;
    }

    /** A whole number that an attribute holds, or {@code otherwise} if it is absent. */
    static int number(Attributes attributes, String name, int otherwise) throws SAXException {
        String value = attributes.getValue(name);
        return value == null ? otherwise : number(value);
    }

    static int number(String written) throws SAXException {
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw new SAXException("expected a whole number", e);
        }
    }
}
