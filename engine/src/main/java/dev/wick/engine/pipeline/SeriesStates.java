package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.history.Histories;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metrics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The state of every series by its id. The pipeline's thread writes; the public methods are for any thread. */
public final class SeriesStates {
    private final SeriesRegistry registry;
    private final Metrics metrics;
    private final Histories histories;
    private final VenueSkews skews;
    private final Map<Venue, VenueCounters> venues = new HashMap<>();
    private volatile SeriesState[] states = new SeriesState[64];
    private final Counter missing = new Counter();

    /**
     * None yet, of venues of whose clocks nothing is known.
     *
     * @param histories where the history of each series is made together with its state
     */
    public SeriesStates(final SeriesRegistry registry, final Metrics metrics, final Histories histories) {
        this(registry, metrics, histories, new VenueSkews());
    }

    /**
     * None yet.
     *
     * @param histories where the history of each series is made together with its state
     * @param skews how far the venues' clocks are off ours
     */
    public SeriesStates(
            final SeriesRegistry registry, final Metrics metrics, final Histories histories, final VenueSkews skews) {
        this.registry = registry;
        this.metrics = metrics;
        this.histories = histories;
        this.skews = skews;
    }

    /** The open time of the newest closed candle that was published, UTC ms, or {@link Candle#NONE}. */
    public long lastClosedOpenTimeMs(final int seriesId) {
        final SeriesState state = find(seriesId);
        return state == null ? Candle.NONE : state.lastClosedMs;
    }

    /**
     * The open time up to which every candle since our first was published or proven not to exist, UTC ms, or {@link
     * Candle#NONE} before the first candle. It falls back in one case: a close comes from before our first candle.
     */
    public long watermarkMs(final int seriesId) {
        final SeriesState state = find(seriesId);
        return state == null ? Candle.NONE : state.watermarkMs;
    }

    /**
     * The last open time whose fate is known, or known to be missing, UTC ms, or {@link Candle#NONE} before the first candle:
     * nothing is owed beyond it yet.
     */
    public long frontierMs(final int seriesId) {
        final SeriesState state = find(seriesId);
        return state == null ? Candle.NONE : state.frontierMs;
    }

    /** The first open time of a series that is known to be missing, UTC ms, or {@link Candle#NONE}. */
    public long oldestMissingMs(final int seriesId) {
        final SeriesState state = find(seriesId);
        return state == null ? Candle.NONE : state.oldestMissingMs;
    }

    /** How many closed candles of a series are known to be missing now. */
    public long missing(final int seriesId) {
        final SeriesState state = find(seriesId);
        return state == null ? 0 : state.missingCount.get();
    }

    /** How many closed candles of all series are known to be missing now. */
    public long missing() {
        return missing.get();
    }

    /** The state of a registered series, made at the first call. The pipeline's thread. */
    public SeriesState of(final int seriesId) {
        final SeriesState[] now = states;
        if (seriesId >= 0 && seriesId < now.length && now[seriesId] != null) {
            return now[seriesId];
        }
        return add(seriesId);
    }

    /** The pipeline's thread. */
    void addMissing(final SeriesState state, final long number) {
        state.missingCount.add(number);
        state.venue.missing.add(number);
        missing.add(number);
    }

    private SeriesState find(final int seriesId) {
        final SeriesState[] now = states;
        return seriesId >= 0 && seriesId < now.length ? now[seriesId] : null;
    }

    private SeriesState add(final int seriesId) {
        if (seriesId < 0 || seriesId >= registry.size()) {
            throw new IllegalArgumentException(
                    "nobody registered a series " + seriesId + "; there are " + registry.size());
        }
        final var series = registry.byId(seriesId);
        final VenueCounters counters =
                venues.computeIfAbsent(series.venue(), venue -> new VenueCounters(venue, metrics, skews.of(venue)));
        final SeriesState[] old = states;
        final SeriesState[] grown =
                Arrays.copyOf(old, seriesId < old.length ? old.length : Math.max(seriesId + 1, 2 * old.length));
        grown[seriesId] = new SeriesState(series, counters, histories.add(series));
        states = grown;
        return grown[seriesId];
    }
}
