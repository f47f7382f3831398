/**
 * What operations do: files in, loads audited and published, workbooks out, as restartable Spring Batch jobs. {@link
 * fr.dmp.pilotage.pipeline.Operations} is the one entry that every door uses.
 *
 * <p>May use: catalog, findings, feeds, intake, database, warehouse, quality, report, delivery.
 */
@NullMarked
package fr.dmp.pilotage.pipeline;

import org.jspecify.annotations.NullMarked;
