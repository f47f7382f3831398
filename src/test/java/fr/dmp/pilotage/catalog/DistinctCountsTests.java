package fr.dmp.pilotage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source rule: no statement adds up or averages a count of distinct DMP, not even after it was folded or defaulted. */
class DistinctCountsTests {

    private static final Definitions PACKAGED = new Definitions(null);

    /** Up to the parenthesis that closes the call, over or into one more pair, as in sum(coalesce(x_distinct, 0)). */
    private static final Pattern ADDED_UP =
            Pattern.compile("(?i)\\b(?:sum|avg)\\s*\\((?:[^()]|\\([^()]*\\)|\\((?=[^()]*_distinct))*?_distinct\\b");

    static Stream<String> statements() {
        return Stream.of("sql/check", "sql/check/part", "sql/report", "sql/report/part", "sql/mart")
                .flatMap(folder -> PACKAGED.list(folder, ".sql").stream());
    }

    @ParameterizedTest
    @MethodSource("statements")
    void noStatementAddsUpADistinctColumn(String path) {
        assertThat(PACKAGED.read(path)).doesNotContainPattern(ADDED_UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(dmp_alimentes_distinct)",
                "SUM ( e.dmp_alimentes_distinct )",
                "avg(dmp_alimentes_cumul_distinct) filter (where true)",
                "sum(coalesce(dmp_alimentes_distinct, 0))",
                "sum(\n  dmp_alimentes_distinct)"
            })
    void theRuleFindsAnAddition(String sql) {
        assertThat(sql).containsPattern(ADDED_UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max(dmp_alimentes_distinct)",
                "sum(documents), max(dmp_alimentes_distinct)",
                "sum(alimentations)",
                "count(distinct finess_et) as es_distinct"
            })
    void theRuleLetsOtherFoldsBe(String sql) {
        assertThat(sql).doesNotContainPattern(ADDED_UP);
    }

    @Test
    void everyMeasureSaysWhatItCountsAndWhatValuesItMayHave() {
        List<ColumnDefinition> measures = Catalog.read(PACKAGED).feeds().stream()
                .flatMap(feed -> feed.columns().stream())
                .filter(column -> column.measure() != null)
                .toList();
        assertThat(measures).isNotEmpty().allSatisfy(column -> {
            assertThat(column.unit()).isNotBlank();
            assertThat(column.sign()).isEqualTo(ColumnDefinition.Sign.NON_NEGATIVE);
        });
        assertThat(measures)
                .filteredOn(column -> column.measure() == ColumnDefinition.Measure.DISTINCT)
                .allSatisfy(
                        column -> assertThat(column.unit()).isIn("DMP distincts", "DMP ou professionnels distincts"));
    }
}
