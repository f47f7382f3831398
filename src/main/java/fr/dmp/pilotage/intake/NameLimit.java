package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.intake.SourceFailed.Reach;

/**
 * How many names a folder may hold, so that no listing fills the memory.
 *
 * @param names as declared
 */
record NameLimit(int names) {

    void check(String folder, int seen) throws SourceFailed {
        if (seen > names) {
            throw SourceFailed.lasting(
                    Reach.SOURCE,
                    "more than " + names + " names in " + folder
                            + " (limits.names); nothing is fetched from there until"
                            + " its owner tidies up or the limit is raised",
                    null);
        }
    }
}
