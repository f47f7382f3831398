/**
 * The one DataSource: a real PostgreSQL that comes with the software and is shared by every JVM of a home, or the server
 * of {@code spring.datasource.url}. Flyway owns every table.
 *
 * <p>May use: catalog (where the home is).
 */
@NullMarked
package fr.dmp.pilotage.database;

import org.jspecify.annotations.NullMarked;
