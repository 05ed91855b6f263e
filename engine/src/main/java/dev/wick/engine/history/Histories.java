package dev.wick.engine.history;

import dev.wick.adapters.feed.Series;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The histories of all series by their ids. The pipeline's thread makes them, any thread looks them up. */
public final class Histories {
    private static final Logger LOG = LoggerFactory.getLogger(Histories.class);
    /** What a series gets for which there is no memory any more: enough to know what comes again. */
    static final int LEAST_CANDLES = 64;

    private final int capacity;
    private final long maxBytes;
    private final BiFunction<Series, Integer, SeriesHistory> maker;
    private long bytes;
    private boolean saidFull;
    private volatile SeriesHistory[] byId = new SeriesHistory[64];

    /** None yet; each will keep so many candles, however much memory that takes. */
    public Histories(final int capacity) {
        this(capacity, Long.MAX_VALUE);
    }

    /**
     * None yet; each will keep so many candles.
     *
     * @param maxBytes what all of them may grow to; the series that come when this is promised keep few candles, so that the
     *     process does not outgrow its host
     */
    public Histories(final int capacity, final long maxBytes) {
        this(capacity, maxBytes, SeriesHistory::new);
    }

    /** Takes the memory from elsewhere. */
    Histories(final int capacity, final long maxBytes, final BiFunction<Series, Integer, SeriesHistory> maker) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.maker = maker;
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

    /**
     * Makes the history of a series that has none; a short one, with one error in the log, if there is no memory for a whole one.
     * The pipeline's thread.
     */
    public SeriesHistory add(final Series series) {
        final SeriesHistory added = make(series);
        final SeriesHistory[] old = byId;
        final SeriesHistory[] grown =
                Arrays.copyOf(old, series.id() < old.length ? old.length : Math.max(series.id() + 1, 2 * old.length));
        grown[series.id()] = added;
        byId = grown;
        return added;
    }

    private SeriesHistory make(final Series series) {
        final long wanted = (long) capacity * CandleRecord.LENGTH;
        if (wanted <= maxBytes - bytes) {
            try {
                final SeriesHistory whole = maker.apply(series, capacity);
                bytes += wanted;
                return whole;
            } catch (final OutOfMemoryError e) {
                sayFull(series, e.getMessage());
            }
        } else {
            sayFull(series, bytes + " of " + maxBytes + " bytes are used");
        }
        return maker.apply(series, Math.min(capacity, LEAST_CANDLES));
    }

    private void sayFull(final Series series, final String why) {
        if (saidFull) {
            return;
        }
        saidFull = true;
        LOG.error(
                "There is no memory for a history of {} candles of {}: {}. From this series on {} are kept of each, and"
                        + " whoever resumes from before is served by REST. Raise -XX:MaxDirectMemorySize, half of which is"
                        + " for histories, or lower CONNECTOR_HISTORY_CANDLES: each candle takes {} bytes",
                capacity,
                series,
                why,
                Math.min(capacity, LEAST_CANDLES),
                CandleRecord.LENGTH);
    }
}
