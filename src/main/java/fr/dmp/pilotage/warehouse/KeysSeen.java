package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.ColumnType;
import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.feeds.RowPage;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows of the loads that are being written whether all their rows have different keys, by hashes of them. The search for
 * repeated keys in the warehouse costs more than all other checks together, and is left out where it can find nothing.
 * Hashes that differ prove that the keys do; two that are equal prove nothing, and neither does a load of which another
 * process wrote a part: then the warehouse is searched. Thread-safe.
 */
public final class KeysSeen {

    /** Above so many rows the warehouse is searched: the hashes of these fill 64 MB. */
    private static final int MOST = 4_000_000;

    /** Columns that the warehouse may store as equal where their texts differ. */
    private static final Set<ColumnType> NOT_TEXT =
            EnumSet.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.DATE, ColumnType.WEEK, ColumnType.MONTH);

    private final Map<Long, Keys> loads = new ConcurrentHashMap<>();

    /** Takes note of a page's keys. */
    public void see(Load load, List<String> columns, RowPage page) {
        Keys keys = loads.computeIfAbsent(load.loadId(), id -> new Keys(!comparesAsText(load.feed())));
        if (!keys.undecided) {
            keys.add(page.number(), new KeyHashes(load.feed().key(), columns).of(page));
        }
    }

    /** Whether all pages of a load were seen here, each once, and no two of their rows have one key. */
    public boolean allDiffer(Load load) {
        Keys keys = loads.get(load.loadId());
        return keys != null && keys.allDiffer(load.survey().pages());
    }

    /** Frees what is known of a load. */
    public void forget(long loadId) {
        loads.remove(loadId);
    }

    private static boolean comparesAsText(FeedDefinition feed) {
        Set<String> parts = feed.key().stream()
                .flatMap(part -> Stream.of(part.split("\\|", -1)))
                .collect(Collectors.toSet());
        return feed.columns().stream()
                .filter(column -> column.storedColumns().stream().anyMatch(parts::contains))
                .noneMatch(column -> NOT_TEXT.contains(column.type()));
    }

    /** The keys of one load: a set of hashes with open addressing, as boxed ones would take five times the memory. */
    private static final class Keys {

        private final BitSet pages = new BitSet();
        private long[] hashes = new long[1 << 16];
        private int size;
        /** Hashes were equal, or it cannot be told from them. */
        private volatile boolean undecided;

        Keys(boolean undecided) {
            this.undecided = undecided;
        }

        synchronized void add(int page, long[] rows) {
            if (pages.get(page) || size + rows.length > MOST) {
                giveUp();
            }
            pages.set(page);
            for (int i = 0; i < rows.length && !undecided; i++) {
                add(rows[i]);
            }
        }

        private void add(long hash) {
            if (size > hashes.length / 2) {
                grow();
            }
            int at = free(hash);
            if (hashes[at] == hash) {
                giveUp();
            } else {
                hashes[at] = hash;
                size++;
            }
        }

        /** Where a hash is, or could be put. */
        private int free(long hash) {
            int at = (int) hash & hashes.length - 1;
            while (hashes[at] != 0 && hashes[at] != hash) {
                at = at + 1 & hashes.length - 1;
            }
            return at;
        }

        private void grow() {
            long[] before = hashes;
            hashes = new long[before.length * 2];
            for (long hash : before) {
                if (hash != 0) {
                    hashes[free(hash)] = hash;
                }
            }
        }

        private void giveUp() {
            undecided = true;
            hashes = new long[0];
        }

        synchronized boolean allDiffer(int expected) {
            return !undecided && pages.cardinality() == expected;
        }
    }
}
