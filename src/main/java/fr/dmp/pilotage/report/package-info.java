/**
 * Workbooks and their editions: declared sheets, SQL for their rows, the same bytes from the same data; and where
 * each cell comes from.
 *
 * <p>May use: catalog, findings, warehouse.
 */
@NullMarked
package fr.dmp.pilotage.report;

import org.jspecify.annotations.NullMarked;
