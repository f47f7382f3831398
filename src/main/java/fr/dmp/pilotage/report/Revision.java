package fr.dmp.pilotage.report;

import org.jspecify.annotations.Nullable;

/**
 * One thing that an edition says otherwise than the one that it replaces, as a reader sees it.
 *
 * @param row the row in words
 * @param key of the row
 * @param column label of the column
 * @param before a number, or a text
 * @param after a number, or a text
 * @param cause what made it so: files, or the declarations
 */
record Revision(
        String sheet,
        String row,
        String key,
        String column,
        @Nullable Object before,
        @Nullable Object after,
        String cause) {}
