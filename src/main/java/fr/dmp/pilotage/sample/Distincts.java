package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Distinct counts of regions and of the country, of each volet and of all, as if someone had counted them. In September 2012
 * they are near the published ones. What others fed is taken for fed by private practitioners or hospitals too, as far as it
 * can be: the published total leaves no room for it. A professional is active with a document in the month.
 */
record Distincts(List<MonthWalk> walks, Period month, Geography geography) implements OutgoingFile.Rows {

    static final String COLUMNS = "periode;volet;region;departement;profession;type_structure;editeur_dpi;"
            + "code_document;mode_acces;mesure;valeur;cumul";

    private static final List<String> MEASURES = List.of("dmp_alimentes", "dmp_consultes", "ps_actifs");

    /** Counts of a place: for each volet, then for all, those of {@link #MEASURES} in the month, then since the opening. */
    private record Place(List<long[]> counts) {}

    @Override
    public void write(RowBuffer row) throws IOException {
        Map<String, List<Place>> regions = new LinkedHashMap<>();
        List<Place> all = new ArrayList<>();
        for (int region = 0; region < walks.get(0).areas().size(); region++) {
            Place place = place(region);
            all.add(place);
            regions.computeIfAbsent(label(walks.get(0).areas().get(region)), label -> new ArrayList<>())
                    .add(place);
        }
        for (Map.Entry<String, List<Place>> each : regions.entrySet()) {
            writeRows(each.getKey(), together(each.getValue()), row);
        }
        writeRows("", together(all), row);
    }

    /** The region's name in the month's vintage; regions of 2012 are whole parts of those of 2016. */
    private String label(Area area) {
        String departement = area.blocks().get(0).departement().toString();
        String code = geography.departementList().stream()
                .filter(each -> each.code().equals(departement))
                .map(each -> each.regions().get(month.vintage()))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(geography.region(month.vintage(), code), code)
                .label();
    }

    private Place place(int region) throws IOException {
        List<long[]> counts = new ArrayList<>();
        for (MonthWalk walk : walks) {
            counts.add(ofVolet(walk, region));
        }
        counts.add(ofAll(counts, walks.get(0).areas().get(region).published()));
        return new Place(counts);
    }

    /** A few per cent less than the structures together, as the sample has the structures feed a few per cent more. */
    private static long[] ofVolet(MonthWalk walk, int region) throws IOException {
        Parts[] parts = new Parts[2 * MEASURES.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Parts();
        }
        walk.region(region, line -> {
            Counts counts = line.counts();
            parts[0].add(counts.fed());
            parts[1].add(AccessUsage.distinct(counts.consultations()));
            parts[2].add(counts.documents() > 0 ? 1 : 0);
            parts[3].add(counts.fedEver());
            parts[4].add(AccessUsage.distinct(counts.consultationsEver()));
            parts[5].add(counts.documentsEver() > 0 ? 1 : 0);
        });
        return new long[] {
            parts[0].distinct(25, 26), parts[1].distinct(9, 10), parts[2].distinct(1, 1),
            parts[3].distinct(25, 26), parts[4].distinct(9, 10), parts[5].distinct(1, 1)
        };
    }

    /** DMP fed by several volets are as many, in proportion, as in the published row of the region. */
    private static long[] ofAll(List<long[]> volets, PublishedRegion published) {
        long[] counts = new long[2 * MEASURES.size()];
        for (int i = 0; i < counts.length; i++) {
            boolean fed = i % MEASURES.size() == 0;
            Parts two = new Parts();
            two.add(volets.get(0)[i]);
            two.add(volets.get(1)[i]);
            long distinct =
                    fed ? two.distinct(published.fed(), published.fedPsl() + published.fedEs()) : two.distinct(19, 20);
            counts[i] = Math.max(distinct, volets.get(2)[i]);
        }
        return counts;
    }

    /** One in two hundred is counted in two regions, as in the published France row. */
    private static Place together(List<Place> places) {
        List<long[]> counts = new ArrayList<>();
        for (int volet = 0; volet < places.get(0).counts().size(); volet++) {
            long[] whole = new long[2 * MEASURES.size()];
            for (int i = 0; i < whole.length; i++) {
                Parts parts = new Parts();
                for (Place place : places) {
                    parts.add(place.counts().get(volet)[i]);
                }
                boolean persons = i % MEASURES.size() == 2;
                whole[i] = persons ? parts.distinct(1, 1) : parts.distinct(199, 200);
            }
            counts.add(whole);
        }
        return new Place(counts);
    }

    private void writeRows(String region, Place place, RowBuffer row) throws IOException {
        for (int volet = 0; volet < place.counts().size(); volet++) {
            String code = volet < walks.size() ? walks.get(volet).volet().code() : "TOUS";
            // Professionals are counted where there are some: in the volet of private practitioners.
            int measures = volet == 0 ? MEASURES.size() : MEASURES.size() - 1;
            for (int i = 0; i < measures; i++) {
                row.text(Utf8.of(month.label() + ";" + code + ";" + region + ";;;;;;;" + MEASURES.get(i)));
                long[] counts = place.counts().get(volet);
                row.figure(counts[i]).figure(counts[MEASURES.size() + i]);
                row.endRow();
            }
        }
    }
}
