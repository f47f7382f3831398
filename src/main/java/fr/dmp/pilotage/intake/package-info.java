/**
 * Brings files in: fetches them from the declared sources into the inbox, surveys and archives them in one pass over their
 * bytes, and knows each content once.
 *
 * <p>May use: catalog, findings, feeds.
 */
@NullMarked
package fr.dmp.pilotage.intake;

import org.jspecify.annotations.NullMarked;
