/**
 * Audits a load before anyone sees it: checks and reconciliation declared as SQL files, then a verdict.
 *
 * <p>May use: catalog, findings, warehouse.
 */
@NullMarked
package fr.dmp.pilotage.quality;

import org.jspecify.annotations.NullMarked;
