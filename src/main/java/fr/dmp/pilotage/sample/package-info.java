/**
 * Files to try the software on: the published figures that come with it, and as many weeks and months of fictitious
 * structures as asked, whose creations add up to those figures.
 *
 * <p>May use: catalog, feeds.
 */
@NullMarked
package fr.dmp.pilotage.sample;

import org.jspecify.annotations.NullMarked;
