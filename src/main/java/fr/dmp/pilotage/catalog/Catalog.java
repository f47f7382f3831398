package fr.dmp.pilotage.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Everything declared, read and checked at start. */
public final class Catalog {

    private static final Set<String> SHARED =
            Set.of("jobs/indicators.yaml", "jobs/common-sheets.yaml", "jobs/recipients.yaml", "jobs/alerts.yaml");

    private final Definitions definitions;
    private final Geography geography;
    private final Programmes programmes;
    private final CodeLists codeLists;
    private Indicators indicators = new Indicators(List.of(), List.of(), List.of(), List.of());
    private List<SheetDefinition> commonSheets = List.of();
    private final Map<String, FeedDefinition> feeds = new LinkedHashMap<>();
    private final Map<String, ReportDefinition> reports = new LinkedHashMap<>();
    private final Map<String, JobDefinition> jobs = new LinkedHashMap<>();
    private final Map<String, SourceDefinition> sources = new LinkedHashMap<>();
    private final Map<String, Recipient> recipients = new LinkedHashMap<>();
    private List<AlertChannel> alertChannels = List.of();
    private final List<String> problems = new ArrayList<>();

    private Catalog(Definitions definitions) {
        this.definitions = definitions;
        this.geography = Geography.read(definitions);
        this.programmes = Programmes.read(definitions, geography, problems);
        this.codeLists = CodeLists.read(definitions, problems);
    }

    /**
     * Reads all declarations.
     *
     * @throws CatalogException with every problem found, if there is any
     */
    public static Catalog read(Definitions definitions) {
        Catalog catalog = new Catalog(definitions);
        catalog.readAll();
        if (!catalog.problems.isEmpty()) {
            throw new CatalogException(catalog.problems);
        }
        return catalog;
    }

    private void readAll() {
        readEach(
                "jobs/feeds",
                "feed",
                feeds,
                yaml -> checked(yaml, FeedDefinition.read(yaml, definitions)),
                FeedDefinition::id);
        readEach(
                "jobs/sources",
                "source",
                sources,
                yaml -> checked(yaml, SourceReader.read(yaml, definitions)),
                SourceDefinition::id);
        indicators = readOne("jobs/indicators.yaml", Indicators::read);
        commonSheets = readOne(
                "jobs/common-sheets.yaml",
                yaml -> yaml.maps("sheets", nested -> SheetDefinition.read(nested, definitions)));
        readOne("jobs/recipients.yaml", yaml -> yaml.maps("recipients", Recipient::read))
                .forEach(recipient -> recipients.put(recipient.id(), recipient));
        alertChannels = readOne("jobs/alerts.yaml", yaml -> named(yaml, yaml.maps("channels", AlertChannel::read)));
        readEach(
                "jobs/reports",
                "report",
                reports,
                yaml -> checked(yaml, ReportDefinition.read(yaml, definitions, indicators, commonSheets)),
                ReportDefinition::id);
        readEach("jobs", "job", jobs, yaml -> checked(yaml, JobDefinition.read(yaml)), JobDefinition::id);
    }

    /** What was sent is known by the channel's name. */
    private static List<AlertChannel> named(YamlMap yaml, List<AlertChannel> channels) {
        Set<String> names = new HashSet<>();
        channels.stream()
                .filter(channel -> !names.add(channel.id()))
                .forEach(channel ->
                        yaml.problem("channels", "expected each id once, found \"" + channel.id() + "\" again"));
        return channels;
    }

    private <T> void readEach(
            String folder, String key, Map<String, T> into, Function<YamlMap, T> reader, Function<T, String> id) {
        for (String path : definitions.list(folder, ".yaml")) {
            if (!SHARED.contains(path)) {
                // Kept under the name of the file: one that is wrong inside is one problem, not one per mention of it.
                String name = path.substring(folder.length() + 1, path.length() - ".yaml".length());
                into.put(name, readOne(path, yaml -> named(yaml, key, name, reader.apply(yaml), id)));
            }
        }
    }

    private static <T> T named(YamlMap yaml, String key, String name, T value, Function<T, String> id) {
        String found = id.apply(value);
        if (!found.isEmpty() && !found.equals(name)) {
            yaml.problem(key, "expected the name of the file, \"" + name + "\", found \"" + found + "\"");
        }
        return value;
    }

    private <T> T readOne(String path, Function<YamlMap, T> reader) {
        YamlMap yaml = YamlMap.parse(path, definitions.read(path), problems);
        T value = reader.apply(yaml);
        yaml.refuseUnknownKeys();
        return value;
    }

    private FeedDefinition checked(YamlMap yaml, FeedDefinition feed) {
        Set<String> known = geography.departements();
        feed.columns().stream()
                .filter(column -> column.type() == ColumnType.DEPARTEMENT)
                .flatMap(column -> column.codes().values().stream())
                .filter(code -> !known.contains(code))
                .forEach(code -> yaml.problem(
                        "columns",
                        "expected in 'codes' départements of jobs/nomenclatures/departements.csv, found \"" + code
                                + "\""));
        return feed;
    }

    private ReportDefinition checked(YamlMap yaml, ReportDefinition report) {
        for (ReportDefinition.Read read : report.reads()) {
            expectKnown(yaml, "reads", List.of(read.feed()), feeds);
            FeedDefinition feed = feeds.get(read.feed());
            if (read.snapshot() && feed != null && feed.file().cadence() != Period.Cadence.DATED) {
                yaml.problem("reads", "expected a snapshot of a feed whose files have a date, found " + read.feed());
            }
        }
        long cadences = report.periodsFrom().stream()
                .map(feeds::get)
                .filter(Objects::nonNull)
                .map(feed -> feed.file().cadence())
                .distinct()
                .count();
        if (cadences > 1) {
            yaml.problem(
                    "periods-from",
                    "expected feeds that come equally often, found " + String.join(", ", report.periodsFrom()));
        }
        if (report.programme() != null && !programmes.knows(report.programme())) {
            yaml.problem(
                    "programme",
                    "expected a programme of jobs/nomenclatures/programmes.csv, found \"" + report.programme() + "\"");
        }
        expectKnown(yaml, "recipients", report.recipients(), recipients);
        return report;
    }

    private SourceDefinition checked(YamlMap yaml, SourceDefinition source) {
        expectKnown(yaml, "feeds", source.feeds(), feeds);
        SourceReader.check(
                yaml,
                source,
                source.feeds().stream().map(feeds::get).filter(Objects::nonNull).toList());
        return source;
    }

    private JobDefinition checked(YamlMap yaml, JobDefinition job) {
        expectKnown(yaml, "feeds", job.feeds(), feeds);
        expectKnown(yaml, "reports", job.reports(), reports);
        if (job.refused() != null) {
            checkRefused(yaml, job.refused());
        }
        return job;
    }

    /** A refused file may be of any feed: it must not outlive the data of the one whose time is the shortest. */
    private void checkRefused(YamlMap yaml, JobDefinition.Kept refused) {
        for (FeedDefinition feed : feeds.values()) {
            if (feed.nominative() != null && feed.nominative().keepMonths() < refused.keepMonths()) {
                yaml.problem(
                        "refused",
                        "expected at most the " + feed.nominative().keepMonths() + " months of " + feed.id()
                                + ", whose files may be among the refused ones, found " + refused.keepMonths());
            }
        }
    }

    private static void expectKnown(YamlMap yaml, String key, List<String> names, Map<String, ?> known) {
        for (String name : names) {
            if (!known.containsKey(name)) {
                yaml.problem(key, "expected any of " + String.join(", ", known.keySet()) + ", found \"" + name + "\"");
            }
        }
    }

    public Definitions definitions() {
        return definitions;
    }

    public Geography geography() {
        return geography;
    }

    /** The shipped nomenclatures that give codes their meaning. */
    public CodeLists codeLists() {
        return codeLists;
    }

    public Programmes programmes() {
        return programmes;
    }

    public Indicators indicators() {
        return indicators;
    }

    public List<FeedDefinition> feeds() {
        return List.copyOf(feeds.values());
    }

    /**
     * The feed of this name.
     *
     * @throws UnknownName if there is none
     */
    public FeedDefinition feed(String id) {
        return known("feed", id, feeds);
    }

    /** The feed whose names this file name follows. */
    public Optional<FeedDefinition> feedOf(String fileName) {
        return feeds.values().stream()
                .filter(feed -> feed.file().matches(fileName))
                .findFirst();
    }

    /** Where files are fetched from, by name. */
    public List<SourceDefinition> sources() {
        return List.copyOf(sources.values());
    }

    /** The sheets that end every workbook. */
    public List<SheetDefinition> commonSheets() {
        return commonSheets;
    }

    public List<ReportDefinition> reports() {
        return List.copyOf(reports.values());
    }

    /**
     * The report of this name.
     *
     * @throws UnknownName if there is none
     */
    public ReportDefinition report(String id) {
        return known("report", id, reports);
    }

    public List<JobDefinition> jobs() {
        return List.copyOf(jobs.values());
    }

    /**
     * The job of this name.
     *
     * @throws UnknownName if there is none
     */
    public JobDefinition job(String id) {
        return known("job", id, jobs);
    }

    /** Whom to tell of what needs somebody. */
    public List<AlertChannel> alertChannels() {
        return alertChannels;
    }

    public List<Recipient> recipients() {
        return List.copyOf(recipients.values());
    }

    private static <T> T known(String kind, String id, Map<String, T> all) {
        T value = all.get(id);
        if (value == null) {
            throw new UnknownName(kind, id, all.keySet());
        }
        return value;
    }
}
