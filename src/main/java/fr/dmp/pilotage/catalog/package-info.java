/**
 * What is declared: the typed, checked form of {@code jobs/} and {@code sql/}, the business calendar ({@link
 * fr.dmp.pilotage.catalog.Period}) and the nomenclatures shipped with the product.
 *
 * <p>Uses no other package; every other package may use it.
 */
@NullMarked
package fr.dmp.pilotage.catalog;

import org.jspecify.annotations.NullMarked;
