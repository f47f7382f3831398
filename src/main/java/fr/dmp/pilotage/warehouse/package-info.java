/**
 * The ledger of loads and the facts: COPY, publish, retire. Rows go straight into the final table under a load that
 * nobody sees until it is published.
 *
 * <p>May use: catalog, findings, feeds, database.
 */
@NullMarked
package fr.dmp.pilotage.warehouse;

import org.jspecify.annotations.NullMarked;
