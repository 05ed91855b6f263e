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
    private final BiFunction<Series, Integer, SeriesHistory> maker;
    private volatile SeriesHistory[] byId = new SeriesHistory[64];

    /** None yet; each will keep so many candles. */
    public Histories(final int capacity) {
        this(capacity, SeriesHistory::new);
    }

    /** Takes the memory from elsewhere. */
    Histories(final int capacity, final BiFunction<Series, Integer, SeriesHistory> maker) {
        this.capacity = capacity;
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
     * Makes the history of a series that has none; a short one, with an error in the log, if there is no memory for a whole one.
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
        try {
            return maker.apply(series, capacity);
        } catch (final OutOfMemoryError e) {
            final int fewer = Math.min(capacity, LEAST_CANDLES);
            LOG.atError()
                    .addKeyValue("exchange", series.venue().exchange())
                    .addKeyValue("contract_type", series.venue().contractType())
                    .addKeyValue("symbol", series.symbol())
                    .log(
                            "There is no memory for a history of {} candles of {}; {} are kept, whoever resumes from before"
                                    + " is served by REST. Raise -XX:MaxDirectMemorySize, or lower"
                                    + " CONNECTOR_HISTORY_CANDLES: each candle takes {} bytes. {}",
                            capacity,
                            series,
                            fewer,
                            CandleRecord.LENGTH,
                            e.getMessage());
            return maker.apply(series, fewer);
        }
    }
}
