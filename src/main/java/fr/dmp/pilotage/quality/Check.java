package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.catalog.CatalogException;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import fr.dmp.pilotage.findings.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One rule about a load: {@code sql/check/<code>.sql}, a query that returns the offenders. Its columns {@code scope},
 * {@code measure}, {@code line_no}, {@code file_id}
 * (needed where a line may be one that a partial file did not have), {@code expected}, {@code found} and {@code severity} are kept with the finding where
 * it returns them, and every column can stand in the text as {@code {column}}.
 *
 * @param says the finding in English
 * @param dit the finding in French
 * @param rejects whether the offending lines leave the load
 * @param sql the statement, for one feed
 * @param parameters thresholds of the feed
 */
record Check(
        String code,
        Severity severity,
        String says,
        String dit,
        boolean rejects,
        String sql,
        Map<String, Double> parameters) {

    static Check read(Definitions definitions, FeedDefinition feed, FeedDefinition.CheckUse use) {
        String path = "sql/check/" + use.code() + ".sql";
        SqlFile file = SqlFile.read(definitions, path);
        if (!file.require("code").equals(use.code())) {
            throw new CatalogException(List.of(path + " says 'code: " + file.require("code") + "'; expected its name"));
        }
        String sql = file.statement()
                .replace("${fact}", feed.table())
                .replace("${key}", String.join(", ", feed.keyExpressions("")));
        return new Check(
                use.code(),
                Severity.valueOf(file.require("severity").toUpperCase(Locale.ROOT)),
                file.require("says"),
                file.require("dit"),
                "reject".equals(file.optional("effect")),
                sql,
                use.parameters());
    }
}
