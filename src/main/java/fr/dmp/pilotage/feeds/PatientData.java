package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.Finding;
import java.util.List;

/**
 * What of a file is, or may be, about patients. Places are told, values never.
 *
 * @param refusing what no file may hold: it goes to the quarantine, and nothing else is told of it
 * @param holding what an operator has to look at before the load is published
 */
public record PatientData(List<Finding> refusing, List<Finding> holding) {

    public PatientData {
        refusing = List.copyOf(refusing);
        holding = List.copyOf(holding);
    }

    public boolean refuses() {
        return !refusing.isEmpty();
    }
}
