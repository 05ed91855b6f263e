package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.CandleRecord;
import dev.wick.engine.pipeline.SeriesRestorer;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The newest candles of one series that the journal had at the start, in the order of their publication. One thread. */
final class RecoveredSeries implements AutoCloseable {
    private final int size;
    private final long forgottenMs;
    private final long latestMs;
    private final long waivedToMs;
    private final int waivedAt;
    private final ByteBuffer memory;
    private final UnsafeBuffer records;

    /**
     * Room for some.
     *
     * @param forgottenMs the latest open time of those that were published before and are not given, UTC ms, or {@link
     *     Candle#NONE}
     * @param latestMs the latest open time that the journal ever had of the series, UTC ms
     * @param waivedToMs the latest open time up to which nothing was owed, UTC ms, or {@link Candle#NONE}
     * @param waivedAt how many of the candles were published before that was said
     */
    RecoveredSeries(
            final int size, final long forgottenMs, final long latestMs, final long waivedToMs, final int waivedAt) {
        this.size = size;
        this.forgottenMs = forgottenMs;
        this.latestMs = latestMs;
        this.waivedToMs = waivedToMs;
        this.waivedAt = waivedAt;
        memory = ByteBuffer.allocateDirect(size * CandleRecord.LENGTH);
        records = new UnsafeBuffer(memory);
    }

    void put(final int index, final UnsafeBuffer from, final int at) {
        records.putBytes(index * CandleRecord.LENGTH, from, at, CandleRecord.LENGTH);
    }

    long latestMs() {
        return latestMs;
    }

    /** Gives all, in their order, to be used once. */
    void giveTo(final SeriesRestorer.Sink into) {
        final Candle candle = new Candle();
        if (size > 0 && forgottenMs != Candle.NONE) {
            into.onForgotten(forgottenMs);
        }
        for (int i = 0; i <= size; i++) {
            if (i == waivedAt && waivedToMs != Candle.NONE) {
                into.onWaived(waivedToMs);
            }
            if (i < size) {
                read(i, candle);
                into.onCandle(candle);
            }
        }
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /**
     * Reads one of them; as of {@link CandleRecord#read}, the series and the close time are the caller's to set.
     *
     * @param index 0 for the one that was published first
     */
    void read(final int index, final Candle into) {
        CandleRecord.read(records, index * CandleRecord.LENGTH, into);
    }

    /** Frees the memory; no candle can be read any more. */
    @Override
    public void close() {
        records.wrap(0, 0);
        BufferUtil.free(memory);
    }
}
