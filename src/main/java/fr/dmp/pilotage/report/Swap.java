package fr.dmp.pilotage.report;

import fr.dmp.pilotage.warehouse.Load;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file in the place of another: what distinguishes the loads of an edition from those of the one before.
 *
 * @param before null if there was none of its feed, sender and period
 * @param after null if there is none any more
 */
record Swap(@Nullable Load before, @Nullable Load after) {

    /** What stands for the other when one is corrected. A list of incidents takes the place of the one before. */
    private record Place(String feed, String sender, String period) {

        static Place of(Load load) {
            String feed = load.feed().id();
            return new Place(
                    feed,
                    load.sender(),
                    feed.equals(IncidentLists.FEED) ? "" : load.period().label());
        }
    }

    /**
     * What has to be exchanged to come from some loads to others, in the order in which the files came; what only went
     * comes last, so that a period is never without the load that a report needs.
     */
    static List<Swap> between(List<Load> before, List<Load> after) {
        Map<Place, Load> earlier = new LinkedHashMap<>();
        before.forEach(load -> earlier.put(Place.of(load), load));
        List<Swap> swaps = new ArrayList<>();
        for (Load load : after) {
            Load replaced = earlier.remove(Place.of(load));
            if (replaced == null || replaced.loadId() != load.loadId()) {
                swaps.add(new Swap(replaced, load));
            }
        }
        earlier.values().forEach(load -> swaps.add(new Swap(load, null)));
        swaps.sort(Comparator.<Swap, Boolean>comparing(swap -> swap.after() == null)
                .thenComparing(swap -> swap.file().loadId()));
        return List.copyOf(swaps);
    }

    /** The loads after this exchange. */
    List<Load> in(List<Load> loads) {
        List<Load> swapped = new ArrayList<>(loads);
        if (before != null) {
            swapped.removeIf(load -> load.loadId() == before.loadId());
        }
        if (after != null) {
            swapped.add(after);
        }
        return swapped;
    }

    private Load file() {
        return after != null ? after : Objects.requireNonNull(before, "a swap has a load");
    }

    /** The file for a reader, in French; the same in every rebuild. */
    String told() {
        String file = named(file());
        if (after != null) {
            return file;
        }
        boolean list = file().feed().id().equals(IncidentLists.FEED);
        return list ? "plus dans la dernière liste d'incidents ; figurait dans " + file : "retrait de " + file;
    }

    /** A file by its name, its revision and the beginning of its SHA-256. */
    private static String named(Load load) {
        return load.fileName() + ", révision " + load.revision() + ", SHA-256 "
                + load.sha256().substring(0, 12) + "…";
    }
}
