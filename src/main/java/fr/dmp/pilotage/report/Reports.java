package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.ReportDefinition.ScopeKind;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds workbooks from published loads, each as an edition. */
public final class Reports {

    private final Catalog catalog;
    private final Loads loads;
    private final Editions editions;
    private final SheetQuery query;

    Reports(Catalog catalog, Loads loads, Editions editions, SheetQuery query) {
        this.catalog = catalog;
        this.loads = loads;
        this.editions = editions;
        this.query = query;
    }

    /** The periods that a report can be built for: those of its first feed's loads in force, in order. */
    public List<Period> periods(ReportDefinition report) {
        return loads.current(report.feed()).stream()
                .map(Load::period)
                .distinct()
                .sorted()
                .toList();
    }

    /** Whom the report covers in a period, a workbook each. */
    List<Scope> scopes(ReportDefinition report, Period period) {
        String programme = report.programme();
        if (report.scope() == ScopeKind.FRANCE || programme == null) {
            return List.of(Scope.FRANCE);
        }
        return catalog.programmes().regions(programme, period).stream()
                .map(Scope::of)
                .toList();
    }

    /**
     * A workbook that stands.
     *
     * @param edition its number, from 1
     * @param written whether this call wrote the file; else it stood already
     */
    public record Issued(
            String report, Period period, String scope, int edition, boolean written, Path path, String sha256) {}

    /**
     * Writes the report for a period and a scope, unless the edition made from the same loads stands.
     *
     * @throws IllegalStateException if nothing is published for the period
     */
    public Issued write(ReportDefinition report, Period period, Scope scope) {
        Editions.Subject subject = new Editions.Subject(report, period, scope);
        // Which loads are in force is asked under the lock: whoever waited for it must not go back to older ones.
        return editions.underLock(subject, () -> {
            Sources sources = Sources.of(report, period, this::current);
            return editions.issue(
                    subject,
                    sources.loadIds(),
                    definitionSha(report),
                    (file, edition) -> build(file, subject, sources, edition));
        });
    }

    private List<Load> current(String feed) {
        return loads.current(feed).stream()
                .sorted(Comparator.comparing(Load::period).thenComparing(Load::sender))
                .toList();
    }

    /**
     * A workbook that there is to be.
     *
     * @param standing the one that stands if nothing is to be done about it: made from the loads in force, and still there
     *     as it was issued; else null
     */
    public record Planned(
            Period period, Scope scope, @Nullable Issued standing) {}

    /** The workbooks of some periods. Asked in a few statements for all of them, as after years nearly all stand. */
    public List<Planned> plan(ReportDefinition report, List<Period> periods) {
        Map<String, List<Load>> current = new HashMap<>();
        report.reads().forEach(read -> current.put(read.feed(), current(read.feed())));
        Map<Editions.Place, Editions.Latest> latest = editions.latest(report);
        List<Planned> plan = new ArrayList<>();
        for (Period period : periods) {
            Long[] ids = Sources.of(report, period, feed -> current.getOrDefault(feed, List.of()))
                    .loadIds();
            for (Scope scope : scopes(report, period)) {
                Editions.Latest last = latest.get(new Editions.Place(scope.slug(), period.start()));
                Issued standing = last == null || !editions.stands(last, ids)
                        ? null
                        : editions.issued(new Editions.Subject(report, period, scope), last);
                plan.add(new Planned(period, scope, standing));
            }
        }
        return plan;
    }

    private List<SheetData> build(Path file, Editions.Subject subject, Sources sources, int edition) {
        List<SheetData> sheets = subject.report().sheets().stream()
                .map(sheet -> query.data(sheet, sources, subject.scope()))
                .toList();
        ReadMe readMe = new ReadMe(
                subject.report(),
                subject.period(),
                subject.scope().label(),
                edition,
                ReadMe.dataDate(subject.period()),
                sources.loads().stream()
                        .flatMap(this::withBases)
                        .map(Reports::source)
                        .toList(),
                ReadMe.status(sheets, sources.missing()));
        WorkbookWriter.write(
                file,
                readMe,
                sheets.stream().map(each -> each.shown(subject.period())).toList());
        return sheets;
    }

    /** A load of a partial file, then what it completes: rows of both are in the workbook. */
    private Stream<Load> withBases(Load load) {
        return Stream.iterate(Optional.of(load), Optional::isPresent, each -> each.map(Load::base)
                        .map(loads::get))
                .flatMap(Optional::stream);
    }

    private static ReadMe.Source source(Load load) {
        Load.Rows rows = Objects.requireNonNull(load.rows(), "a published load was audited");
        return new ReadMe.Source(
                load.fileName(),
                load.sender(),
                load.period().label(),
                load.revision(),
                rows.read(),
                rows.loaded(),
                rows.rejected(),
                load.sha256());
    }

    /** Changes when the declaration of the report or one of its statements does. */
    private String definitionSha(ReportDefinition report) {
        StringBuilder text =
                new StringBuilder(report.toString()).append(catalog.indicators().thresholds());
        for (SheetDefinition sheet : report.sheets()) {
            text.append(SqlFile.read(catalog.definitions(), sheet.sql()).statement());
        }
        return Editions.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
