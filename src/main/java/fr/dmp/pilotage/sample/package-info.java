/**
 * The published figures that come with the software, for the demonstration.
 *
 * <p>May use: catalog, feeds.
 */
@NullMarked
package fr.dmp.pilotage.sample;

import org.jspecify.annotations.NullMarked;
