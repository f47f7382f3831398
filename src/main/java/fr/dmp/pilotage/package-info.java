/** Pilotage DMP: activity files in, audited warehouse and Excel reports out. */
@NullMarked
package fr.dmp.pilotage;

import org.jspecify.annotations.NullMarked;
