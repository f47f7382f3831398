package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.report.Editions.Subject;
import fr.dmp.pilotage.report.IncidentLists.Told;
import fr.dmp.pilotage.warehouse.Load;
import fr.dmp.pilotage.warehouse.Loads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a workbook out of a set of loads, the same from the same set whenever it is asked. */
final class Composer {

    private static final String DECISION = "décision sur les fichiers retenus, ou fichier retenu depuis";

    private final Catalog catalog;
    private final SheetQuery query;
    private final Incidents incidents;
    private final Loads loads;

    Composer(Catalog catalog, SheetQuery query, Incidents incidents, Loads loads) {
        this.catalog = catalog;
        this.query = query;
        this.incidents = incidents;
        this.loads = loads;
    }

    /** What a workbook is made from if this set of loads is all there is, with the list of incidents that is among them. */
    Sources sources(Subject subject, List<Load> set) {
        Sources sources = Sources.of(subject.report(), subject.period(), feed -> set.stream()
                .filter(load -> load.feed().id().equals(feed))
                .sorted(Comparator.comparing(Load::period).thenComparing(Load::sender))
                .toList());
        List<Load> lists = set.stream()
                .filter(load -> load.feed().id().equals(IncidentLists.FEED))
                .toList();
        Told told = told(subject, sources, incidents.read(lists));
        // A list that an edition was made from belongs to it, be it that it says nothing any more.
        return lists.isEmpty() ? sources : sources.with(new Told(lists.get(0), told.incidents()));
    }

    /** What lists of incidents say about a workbook. */
    Told told(Subject subject, Sources sources, IncidentLists lists) {
        Geography.Region region = subject.scope().region();
        Geography geography = catalog.geography();
        Set<String> feeds = subject.report().reads().stream()
                .map(ReportDefinition.Read::feed)
                .collect(Collectors.toSet());
        Incident.Window window = new Incident.Window(
                sources.from(),
                sources.period().end(),
                feeds,
                region == null ? null : new HashSet<>(geography.departements(region)));
        return lists.told(window, geography);
    }

    /** What the declared sheets say. */
    List<SheetData> sheets(Subject subject, Sources sources) {
        return subject.report().sheets().stream()
                .map(sheet -> query.data(sheet, sources, subject.scope()))
                .filter(data -> !data.sheet().whenGiven() || !data.rows().isEmpty())
                .toList();
    }

    /** What an edition says otherwise than the one that it replaces. */
    List<Revision> revisions(Subject subject, Revisions.Earlier earlier, Sources sources, List<SheetData> now) {
        Revisions.Replay replay = (sheet, loads) -> query.data(sheet, sources(subject, loads), subject.scope());
        List<Revision> found = new ArrayList<>(new Revisions(earlier, sources, now, incidents, replay).all());
        decided(earlier.sources(), sources).ifPresent(found::add);
        return List.copyOf(found);
    }

    /** What waited for a decision and waits no more, or the other way round. */
    private Optional<Revision> decided(Sources before, Sources after) {
        String then = DataStatus.of(catalog, before).pendingInWords();
        String now = DataStatus.of(catalog, after).pendingInWords();
        return then.equals(now)
                ? Optional.empty()
                : Optional.of(new Revision(
                        ReadMeSheet.NAME, "État des données", "", "Fichiers en attente", then, now, DECISION));
    }

    void write(Path file, Subject subject, Sources sources, List<SheetData> sheets, ReadMe.Heading heading) {
        List<SheetContent> contents =
                sheets.stream().map(each -> each.shown(subject.period())).toList();
        ReadMe readMe = new ReadMe(
                subject.report(),
                subject.period(),
                subject.scope().label(),
                heading,
                contents.stream().map(SheetContent::sheet).toList(),
                ReadMe.dataDate(subject.period()),
                sources.loads().stream()
                        .flatMap(this::withBases)
                        .map(Composer::source)
                        .toList(),
                sources.incidents().stream().map(incidents::note).toList(),
                ReadMe.status(sheets, DataStatus.of(catalog, sources)));
        WorkbookWriter.write(file, readMe, contents);
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

    /** Changes when the declaration of the report, one of its statements or a nomenclature does. */
    String definitionSha(ReportDefinition report) {
        StringBuilder text = new StringBuilder(report.toString())
                .append(catalog.indicators().thresholds())
                .append(catalog.indicators().targets());
        for (SheetDefinition sheet : report.sheets()) {
            text.append(SqlFile.read(catalog.definitions(), sheet.sql()).statement());
        }
        catalog.definitions()
                .list("jobs/nomenclatures", ".csv")
                .forEach(path -> text.append(catalog.definitions().read(path)));
        return EditionFiles.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
