package dev.wick.engine.history;

import dev.wick.adapters.feed.Candle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Room for candles outside of the heap, which the process takes page by page, as it is first written: a direct {@code ByteBuffer}
 * is filled with zeros at once, and the history of a day would be there in full from the first minute on. Freed once nobody has
 * this any more. One thread writes; what a reader gets that was overtaken by it is anything.
 */
final class RecordMemory {
    private static final Cleaner CLEANER = Cleaner.create();

    private final UnsafeBuffer buffer;

    /**
     * Room for so many candles; what is in it is anything.
     *
     * @throws OutOfMemoryError if there is not so much
     */
    RecordMemory(final int capacity) {
        final int bytes = capacity * CandleRecord.LENGTH;
        final long address = UnsafeApi.allocateMemory(bytes);
        buffer = new UnsafeBuffer(address, bytes);
        CLEANER.register(this, () -> UnsafeApi.freeMemory(address));
    }

    /** Keeps a candle at a place. */
    void write(final int place, final Candle closed) {
        try {
            CandleRecord.write(closed, buffer, place * CandleRecord.LENGTH);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The candle at a place. */
    void read(final int place, final Candle into) {
        try {
            CandleRecord.read(buffer, place * CandleRecord.LENGTH, into);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The open time of the candle at a place, UTC ms. */
    long openTimeMs(final int place) {
        try {
            return CandleRecord.openTimeMs(buffer, place * CandleRecord.LENGTH);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The revision of the candle at a place. */
    int revision(final int place) {
        try {
            return CandleRecord.revision(buffer, place * CandleRecord.LENGTH);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
