package fr.dmp.pilotage.quality;

/**
 * What a load has in common with what other senders have in force for its period: it would count twice.
 *
 * @param lines how many times a line of it stands in a load of theirs
 * @param first the first of them, in words
 * @param told whether all of them were known before
 */
public record SharedKeys(long lines, String first, boolean told) {

    /** All of them in one line. */
    public String inWords() {
        return first + (lines > 1 ? " (" + (lines - 1) + " more like this)" : "");
    }
}
