/**
 * One shape for "this is wrong, here": bad data is a value, never an exception.
 *
 * <p>May use: catalog.
 */
@NullMarked
package fr.dmp.pilotage.findings;

import org.jspecify.annotations.NullMarked;
