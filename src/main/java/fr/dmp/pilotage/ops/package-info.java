/**
 * The doors: the command line. Translates words into calls of {@link fr.dmp.pilotage.pipeline.Operations} and outcomes into
 * text, JSON and exit codes; decides nothing.
 *
 * <p>May use: catalog, findings, pipeline, schedule, sample.
 */
@NullMarked
package fr.dmp.pilotage.ops;

import org.jspecify.annotations.NullMarked;
