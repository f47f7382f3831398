package fr.dmp.pilotage.feeds;

/** What the contract says of the cells of one column: writes an accepted value, or notes the fault. */
interface CellRule {

    /**
     * Takes one cell.
     *
     * @param text holds the cell, trimmed, at least one character long
     * @param from where it starts
     * @param length its length
     */
    void accept(char[] text, int from, int length, RowSink row);
}
