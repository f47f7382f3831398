package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.AlertChannel.Alert;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.JobDefinition;
import fr.dmp.pilotage.pipeline.Alerts.Raised;
import fr.dmp.pilotage.pipeline.LoadOutcome.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds what somebody must know of: in the run that has just ended, in those that go on, among the files that should be there. */
final class Trouble {

    /** The longest that one statement of an audit should take; pages and workbooks take seconds. */
    private static final Duration NOTHING_MOVES = Duration.ofMinutes(15);

    /** What was late before is known by whoever wanted to know; a site that begins has years of it. */
    private static final int LATE_DAYS = 7;

    private final Catalog catalog;
    private final RunLog runs;
    private final Shown shown;
    private final FeedStates feeds;
    private final Clock clock;

    Trouble(Catalog catalog, RunLog runs, Shown shown, FeedStates feeds, Clock clock) {
        this.catalog = catalog;
        this.runs = runs;
        this.shown = shown;
        this.feeds = feeds;
        this.clock = clock;
    }

    /** That the last run of a job failed, and each of its files that waits for somebody. */
    List<Raised> ofLastRun(String job) {
        List<Raised> raised = new ArrayList<>();
        runs.last(job).map(run -> shown.details(run.run())).ifPresent(details -> {
            RunLog.Run run = details.run();
            if (run.status().equals("FAILED")) {
                raised.add(new Raised(
                        Alert.FAILED,
                        "run " + run.run() + " attempt " + run.attempts(),
                        "Échec du traitement " + job + ", exécution " + run.run() + " : " + run.cause(),
                        RunText.lines(details)));
            }
            details.loads().stream()
                    .filter(load -> load.status() == Status.HELD)
                    .map(load -> held(load, details))
                    .forEach(raised::add);
        });
        return raised;
    }

    private static Raised held(LoadOutcome load, RunDetails details) {
        List<String> body = new ArrayList<>(LoadText.lines(load, true));
        body.add("");
        body.addAll(RunText.lines(details));
        return new Raised(
                Alert.HELD,
                "load " + load.loadId(),
                "Fichier retenu : " + load.file() + " (" + load.feed() + " " + load.period() + ")",
                body);
    }

    /** Runs that take longer than they should, and those in which nothing moves. */
    List<Raised> ofRunning() {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
        return runs.going().stream()
                .flatMap(going -> Stream.concat(late(going, now), stuck(going, now)))
                .toList();
    }

    private Stream<Raised> late(RunLog.Going going, LocalDateTime now) {
        return catalog.jobs().stream()
                .filter(job -> job.id().equals(going.job()))
                .map(JobDefinition::schedule)
                .filter(Objects::nonNull)
                .filter(schedule ->
                        going.started().plus(schedule.finishWithin()).isBefore(now))
                .map(schedule -> new Raised(
                        Alert.LATE,
                        "run " + going.run() + " attempt " + going.attempt(),
                        "Traitement " + going.job() + " en retard : l'exécution " + going.run() + " dure depuis "
                                + RunText.time(going.started()),
                        RunText.lines(shown.details(going.run()))));
    }

    private Stream<Raised> stuck(RunLog.Going going, LocalDateTime now) {
        return going.moved().plus(NOTHING_MOVES).isAfter(now)
                ? Stream.empty()
                : Stream.of(new Raised(
                        Alert.STUCK,
                        "run " + going.run() + " attempt " + going.attempt() + " since " + going.moved(),
                        "Traitement " + going.job() + " bloqué : rien ne bouge dans l'exécution " + going.run()
                                + " depuis " + RunText.time(going.moved()),
                        RunText.lines(shown.details(going.run()))));
    }

    /** Files that were due in the last days and are not there. */
    List<Raised> ofFiles() {
        LocalDate today = LocalDate.now(clock);
        return feeds.list(FeedsRequest.ALL).states().stream()
                .filter(state -> state.state() == FeedState.State.MISSING)
                .filter(state ->
                        state.due() != null && state.due().plusDays(LATE_DAYS).isAfter(today))
                .map(state -> new Raised(
                        Alert.LATE,
                        "file " + state.feed() + " " + state.period() + " " + state.sender(),
                        "Fichier en retard : " + state.feed() + " " + state.period() + " de " + state.sender()
                                + ", attendu le " + state.due() + " au plus tard",
                        List.of(
                                state.feed() + " " + state.period() + " from " + state.sender() + ": missing, due "
                                        + state.due(),
                                "To do: ask the sender for it; 'feeds --feed " + state.feed()
                                        + "' shows what has come.")))
                .toList();
    }
}
