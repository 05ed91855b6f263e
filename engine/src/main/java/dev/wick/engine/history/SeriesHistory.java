package dev.wick.engine.history;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The newest closed candles of one series in the order of their publication, each revision an entry of its own. All memory
 * is asked for at the start, and taken as it is first used.
 *
 * <p>Written by the pipeline's thread alone. Readers take no lock: a {@link #read} that was overtaken by the writer says
 * so, and what it has read is to be forgotten.
 */
public final class SeriesHistory {
    /** The answer of a search that found nothing. */
    public static final long NOWHERE = Long.MIN_VALUE;

    private static final VarHandle BEGIN;
    private static final VarHandle END;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            BEGIN = lookup.findVarHandle(SeriesHistory.class, "begin", long.class);
            END = lookup.findVarHandle(SeriesHistory.class, "end", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Series series;
    private final int capacity;
    private final RecordMemory records;
    private long begin;
    private long end;
    private volatile long liveFrom;
    private volatile long completeFromMs = Candle.NONE;
    private volatile long provenToMs = Candle.NONE;
    private volatile long unbrokenFrom = NOWHERE;
    private volatile boolean settled;

    /**
     * An empty one.
     *
     * @param capacity how many candles it keeps, at least 1
     */
    public SeriesHistory(final Series series, final int capacity) {
        if (capacity < 1 || capacity > Integer.MAX_VALUE / CandleRecord.LENGTH) {
            throw new IllegalArgumentException(
                    "a history keeps 1 to " + Integer.MAX_VALUE / CandleRecord.LENGTH + " candles, got " + capacity);
        }
        this.series = series;
        this.capacity = capacity;
        records = new RecordMemory(capacity);
    }

    /** Whose candles these are; any thread. */
    public Series series() {
        return series;
    }

    /** How many it keeps; any thread. */
    public int capacity() {
        return capacity;
    }

    /** Appends a candle that is about to be published, and says at which position; the pipeline's thread. */
    public long append(final Candle closed) {
        final long position = end;
        if (position - begin == capacity) {
            forgetOldest();
        }
        records.write(place(position), closed);
        END.setRelease(this, position + 1);
        return position;
    }

    private void forgetOldest() {
        final long forgottenMs = records.openTimeMs(place(begin));
        moveCompleteFrom(series.interval().next(forgottenMs));
        BEGIN.setOpaque(this, begin + 1);
        // A reader that sees a byte of the new record must see that the old one is gone.
        VarHandle.storeStoreFence();
    }

    /**
     * Puts a candle before all others, which nobody is told of: older ones than the first that was owed, newest first.
     *
     * @return false if it is full, and then nothing has happened; the pipeline's thread
     */
    public boolean prepend(final Candle closed) {
        if (end - begin == capacity) {
            return false;
        }
        records.write(place(begin - 1), closed);
        BEGIN.setRelease(this, begin - 1);
        return true;
    }

    /** From now on what is appended goes to subscribers as well; the pipeline's thread, once, after a restart was made up. */
    public void startLive() {
        liveFrom = end;
    }

    /** The position of the first candle that went to the closed queue, or will; any thread. */
    public long liveFrom() {
        return liveFrom;
    }

    /**
     * Says from which open time on nothing is wanting here but what is known to be missing; only ever moves forwards but
     * for {@link #extendedTo}; the pipeline's thread.
     */
    public void completeFrom(final long openTimeMs) {
        if (openTimeMs > completeFromMs) {
            unbrokenFrom = end;
            moveCompleteFrom(openTimeMs);
        }
    }

    private void moveCompleteFrom(final long openTimeMs) {
        if (openTimeMs > completeFromMs) {
            completeFromMs = openTimeMs;
        }
    }

    /**
     * The position from which on nothing lies between two entries that is not here: before it a range was waived, which no
     * subscriber has got although it was not missing. Any thread.
     */
    public long unbrokenFrom() {
        return unbrokenFrom;
    }

    /** Says that all from an earlier open time on was put before the others; the pipeline's thread. */
    public void extendedTo(final long openTimeMs) {
        // Before the other: what now lies between the two may be missing.
        provenToMs = Candle.NONE;
        completeFromMs = openTimeMs;
    }

    /** Says up to which open time, UTC ms, nothing is missing; after its candles were put here; the pipeline's thread. */
    public void provenTo(final long openTimeMs) {
        if (openTimeMs != provenToMs) {
            provenToMs = openTimeMs;
        }
    }

    /**
     * Up to which open time, UTC ms, every candle from {@link #completeFromMs} on is here or is proven not to exist; {@link
     * Candle#NONE} if that is not known. Whoever reads this before the candles, and the other both before this and after the
     * candles, knows what is empty. Any thread.
     */
    public long provenToMs() {
        return provenToMs;
    }

    /**
     * The open time from which on every closed candle that was published or is older than that and known is here, UTC ms;
     * {@link Candle#NONE} before the first candle of the series. Any thread.
     */
    public long completeFromMs() {
        return completeFromMs;
    }

    /** Says that no older candles are on their way any more; the pipeline's thread. */
    public void settle() {
        settled = true;
    }

    /** Whether no older candles are on their way any more; any thread. */
    public boolean isSettled() {
        return settled;
    }

    /** The lowest position that is still kept; any thread. */
    public long begin() {
        return (long) BEGIN.getAcquire(this);
    }

    /** The position that the next candle will get; any thread. */
    public long end() {
        return (long) END.getAcquire(this);
    }

    /**
     * Reads the candle at a position; any thread.
     *
     * @param into gets the candle, or, if the answer is false, anything
     * @return false if there is none, or not any more
     */
    public boolean read(final long position, final Candle into) {
        if (position < begin() || position >= end()) {
            return false;
        }
        records.read(place(position), into);
        into.seriesId = series.id();
        into.position = position;
        VarHandle.loadLoadFence();
        if (position < (long) BEGIN.getOpaque(this)) {
            return false;
        }
        into.closeTimeMs = series.interval().next(into.openTimeMs) - 1;
        return true;
    }

    /**
     * Looks for the last entry of an open time below a position, newest first; any thread.
     *
     * @param below search ends before this position
     * @return where it is, or {@link #NOWHERE}
     */
    public long lastOf(final long openTimeMs, final long below) {
        final long lowest = begin();
        for (long position = Math.min(below, end()) - 1; position >= lowest; position--) {
            if (records.openTimeMs(place(position)) == openTimeMs) {
                VarHandle.loadLoadFence();
                return position >= (long) BEGIN.getOpaque(this) ? position : NOWHERE;
            }
        }
        return NOWHERE;
    }

    /** Where the entry of an open time with a revision is, or {@link #NOWHERE}; any thread. */
    public long positionOf(final long openTimeMs, final int revision) {
        long position = lastOf(openTimeMs, Long.MAX_VALUE);
        while (position != NOWHERE) {
            final int found = records.revision(place(position));
            VarHandle.loadLoadFence();
            if (position < (long) BEGIN.getOpaque(this)) {
                return NOWHERE;
            }
            if (found == revision) {
                return position;
            }
            position = lastOf(openTimeMs, position);
        }
        return NOWHERE;
    }

    private int place(final long position) {
        return (int) Math.floorMod(position, (long) capacity);
    }
}
