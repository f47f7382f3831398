package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.LoadSets;
import fr.dmp.pilotage.warehouse.Loads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds workbooks from published loads: the loads in force each as an edition; other views, of a past day or in the regions
 * of another vintage, beside the editions and never in their place. Long, as all that is asked of workbooks is asked here.
 */
public final class Reports {

    private final Catalog catalog;
    private final Loads loads;
    private final LoadSets sets;
    private final InForce inForce;
    private final Incidents incidents;
    private final Editions editions;
    private final EditionLedger ledger;
    private final EditionFiles files;
    private final Composer composer;
    private final Supplier<Gaps> gaps;
    private final Scopes scopes;

    Reports(
            Catalog catalog,
            Loads loads,
            LoadSets sets,
            Incidents incidents,
            Editions editions,
            EditionLedger ledger,
            EditionFiles files,
            Composer composer,
            Scopes scopes,
            Supplier<Gaps> gaps,
            Clock clock) {
        this.catalog = catalog;
        this.loads = loads;
        this.sets = sets;
        this.inForce = new InForce(catalog, loads, sets, clock);
        this.incidents = incidents;
        this.editions = editions;
        this.ledger = ledger;
        this.files = files;
        this.composer = composer;
        this.scopes = scopes;
        this.gaps = gaps;
    }

    /** The periods that a report can be built for: those of the loads in force of the feeds that give them, in order. */
    public List<Period> periods(ReportDefinition report) {
        return periods(report, View.CURRENT);
    }

    /** The same for loads that were in force at the end of a day. */
    public List<Period> periods(ReportDefinition report, View view) {
        Function<String, List<Load>> inForce = this.inForce.of(view);
        return report.periodsFrom().stream()
                .flatMap(feed -> inForce.apply(feed).stream())
                .map(Load::period)
                .distinct()
                .sorted()
                .toList();
    }

    /** Whom the report covers in a period, a workbook each. */
    List<Scope> scopes(ReportDefinition report, Period period) {
        return scopes.of(report, period, period.vintage(), inForce.of(View.CURRENT));
    }

    /** Whom a workbook of a period may be about, be it in the report's programme now or not. */
    List<Scope> anyScope(Period period) {
        return scopes.all(period.vintage()).toList();
    }

    /** Whom a report covers in workbooks that some lists of incidents tell otherwise than others, by period. */
    Map<Period, List<Scope>> toldOtherwise(ReportDefinition report, List<Load> before, List<Load> after) {
        Function<String, List<Load>> inForce = this.inForce.of(View.CURRENT);
        IncidentLists then = incidents.read(before);
        IncidentLists now = incidents.read(after);
        Map<Period, List<Scope>> otherwise = new TreeMap<>();
        for (Period period : periods(report)) {
            Sources sources = Sources.of(report, period, inForce);
            List<Scope> touched = scopes(report, period).stream()
                    .filter(scope -> {
                        Subject subject = new Subject(report, period, scope);
                        return !composer.told(subject, sources, then)
                                .incidents()
                                .equals(composer.told(subject, sources, now).incidents());
                    })
                    .toList();
            if (!touched.isEmpty()) {
                otherwise.put(period, touched);
            }
        }
        return otherwise;
    }

    /**
     * A workbook that stands.
     *
     * @param edition its number, from 1; 0 if it is no edition
     * @param written whether this call wrote the file; else it stood already
     * @param supersededBy number of the edition that replaced it, null if none did
     * @param remark what else to say of it, in English; null if nothing
     */
    public record Issued(
            String report,
            Period period,
            String scope,
            int edition,
            boolean written,
            Path path,
            String sha256,
            @Nullable Integer supersededBy,
            @Nullable String remark) {}

    /**
     * Writes the report for a period and a scope, unless the edition made from the same loads stands.
     *
     * @param renew whether it does not stand either if the report was defined otherwise
     * @throws IllegalStateException if nothing is published for the period
     */
    public Issued write(ReportDefinition report, Period period, Scope scope, boolean renew) {
        Subject subject = new Subject(report, period, scope);
        // Which loads are in force is asked under the lock: whoever waited for it must not go back to older ones.
        return editions.underLock(subject, () -> {
            Sources sources = sources(subject, View.CURRENT);
            return editions.issue(
                    subject, sources, composer.definitionSha(report), renew, (file, number, before) -> builder()
                            .build(file, subject, sources, number, before));
        });
    }

    /**
     * Writes another view of a report. As of a day at whose end the loads of an edition were in force it is that edition;
     * else a workbook of its own name, which is none.
     *
     * @throws IllegalStateException if nothing was published for the period
     */
    public Issued write(ReportDefinition report, Period period, Scope scope, View view) {
        int vintage = view.vintage(period);
        View apart = new View(view.asOf(), vintage == period.vintage() ? null : vintage);
        if (apart.equals(View.CURRENT)) {
            return write(report, period, scope, false);
        }
        Subject subject = new Subject(report, period, scope);
        return editions.underLock(subject, () -> {
            Sources sources = sources(subject, apart).in(vintage);
            Optional<Edition> same = apart.geography() == null ? editionOf(subject, sources) : Optional.empty();
            return same.map(edition -> standing(subject, edition)).orElseGet(() -> apart(subject, sources, apart));
        });
    }

    private Optional<Edition> editionOf(Subject subject, Sources sources) {
        List<Long> ids = List.of(sources.loadIds());
        return ledger.all(subject).stream()
                .filter(edition -> edition.loads().equals(ids))
                .reduce((first, second) -> second);
    }

    private Issued standing(Subject subject, Edition edition) {
        String remark = "that day's figures are those of edition " + edition.number();
        Path file = files.of(edition);
        if (EditionFiles.holds(file, edition.fileSha())) {
            return subject.issued(edition, false, file, edition.fileSha(), remark);
        }
        return files.restore(edition.fileSha(), file)
                ? subject.issued(edition, true, file, edition.fileSha(), remark)
                : rebuild().rebuild(subject, edition, null);
    }

    private Issued apart(Subject subject, Sources sources, View view) {
        Path file =
                files.of(subject.report().path(subject.period(), subject.scope().slug(), view.suffix()));
        Path temporary = EditionFiles.temporary(file);
        List<SheetData> sheets = composer.sheets(subject, sources);
        composer.write(temporary, subject, sources, sheets, ReadMe.Heading.apart(view, sources.vintage()));
        String sha = EditionFiles.sha256(EditionFiles.read(temporary));
        boolean stands = EditionFiles.holds(file, sha);
        if (stands) {
            EditionFiles.delete(temporary);
        } else {
            EditionFiles.move(temporary, file);
        }
        return new Issued(
                subject.report().id(),
                subject.period(),
                subject.scope().label(),
                0,
                !stands,
                file,
                sha,
                null,
                "no edition of the report");
    }

    /** The periods and scopes that a report was ever issued for. */
    public List<Planned> issued(ReportDefinition report) {
        Period.Cadence cadence = catalog.feed(report.main().feed()).file().cadence();
        return ledger.latest(report).keySet().stream()
                .flatMap(place -> {
                    Period period = new Period(cadence, place.periodStart());
                    return scopes.all(period.vintage())
                            .filter(scope -> scope.slug().equals(place.scope()))
                            .map(scope -> new Planned(period, scope, null, List.of()));
                })
                .sorted(Comparator.comparing(Planned::period)
                        .thenComparing(planned -> planned.scope().slug()))
                .toList();
    }

    /**
     * Makes an edition again from the loads that it was made from.
     *
     * @param out where to write it; null for its own place, where it is left alone if it stands
     * @throws UnknownName if there is no such edition
     * @throws IllegalStateException if it would now say something else: nothing is written
     */
    public Issued rebuild(ReportDefinition report, Period period, Scope scope, int number, @Nullable Path out) {
        Subject subject = new Subject(report, period, scope);
        return editions.underLock(subject, () -> {
            Edition edition = ledger.find(subject, number)
                    .orElseThrow(() -> new UnknownName(
                            "edition of " + report.id() + " " + period + " " + scope.label(),
                            Integer.toString(number),
                            ledger.all(subject).stream()
                                    .map(each -> Integer.toString(each.number()))
                                    .toList()));
            return rebuild().rebuild(subject, edition, out);
        });
    }

    private EditionBuilder builder() {
        return new EditionBuilder(composer, ledger, loads);
    }

    private Rebuild rebuild() {
        return new Rebuild(ledger, files, builder(), composer, sets);
    }

    private Sources sources(Subject subject, View view) {
        Function<String, List<Load>> inForce = this.inForce.of(view, subject);
        Sources sources = Sources.of(subject.report(), subject.period(), inForce);
        Gaps known = gaps.get();
        // What waited for a decision on a past day is not known.
        List<Gap> without =
                view.asOf() == null ? known.of(subject.report(), sources) : known.missing(subject.report(), sources);
        return sources.with(composer.told(subject, sources, lists(inForce))).without(without);
    }

    private IncidentLists lists(Function<String, List<Load>> inForce) {
        return incidents.read(inForce.apply(IncidentLists.FEED));
    }

    /**
     * A workbook that there is to be.
     *
     * @param standing the one that stands if nothing is to be done about it: made from the loads in force, and still there
     *     as it was issued; else null
     * @param awaited files of its own period that are missing or held, as long as there is no edition that does without them
     */
    public record Planned(
            Period period, Scope scope, @Nullable Issued standing, List<String> awaited) {}

    /** The workbooks of some periods. Asked in a few statements for all of them, as after years nearly all stand. */
    public List<Planned> plan(ReportDefinition report, List<Period> periods) {
        Function<String, List<Load>> inForce = this.inForce.of(View.CURRENT);
        IncidentLists lists = lists(inForce);
        Map<Edition.Place, Edition> latest = ledger.latest(report);
        Gaps known = gaps.get();
        List<Planned> plan = new ArrayList<>();
        for (Period period : periods) {
            Sources chosen = Sources.of(report, period, inForce);
            List<Gap> without = known.of(report, chosen);
            Sources sources = chosen.without(without);
            List<String> awaited = Gap.files(without, period);
            for (Scope scope : scopes.of(report, period, period.vintage(), inForce)) {
                Subject subject = new Subject(report, period, scope);
                Sources told = sources.with(composer.told(subject, sources, lists));
                Edition last = latest.get(new Edition.Place(scope.slug(), period.start()));
                Issued standing = last == null || !editions.stands(last, told)
                        ? null
                        : subject.issued(last, false, files.of(last), last.fileSha(), null);
                plan.add(new Planned(period, scope, standing, last == null ? awaited : List.of()));
            }
        }
        return plan;
    }

    /** The workbooks of some periods in another view; whether they stand is known once they are written. */
    public List<Planned> plan(ReportDefinition report, List<Period> periods, View view) {
        Function<String, List<Load>> inForce = this.inForce.of(view);
        return view.equals(View.CURRENT)
                ? plan(report, periods)
                : periods.stream()
                        .flatMap(period -> scopes.of(report, period, view.vintage(period), inForce).stream()
                                .map(scope -> new Planned(period, scope, null, List.of())))
                        .toList();
    }
}
