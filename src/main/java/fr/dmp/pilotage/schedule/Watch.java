package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import fr.dmp.pilotage.pipeline.Alerts;
import fr.dmp.pilotage.pipeline.Alerts.Raised;
import fr.dmp.pilotage.pipeline.AuditTrail;
import fr.dmp.pilotage.pipeline.Operations;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a serving node looks at every minute, beside its firings. Nodes that see the same raise one alert. */
final class Watch implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Schedules schedules;
    private final Night night;
    private final Operations operations;
    private final Alerts alerts;
    private final AuditTrail audit;

    Watch(Schedules schedules, Night night, Operations operations, Alerts alerts, AuditTrail audit) {
        this.schedules = schedules;
        this.night = night;
        this.operations = operations;
        this.alerts = alerts;
        this.audit = audit;
    }

    /** Looks once; what fails is looked at again the next time. */
    @Override
    public void run() {
        List.<Runnable>of(this::missed, this::stuckTriggers, alerts::look, alerts::deliver)
                .forEach(Watch::attempt);
    }

    /** Does something that is tried again by itself: a schedule that it breaks off would never look again. */
    static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("the watch of this node could not look at everything", e);
        }
    }

    /**
     * Goes on with runs of nodes that died or were told to end, and own ones whose database went away under them. Beside the rest of
     * the watch, as it takes as long as they do.
     */
    void takeUpLeft() {
        attempt(() -> operations.leftRuns().forEach(operations::takeUp));
    }

    private void missed() {
        for (Night.Missed missed : night.withoutRun()) {
            alerts.raise(new Raised(
                    Alert.NOTHING_RAN,
                    "job " + missed.job() + " " + missed.slot(),
                    "Le traitement " + missed.job() + " n'a pas eu lieu : rien depuis " + missed.at(),
                    List.of(
                            missed.what(),
                            "Nœuds en service : "
                                    + schedules.nodes().stream()
                                            .map(Nodes.Node::name)
                                            .collect(Collectors.joining(", ")),
                            "À faire : vérifier que « serve » tourne et que « schedule list » le montre actif ; « run "
                                    + missed.job() + " » le rattrape.")));
        }
    }

    /** Quartz leaves a trigger in this state when it could not make its job, and never fires it again by itself. */
    private void stuckTriggers() {
        for (String job : schedules.unstick()) {
            audit.note(AuditTrail.SCHEDULE, "unstick", "job " + job, null, "its trigger was in state ERROR");
            log.warn("the trigger of {} was stuck and is reset", job);
        }
        for (Schedules.Entry overdue : schedules.overdue()) {
            if (!operations.runs().isGoing(overdue.job())) {
                alerts.raise(new Raised(
                        Alert.STUCK,
                        "trigger " + overdue.job() + " " + overdue.next(),
                        "Le déclencheur du traitement " + overdue.job() + " est bloqué (" + overdue.state() + ")",
                        List.of("À faire : redémarrer « serve » ; « run " + overdue.job()
                                + " » rattrape le traitement.")));
            }
        }
    }
}
