package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.SheetDefinition;
import fr.dmp.pilotage.catalog.SqlFile;
import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the warehouse for the rows of sheets. */
public final class SheetQuery {

    private final JdbcClient jdbc;
    private final Catalog catalog;

    SheetQuery(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** The rows of a sheet, for a set of loads and one scope. */
    SheetData data(SheetDefinition sheet, Sources sources, Scope scope) {
        List<String> keys = new ArrayList<>();
        List<List<@Nullable Object>> rows = jdbc.sql(
                        SqlFile.read(catalog.definitions(), sheet.sql()).statement())
                .params(parameters(sources, scope))
                .query((row, index) -> {
                    keys.add(row.getString("key"));
                    List<@Nullable Object> values = new ArrayList<>();
                    for (SheetDefinition.Column column : sheet.columns()) {
                        values.add(row.getObject(column.name()));
                    }
                    return values;
                })
                .list();
        return new SheetData(sheet, keys, rows);
    }

    /**
     * Runs a statement over no load at all, and returns the names of its columns.
     *
     * @throws org.springframework.dao.DataAccessException if it does not run, or has a parameter that reports lack
     */
    public List<String> probe(String statement) {
        return jdbc.sql(statement)
                .paramSource(new KnownParameters(parameters(
                        LocalDate.EPOCH,
                        LocalDate.EPOCH,
                        null,
                        LocalDate.EPOCH,
                        2012,
                        0,
                        new Long[0],
                        Scope.FRANCE,
                        false)))
                .query(rows -> {
                    ResultSetMetaData columns = rows.getMetaData();
                    List<String> names = new ArrayList<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        names.add(columns.getColumnLabel(i));
                    }
                    return names;
                });
    }

    /** The one figure of a statement over parameters of its own. */
    @Nullable
    BigDecimal figure(String statement, Map<String, @Nullable Object> parameters) {
        return jdbc.sql(statement)
                .params(parameters)
                .query((row, index) -> Optional.ofNullable(row.getBigDecimal(1)))
                .single()
                .orElse(null);
    }

    /** Tells which parameters there are when asked for another. */
    private static final class KnownParameters extends MapSqlParameterSource {

        KnownParameters(Map<String, @Nullable Object> parameters) {
            super(parameters);
        }

        @Override
        public @Nullable Object getValue(String name) {
            if (!hasValue(name)) {
                throw new IllegalArgumentException("expected one of "
                        + String.join(", ", new TreeSet<>(getValues().keySet())));
            }
            return super.getValue(name);
        }
    }

    Map<String, @Nullable Object> parameters(Sources sources, Scope scope) {
        return parameters(
                sources.period().start(),
                sources.period().end(),
                sources.previous() == null ? null : sources.previous().start(),
                sources.first(),
                sources.vintage(),
                sources.report().suppressBelow(),
                sources.loadIds(),
                scope,
                sources.period().hasPublicHoliday());
    }

    private Map<String, @Nullable Object> parameters(
            LocalDate period,
            LocalDate lastDay,
            @Nullable LocalDate previous,
            LocalDate first,
            int vintage,
            int suppressBelow,
            Long[] loads,
            Scope scope,
            boolean holiday) {
        Map<String, @Nullable Object> parameters =
                new LinkedHashMap<>(catalog.indicators().parameters());
        Geography.Region region = scope.region();
        Collection<String> departements = region == null
                ? catalog.geography().departements()
                : catalog.geography().departements(region);
        parameters.put("period", period);
        parameters.put("last_day", lastDay);
        parameters.put("previous", new SqlParameterValue(Types.DATE, previous));
        parameters.put("first", first);
        parameters.put("vintage", vintage);
        parameters.put("suppress_below", suppressBelow);
        parameters.put("loads", loads);
        parameters.put("region", new SqlParameterValue(Types.VARCHAR, region == null ? null : region.code()));
        parameters.put("perimetre", scope.label());
        parameters.put("departements", departements.toArray(String[]::new));
        parameters.put("ferie", holiday);
        return parameters;
    }
}
