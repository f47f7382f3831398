/**
 * One file becomes pages of rows that honour their feed's contract, plus findings. Knows bytes, dialects and cells; knows
 * nothing of the database.
 *
 * <p>May use: catalog, findings.
 */
@NullMarked
package fr.dmp.pilotage.feeds;

import org.jspecify.annotations.NullMarked;
