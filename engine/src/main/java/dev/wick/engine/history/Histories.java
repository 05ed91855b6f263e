package dev.wick.engine.history;

import dev.wick.adapters.feed.Series;
import java.util.Arrays;

/** The histories of all series by their ids. The pipeline's thread makes them, any thread looks them up. */
public final class Histories {
    private final int capacity;
    private volatile SeriesHistory[] byId = new SeriesHistory[64];

    /** None yet; each will keep so many candles. */
    public Histories(final int capacity) {
        this.capacity = capacity;
    }

    /** How many closed candles of a series are kept; any thread. */
    public int capacity() {
        return capacity;
    }

    /** The history of a series, null as long as the pipeline has heard nothing of it; any thread. */
    public SeriesHistory of(final int seriesId) {
        final SeriesHistory[] now = byId;
        return seriesId >= 0 && seriesId < now.length ? now[seriesId] : null;
    }

    /** Makes the history of a series that has none; the pipeline's thread. */
    public SeriesHistory add(final Series series) {
        final SeriesHistory added = new SeriesHistory(series, capacity);
        final SeriesHistory[] old = byId;
        final SeriesHistory[] grown =
                Arrays.copyOf(old, series.id() < old.length ? old.length : Math.max(series.id() + 1, 2 * old.length));
        grown[series.id()] = added;
        byId = grown;
        return added;
    }
}
