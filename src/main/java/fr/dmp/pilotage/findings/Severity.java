package fr.dmp.pilotage.findings;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** Good to know; expected and explained. */
    INFO,
    /** To be looked at; the data is taken as it is. */
    WARNING,
    /** The row is rejected, the file refused, or the load held. */
    ERROR;

    /** The form kept in the database and shown: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
