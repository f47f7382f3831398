package fr.dmp.pilotage.feeds;

import java.util.BitSet;
import org.xml.sax.SAXException;

/** Hears the rows of a sheet, each with its cells from left to right. */
interface SheetRows {

    /** Before the first row: which columns are hidden. */
    default void columns(BitSet hidden) {}

    /**
     * A row begins.
     *
     * @param number as the workbook counts it, from 1
     * @param hidden by hand or by a filter
     */
    void row(int number, boolean hidden) throws SAXException;

    /**
     * A cell that holds something.
     *
     * @param column from 0
     * @param marked its text, with the marks of {@link CellMark} in front
     */
    void cell(int column, String marked) throws SAXException;

    /** The row is over. */
    void endRow() throws SAXException;
}
