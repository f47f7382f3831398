package fr.dmp.pilotage.delivery;

import java.time.Instant;

/**
 * What somebody is told.
 *
 * @param id the same whenever it is sent: who gets it twice, as the word that it was taken got lost, can tell
 * @param kind such as {@code failed}
 * @param title one line
 * @param body plain text
 */
public record Message(String id, String kind, String title, String body, Instant raised) {}
