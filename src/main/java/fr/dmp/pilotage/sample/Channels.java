package fr.dmp.pilotage.sample;

import java.io.IOException;
import java.util.IdentityHashMap;

/**
 * DMP created by caisse and channel. One caisse insures each département; private practitioners and hospitals are the channels
 * of what they create, and at the reception desk of the caisse nothing is: the published table leaves no room for it.
 */
record Channels(MonthWalk practitioners, MonthWalk hospitals, String month) implements OutgoingFile.Rows {

    static final String COLUMNS = "periode;departement;caisse;canal;dmp_crees;dmp_crees_cumul";

    private record Created(long inMonth, long ever) {

        static final Created NOTHING = new Created(0, 0);

        Created plus(Created other) {
            return new Created(inMonth + other.inMonth, ever + other.ever);
        }
    }

    @Override
    public void write(RowBuffer row) throws IOException {
        for (int region = 0; region < practitioners.areas().size(); region++) {
            IdentityHashMap<Area.Block, Created> psl = created(practitioners, region);
            IdentityHashMap<Area.Block, Created> es = created(hospitals, region);
            Area area = practitioners.areas().get(region);
            for (int i = 0; i < area.blocks().size(); i++) {
                Area.Block block = area.blocks().get(i);
                Area.Block ofHospitals = hospitals.areas().get(region).blocks().get(i);
                writeRow(block, "PSL", psl.getOrDefault(block, Created.NOTHING), row);
                writeRow(block, "ES", es.getOrDefault(ofHospitals, Created.NOTHING), row);
                writeRow(block, "ACCUEIL_CPAM", Created.NOTHING, row);
            }
        }
    }

    private static IdentityHashMap<Area.Block, Created> created(MonthWalk walk, int region) throws IOException {
        IdentityHashMap<Area.Block, Created> sums = new IdentityHashMap<>();
        walk.region(region, line -> {
            Created own = new Created(line.counts().created(), line.counts().createdEver());
            sums.merge(line.structure().block(), own, Created::plus);
        });
        return sums;
    }

    private void writeRow(Area.Block block, String channel, Created created, RowBuffer row) throws IOException {
        row.ascii(month).character(';').text(block.departement());
        row.character(';').character(OtherStructures.CAISSE).text(block.departement());
        row.character(';').ascii(channel);
        row.figure(created.inMonth()).figure(created.ever());
        row.endRow();
    }
}
