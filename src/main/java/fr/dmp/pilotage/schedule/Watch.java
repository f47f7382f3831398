package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import fr.dmp.pilotage.pipeline.Alerts;
import fr.dmp.pilotage.pipeline.Alerts.Raised;
import fr.dmp.pilotage.pipeline.AuditTrail;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a serving node looks at every minute, beside its firings. Nodes that see the same raise one alert. */
final class Watch implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Schedules schedules;
    private final Night night;
    private final Alerts alerts;
    private final AuditTrail audit;

    Watch(Schedules schedules, Night night, Alerts alerts, AuditTrail audit) {
        this.schedules = schedules;
        this.night = night;
        this.alerts = alerts;
        this.audit = audit;
    }

    /** Looks once; what fails is looked at again the next time. */
    @Override
    public void run() {
        List.<Runnable>of(this::missed, this::stuckTriggers, alerts::look, alerts::deliver)
                .forEach(Watch::attempt);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("the watch of this node could not look at everything", e);
        }
    }

    private void missed() {
        for (Night.Missed missed : night.withoutRun()) {
            alerts.raise(new Raised(
                    Alert.NOTHING_RAN,
                    "job " + missed.job() + " " + missed.slot(),
                    "Le traitement " + missed.job() + " n'a pas eu lieu : rien depuis " + missed.slot(),
                    List.of(
                            missed.what(),
                            "Nodes that serve: "
                                    + schedules.nodes().stream()
                                            .map(Nodes.Node::name)
                                            .toList(),
                            "To do: see that 'serve' runs and 'schedule list' shows it active; 'run " + missed.job()
                                    + "' makes up for it.")));
        }
    }

    /** Quartz leaves a trigger in this state when it could not make its job, and never fires it again by itself. */
    private void stuckTriggers() {
        for (String job : schedules.unstick()) {
            audit.note(AuditTrail.SCHEDULE, "unstick", "job " + job, null, "its trigger was in state ERROR");
            log.warn("the trigger of {} was stuck and is reset", job);
        }
    }
}
