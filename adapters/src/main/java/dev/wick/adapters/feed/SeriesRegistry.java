package dev.wick.adapters.feed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives each series its dense id, for the life of the process.
 *
 * <p>Thread-safe. Registering is rare and locks; {@link #byId} and the {@link SeriesTable}s are read without a lock.
 */
public final class SeriesRegistry {
    private record Key(Venue venue, String symbol, Interval interval) {}

    private final Map<Key, Series> byKey = new HashMap<>();
    private final Map<Venue, SeriesTable> tables = new HashMap<>();
    private volatile Series[] byId = new Series[0];

    /** The series of these words, registered now if it is new. */
    public synchronized Series register(final Venue venue, final String symbol, final Interval interval) {
        final Key key = new Key(venue, symbol, interval);
        final Series known = byKey.get(key);
        if (known != null) {
            return known;
        }
        final Series added = new Series(byId.length, venue, symbol, interval);
        final Series[] grown = Arrays.copyOf(byId, byId.length + 1);
        grown[added.id()] = added;
        byId = grown;
        byKey.put(key, added);
        table(venue).add(added, symbol);
        return added;
    }

    /**
     * From now on frames that call the series by this name are its own, too: for venues that use other names on the wire than
     * towards people.
     *
     * @return false, and nothing is changed, if the name leads to another series of the same venue and interval
     */
    public synchronized boolean alias(final Series series, final String wireName) {
        return table(series.venue()).add(series, wireName);
    }

    /** The series of an id that {@link #register} gave. */
    public Series byId(final int id) {
        return byId[id];
    }

    /** How many there are; ids run from 0 to one less. */
    public int size() {
        return byId.length;
    }

    /** The look-up from wire bytes for one venue; the same object every time. */
    public synchronized SeriesTable table(final Venue venue) {
        return tables.computeIfAbsent(venue, v -> new SeriesTable());
    }
}
