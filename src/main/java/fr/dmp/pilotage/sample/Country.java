package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Geography;
import java.util.ArrayList;
import java.util.List;

/**
 * The structures of one volet in all regions, and what those of a region share. Nothing is kept of a structure: a first walk
 * through all of them adds up their weights, and each file is one more walk.
 *
 * @param areas the regions, in the order of the published table
 * @param created for each region, its creations
 * @param fed for each region, the DMP fed, once for each structure
 */
record Country(List<Area> areas, List<Shares> created, List<Shares> fed) {

    static Country of(Volet volet, Geography geography, double scale, long seed) {
        List<Area> areas = Area.all(geography, Math.round(scale * volet.structures()), seed);
        List<Shares> created = new ArrayList<>();
        List<Shares> fed = new ArrayList<>();
        for (Area area : areas) {
            long createdWeight = 0;
            long fedWeight = 0;
            long mostFed = 1;
            for (Area.Block block : area.blocks()) {
                for (int i = 0; i < block.count(); i++) {
                    Activity activity = volet.activity(Structure.at(area, block, block.first() + i));
                    if (activity != null) {
                        createdWeight += activity.createdWeight();
                        fedWeight += activity.fedWeight();
                        mostFed = Math.max(mostFed, activity.fedWeight());
                    }
                }
            }
            created.add(Shares.of(volet.created(area.published()), createdWeight));
            fed.add(Shares.of(volet.fed(area.published(), mostFed, Math.max(mostFed, fedWeight)), fedWeight));
        }
        return new Country(areas, created, fed);
    }

    /** What the structures of a region did between the ends of two days. */
    Figures figures(int region, Cutoff since, Cutoff until) {
        return new Figures(created.get(region), fed.get(region), since, until);
    }
}
