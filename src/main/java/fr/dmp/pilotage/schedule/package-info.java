/**
 * Fires operations at declared times, by Quartz, on as many nodes as serve the same database. What is declared in {@code jobs/}
 * is brought into the job store when a node starts, and held against it by {@code check}. Knows of no step and no file: what
 * a job does is {@code pipeline}'s business. Neighbours: {@code catalog} above, {@code ops} below.
 */
@NullMarked
package fr.dmp.pilotage.schedule;

import org.jspecify.annotations.NullMarked;
