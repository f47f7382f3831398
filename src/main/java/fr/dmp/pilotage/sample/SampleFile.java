package fr.dmp.pilotage.sample;

import java.nio.file.Path;

/**
 * A file that the generator wrote.
 *
 * @param rows below the header
 * @param bytes its size
 */
public record SampleFile(Path path, long rows, long bytes) {}
