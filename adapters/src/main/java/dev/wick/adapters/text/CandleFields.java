package dev.wick.adapters.text;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader.Outcome;
import dev.wick.adapters.text.JsonCursor.Kind;

/**
 * Reads the values of a candle's fields at a cursor and keeps account of them; reused, owned by the cursor's thread.
 *
 * <p>Allocates nothing. Each field that must be there has a bit of its reader's own choice; one that need not has none
 * ({@link #OPTIONAL}). Of a field that comes twice the last counts, even if that is null, but it must be readable both times.
 */
public final class CandleFields {
    /** The bit of a field without which a candle is whole. */
    public static final int OPTIONAL = 0;

    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_MS = 1L << 53;

    private final JsonCursor cursor;
    private int seen;
    private boolean broken;
    private int rounded;

    public CandleFields(final JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Forgets all. */
    public void clear() {
        seen = 0;
        broken = false;
        rounded = 0;
    }

    /** Says that these fields were read by somebody else. */
    public void markRead(final int fields) {
        seen |= fields;
    }

    /** Forgets that these fields were there; what was broken or rounded stays. */
    public void forget(final int fields) {
        seen &= ~fields;
    }

    /** Says that something is not as it should be. */
    public void markBroken() {
        broken = true;
    }

    /** Whether anything was not readable. */
    public boolean isBroken() {
        return broken;
    }

    /** Whether all of these fields are there. */
    public boolean has(final int fields) {
        return (seen & fields) == fields;
    }

    /** How many decimals had to be rounded. */
    public int rounded() {
        return rounded;
    }

    /** Reads a string or number; a null is as good as nothing, anything else is broken. True if the cursor points at text. */
    public boolean readText(final int field) {
        seen &= ~field;
        final Kind kind = cursor.readValue();
        if (kind == Kind.STRING || kind == Kind.NUMBER) {
            seen |= field;
            return true;
        }
        broken |= kind != Kind.NULL;
        return false;
    }

    /** Reads a whole number; {@link Candle#NONE} if there is none. */
    public long readLong(final int field) {
        if (!readText(field)) {
            return Candle.NONE;
        }
        final long value = LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
        if (value == LongReader.GARBAGE) {
            broken = true;
            return Candle.NONE;
        }
        return value;
    }

    /** Reads a time in ms that has to be there. */
    public long readTime(final int field) {
        final long timeMs = readLong(field);
        broken |= timeMs > MAX_TIME_MS || timeMs < -MAX_TIME_MS;
        return timeMs;
    }

    /** Reads a decimal; true if it is there and exact. */
    public boolean readDecimal(final Decimal into, final int field) {
        if (!readText(field)) {
            into.clear();
            return false;
        }
        final Outcome outcome = DecimalReader.read(cursor.bytes(), cursor.offset(), cursor.length(), into);
        if (outcome == Outcome.OK) {
            return true;
        }
        broken |= outcome == Outcome.GARBAGE;
        rounded++;
        return false;
    }

    /** Reads a true or false; anything else is broken. */
    public boolean readFlag(final int field) {
        final Kind kind = cursor.readValue();
        broken |= kind != Kind.TRUE && kind != Kind.FALSE;
        seen |= field;
        return kind == Kind.TRUE;
    }
}
