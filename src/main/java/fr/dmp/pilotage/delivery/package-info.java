/**
 * Something finished to somebody: today an alert, by e-mail or to an address of the web. Says whether it was taken, and never
 * decides whether it is to be sent. Neighbours: {@code catalog} says where to, {@code pipeline} what.
 */
@NullMarked
package fr.dmp.pilotage.delivery;

import org.jspecify.annotations.NullMarked;
