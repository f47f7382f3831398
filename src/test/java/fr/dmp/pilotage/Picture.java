package fr.dmp.pilotage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that a site holds and has issued, to be compared with what another one does: every row of the warehouse and of the ledger,
 * with loads told by what they are about and not by their numbers, and without times; the bytes of every workbook.
 */
final class Picture {

    /** What tells how it came about, and differs with every disturbance. */
    private static final List<String> LEFT_OUT = List.of(
            "ops.arrival",
            "ops.fetch",
            "ops.audit",
            "ops.process",
            "ops.alert",
            "ops.alert_delivery",
            "ops.page",
            "ops.edition_sheet",
            "ops.edition",
            "ops.edition_gap",
            "ops.flyway_schema_history");

    private static final String COLUMNS = """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = to_regclass(:table) and attnum > 0 and not attisdropped
              and atttypid not in ('timestamptz'::regtype, 'timestamp'::regtype)
              and attname not in ('load_id', 'file_id', 'base_load_id', 'against_loads', 'restores_load_id', 'other_load_id', 'finding_id',
                'reject_id', 'reconciliation_id', 'arrival_id', 'decision_id', 'quarantine_id')
            """;

    private Picture() {}

    /** Of tables and of files below {@code reports}, by name. */
    static Map<String, String> of(JdbcClient jdbc, Path home) {
        Map<String, String> picture = new TreeMap<>();
        for (String table : tables(jdbc)) {
            picture.put(table, rows(jdbc, table));
        }
        picture.put("ops.edition", jdbc.sql("""
                        select md5(string_agg(report || scope || period_start || number || content_sha || file_sha, ';'
                          order by report, scope, period_start, number)) from ops.edition
                        """).query(String.class).optional().orElse(""));
        files(home.resolve("reports"), picture);
        return picture;
    }

    private static List<String> tables(JdbcClient jdbc) {
        return jdbc.sql("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('ops', 'dwh', 'mart') and c.relkind in ('r', 'p') and not c.relispartition
                          and c.relname not like 'batch%' and c.relname not like 'qrtz%' order by 1
                        """).query(String.class).list().stream()
                .filter(table -> !LEFT_OUT.contains(table))
                .toList();
    }

    private static String rows(JdbcClient jdbc, String table) {
        String columns =
                jdbc.sql(COLUMNS).param("table", table).query(String.class).single();
        boolean ofLoad = jdbc.sql("select exists (select from pg_attribute where attrelid = to_regclass(:table)"
                        + " and attname = 'load_id' and not attisdropped)")
                .param("table", table)
                .query(Boolean.class)
                .single();
        // What agrees with what is kept with the load that came last, whichever that was.
        String load = ofLoad && !List.of("ops.load", "ops.reconciliation").contains(table)
                ? ", (select concat_ws(' ', feed, sender, l.period_start, revision) from ops.load l where l.load_id = t.load_id)"
                : "";
        return jdbc.sql(
                        "select count(*) || ' rows, ' || coalesce(md5(string_agg(r::text, ';' order by r::text)), '') from"
                                + " (select " + columns + load + " from " + table + " t) as r")
                .query(String.class)
                .single();
    }

    private static void files(Path folder, Map<String, String> into) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(file -> into.put(folder.relativize(file).toString(), sha256(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
