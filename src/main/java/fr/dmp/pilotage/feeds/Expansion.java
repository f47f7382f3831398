package fr.dmp.pilotage.feeds;

/**
 * The text that a packed file was expanded to. It can be made again from the file at any time, and must then have the same
 * bytes.
 *
 * @param format of the file; never {@link FileFormat#TEXT}
 * @param sha256 of the text's bytes
 */
public record Expansion(FileFormat format, String sha256) {}
