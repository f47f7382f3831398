package fr.dmp.pilotage.catalog;

import java.util.Collection;

/** Someone asked for a feed, report, job or period that does not exist: a mistake of usage, not a failure. */
public final class UnknownName extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param kind what was asked for, such as "feed" */
    public UnknownName(String kind, String asked, Collection<String> known) {
        super("no " + kind + " \"" + asked + "\"; "
                + (known.isEmpty() ? "there is none at all" : "expected one of " + String.join(", ", known)));
    }
}
