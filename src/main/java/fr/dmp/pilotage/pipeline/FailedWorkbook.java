package fr.dmp.pilotage.pipeline;

/**
 * A workbook that could not be written; whatever edition stood before still stands.
 *
 * @param region whom it would cover
 * @param cause why, in one line
 */
public record FailedWorkbook(String report, String period, String region, String cause) {}
