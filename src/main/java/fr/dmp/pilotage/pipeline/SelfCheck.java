package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.AlertChannel;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.CatalogException;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.PilotageProperties;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SheetDefinition.Column;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.delivery.Messenger;
import fr.dmp.pilotage.intake.Quarantine;
import fr.dmp.pilotage.intake.Sources;
import fr.dmp.pilotage.quality.Audit;
import fr.dmp.pilotage.report.Refold;
import fr.dmp.pilotage.report.SheetQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what is declared against what is there: tables, statements, folders, sources. */
final class SelfCheck {

    private final Catalog catalog;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final SheetQuery query;
    private final PilotageProperties pilotage;
    private final Quarantine quarantine;
    private final Dictionary dictionary;
    private final Sources sources;
    private final Messenger messenger;

    SelfCheck(
            Catalog catalog,
            JdbcClient jdbc,
            Audit audit,
            SheetQuery query,
            PilotageProperties pilotage,
            Quarantine quarantine,
            Dictionary dictionary,
            Sources sources,
            Messenger messenger) {
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.audit = audit;
        this.query = query;
        this.pilotage = pilotage;
        this.quarantine = quarantine;
        this.dictionary = dictionary;
        this.sources = sources;
        this.messenger = messenger;
    }

    /** Everything that is wrong, a line each; empty if nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (FeedDefinition feed : catalog.feeds()) {
            table(feed, problems);
            problems.addAll(audit.problems(feed));
        }
        catalog.commonSheets().forEach(sheet -> sheet("jobs/common-sheets.yaml", sheet, problems));
        for (ReportDefinition report : catalog.reports()) {
            report.sheets().stream()
                    .filter(sheet -> !catalog.commonSheets().contains(sheet))
                    .forEach(sheet -> sheet("jobs/reports/" + report.id() + ".yaml", sheet, problems));
        }
        for (Path folder : List.of(pilotage.inbox(), pilotage.archive(), pilotage.reports())) {
            folder(folder, problems);
        }
        quarantine.problem().ifPresent(problems::add);
        problems.addAll(dictionary.problems());
        problems.addAll(sources.problems());
        for (AlertChannel channel : catalog.alertChannels()) {
            messenger
                    .problem(channel)
                    .ifPresent(problem -> problems.add("jobs/alerts.yaml, channel " + channel.id() + ": " + problem));
        }
        return problems;
    }

    /** What keeps the declared sources from being used, asked over the network. */
    List<String> unreachable() {
        return sources.unreachable();
    }

    private void table(FeedDefinition feed, List<String> problems) {
        List<String> columns = jdbc.sql("select column_name from information_schema.columns"
                        + " where table_schema = 'dwh' and table_name = :table")
                .param("table", feed.table())
                .query(String.class)
                .list();
        Set<String> missing = new TreeSet<>(feed.storedColumns());
        columns.forEach(missing::remove);
        if (columns.isEmpty()) {
            problems.add("jobs/feeds/" + feed.id() + ".yaml, table: expected a table dwh." + feed.table()
                    + ", found none; add a migration");
        } else if (!missing.isEmpty()) {
            problems.add("jobs/feeds/" + feed.id() + ".yaml, columns: expected columns " + String.join(", ", missing)
                    + " in dwh." + feed.table() + ", found none; add a migration");
        }
    }

    private void sheet(String file, SheetDefinition sheet, List<String> problems) {
        SqlFile sql = SqlFile.read(catalog.definitions(), sheet.sql());
        String where = file + ", sheet " + sheet.name();
        try {
            Set<String> missing = new LinkedHashSet<>(List.of("key"));
            sheet.columns().forEach(column -> missing.add(column.name()));
            query.probe(sql.statement()).forEach(missing::remove);
            if (!missing.isEmpty()) {
                problems.add(where + ": expected columns " + String.join(", ", missing) + " from " + sheet.sql()
                        + ", found none");
            }
        } catch (DataAccessException e) {
            problems.add(where + ": " + sheet.sql() + " does not run: " + Cause.of(e));
            return; // nor would its figures, for the same reason
        }
        int before = problems.size();
        figures(where, new Refold(sheet, sql), problems);
        if (problems.size() == before) {
            lines(where, sql, problems); // else for the same reason
        }
    }

    /** A line that does not say where it stands could explain nothing. */
    private void lines(String where, SqlFile sql, List<String> problems) {
        try {
            query.probe(sql.ending("select key, file_id, line_no from lines"));
        } catch (DataAccessException | CatalogException e) {
            problems.add(
                    where + ": expected lines with key, file_id and line_no from " + sql.path() + ": " + Cause.of(e));
        }
    }

    /** Each figure must follow from what its column declares; what the statement makes of it is another matter. */
    private void figures(String where, Refold refold, List<String> problems) {
        String fold = ": the fold of lines of " + refold.sql().path() + " does not run: ";
        refused(refold.folds(), refold::folded)
                .forEach((column, cause) -> problems.add(where + ", column " + column + fold + cause));
        refused(refold.derivations(), refold::derivedFromNothing)
                .forEach((column, cause) ->
                        problems.add(where + ", column " + column + ": the derivation does not run: " + cause));
    }

    /**
     * The names of the columns whose statement does not run, with its cause. All are tried in one statement first, as
     * usually all run: the planning of hundreds was most of the time that a check takes.
     */
    private Map<String, String> refused(List<Column> columns, Function<List<Column>, String> statement) {
        Map<String, String> causes = new LinkedHashMap<>();
        if (columns.isEmpty() || cause(columns, statement).isEmpty()) {
            return causes;
        }
        for (Column column : columns) {
            cause(List.of(column), statement).ifPresent(cause -> causes.put(column.name(), cause));
        }
        return causes;
    }

    private Optional<String> cause(List<Column> columns, Function<List<Column>, String> statement) {
        try {
            query.probe(statement.apply(columns));
            return Optional.empty();
        } catch (DataAccessException | CatalogException e) {
            return Optional.of(Cause.of(e));
        }
    }

    private static void folder(Path folder, List<String> problems) {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                problems.add("pilotage.home: expected to write to " + folder + ", but may not");
            }
        } catch (IOException e) {
            problems.add("pilotage.home: cannot create " + folder + ": " + e.getMessage());
        }
    }
}
