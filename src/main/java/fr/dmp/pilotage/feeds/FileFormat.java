package fr.dmp.pilotage.feeds;

/** How a file packs its rows; told by its bytes, whatever it is named. */
public enum FileFormat {
    /** Text as it is. */
    TEXT,
    /** Text in a gzip file. */
    GZIP,
    /** Text as the one file of a zip archive. */
    ZIP,
    /** A sheet of an Excel workbook of 2007 or later. */
    XLSX
}
