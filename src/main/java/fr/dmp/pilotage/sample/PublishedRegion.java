package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import java.util.List;
import java.util.Objects;

/**
 * A region's row of {@link PublishedTable}: what the fictitious structures of the region must add up to.
 *
 * @param region its region of 2012
 * @param createdPsl DMP created by private practitioners since the opening
 * @param createdEs DMP created by hospitals
 * @param fedPsl distinct DMP fed by private practitioners
 * @param fedEs distinct DMP fed by hospitals
 * @param fed distinct DMP fed by anyone
 */
record PublishedRegion(Geography.Region region, int createdPsl, int createdEs, int fedPsl, int fedEs, int fed) {

    /** The 26 rows, in the order of the table; Mayotte has none. */
    static List<PublishedRegion> all(Geography geography) {
        return PackagedTable.rows(PublishedTable.NAME, "\t").stream()
                .filter(row -> !row.get(0).equals("Total France"))
                .map(row -> read(row, geography))
                .toList();
    }

    private static PublishedRegion read(List<String> row, Geography geography) {
        Geography.Region region = geography.region(2012, row.get(0));
        return new PublishedRegion(
                Objects.requireNonNull(region, row.get(0)),
                figure(row.get(1)),
                figure(row.get(2)),
                figure(row.get(4)),
                figure(row.get(5)),
                figure(row.get(6)));
    }

    private static int figure(String cell) {
        return Integer.parseInt(cell.replace(" ", ""));
    }
}
