package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.FeedDefinition.Nominative;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import fr.dmp.pilotage.findings.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a load that were not accepted; their text is in the archive. */
public final class Rejects {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TypeReference<Map<String, @Nullable Object>> DETAILS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Loads loads;

    Rejects(JdbcClient jdbc, Loads loads) {
        this.jdbc = jdbc;
        this.loads = loads;
    }

    /**
     * A line that was not accepted.
     *
     * @param code of the first fault of the line, or of the check that rejected it
     * @param column as the contract writes it, or null if the reason is about the whole line
     * @param details what the check returned with the line; empty if the contract rejected it
     */
    public record Reject(long line, String code, @Nullable String column, Map<String, @Nullable Object> details) {}

    /**
     * The load that someone means.
     *
     * @param asked number of a load, else name of a file (its latest load) or beginning of its SHA-256
     * @throws UnknownName if there is none, with those that rejected lines
     */
    public Load named(String asked) {
        return numbered(asked)
                .or(() -> latest("lower(file_name) = lower(:asked)", asked))
                .or(() -> asked.matches("(?i)[0-9a-f]{6,64}")
                        ? latest("starts_with(sha256, lower(:asked))", asked)
                        : Optional.empty())
                .orElseThrow(() -> new UnknownName("load or loaded file", asked, candidates()));
    }

    private Optional<Load> numbered(String asked) {
        return asked.matches("\\d{1,18}") ? loads.find(Long.parseLong(asked)) : Optional.empty();
    }

    private Optional<Load> latest(String condition, String asked) {
        return jdbc.sql("select load_id from ops.load join ops.file using (file_id) where " + condition
                        + " order by load_id desc limit 1")
                .param("asked", asked)
                .query(Long.class)
                .optional()
                .map(loads::get);
    }

    private List<String> candidates() {
        return jdbc.sql("""
                        select load_id || ' (' || file_name || ')' from ops.load
                        where rows_rejected > 0 order by load_id desc limit 5
                        """).query(String.class).list();
    }

    /** The rejects of a load on the lines from {@code first} to just before {@code end}, by line. */
    public List<Reject> between(Load load, long first, long end) {
        return jdbc.sql("""
                        select line_no, code, column_name, details::text as details from ops.reject
                        where load_id = :load and line_no >= :first and line_no < :end
                        order by line_no
                        """)
                .param("load", load.loadId())
                .param("first", first)
                .param("end", end)
                .query((row, index) -> new Reject(
                        row.getLong("line_no"),
                        row.getString("code"),
                        row.getString("column_name"),
                        details(row.getString("details"))))
                .list();
    }

    private static Map<String, @Nullable Object> details(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, DETAILS);
    }

    /** Whether any line of a load has not as many fields as its header. */
    public boolean fieldCountsDiffer(Load load) {
        return jdbc.sql("select exists (select from ops.finding_count where load_id = :load and code = any(:codes))")
                .param("load", load.loadId())
                .param("codes", new String[] {FileFault.FIELD_COUNT.code(), FileFault.OTHER_FIELD_COUNT.code()})
                .query(Boolean.class)
                .single();
    }

    /** The errors about lines of a load that were kept, a sample, by line; the first of each. */
    public Map<Long, Finding> kept(Load load) {
        Map<Long, Finding> kept = new HashMap<>();
        jdbc.sql("""
                        select code, severity, line_no, column_name, message, message_fr from ops.finding
                        where load_id = :load and severity = 'error' and line_no is not null and file_id is null
                        order by finding_id
                        """)
                .param("load", load.loadId())
                .query(Rejects::finding)
                .list()
                .forEach(each -> kept.putIfAbsent(each.line(), each));
        return kept;
    }

    private static Finding finding(ResultSet row, int index) throws SQLException {
        return new Finding(
                row.getString("code"),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                row.getLong("line_no"),
                row.getString("column_name"),
                row.getString("message"),
                row.getString("message_fr"));
    }

    /** The day that retention removed what a load's file held; empty if it did not. */
    public Optional<LocalDate> expired(Load load) {
        return jdbc.sql("""
                        select coalesce(nominative_expired_at, removed_at)::date from ops.load join ops.file using (file_id)
                        where load_id = :load and coalesce(nominative_expired_at, removed_at) is not null
                        """).param("load", load.loadId()).query(LocalDate.class).optional();
    }

    /** Notes that lines of a load are given out with the columns about a person readable, before they are. */
    public void disclosed(Load load, Decisions.Reason reason, Nominative nominative, long lines) {
        jdbc.sql("""
                        insert into ops.disclosure (load_id, who, reason, columns, lines)
                        values (:load, :who, :why, :columns, :lines)
                        """)
                .param("load", load.loadId())
                .param("who", reason.who())
                .param("why", reason.why())
                .param("columns", nominative.columns().toArray(String[]::new))
                .param("lines", lines)
                .update();
    }
}
