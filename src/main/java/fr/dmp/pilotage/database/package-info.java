/**
 * The one DataSource: a real PostgreSQL that comes with the software and is shared by every JVM of a home, or the server
 * of {@code spring.datasource.url}. Flyway owns every table.
 *
 * <p>May use: catalog (where the home and the site's definitions are).
 */
@NullMarked
package fr.dmp.pilotage.database;

import org.jspecify.annotations.NullMarked;
