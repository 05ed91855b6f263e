package dev.wick.adapters.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts what came through one connection. Written by its leg's thread alone, read by any. */
public final class LegStats {
    /** What is counted. */
    public enum Stat {
        /** Reads from the socket, of whatever: data, answers, pongs. */
        READS,
        FRAMES,
        CANDLES,
        IGNORED,
        GARBLED,
        ROUNDED_DECIMALS
    }

    private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LAST_MESSAGE = Stat.values().length;
    private static final int LAST_HEARD = LAST_MESSAGE + 1;

    private final long[] values = new long[LAST_HEARD + 1];

    /** Adds to a count; the leg's thread. */
    public void add(final Stat stat, final long amount) {
        VALUES.setOpaque(values, stat.ordinal(), values[stat.ordinal()] + amount);
    }

    /** Reads a count; any thread. */
    public long get(final Stat stat) {
        return (long) VALUES.getOpaque(values, stat.ordinal());
    }

    /** Notes when anything at all was read, a pong included, UTC ms; the leg's thread. */
    public void lastHeardTimeMs(final long timeMs) {
        VALUES.setOpaque(values, LAST_HEARD, timeMs);
    }

    /** When anything at all was last read, a pong included, UTC ms, 0 for never; any thread. */
    public long lastHeardTimeMs() {
        return (long) VALUES.getOpaque(values, LAST_HEARD);
    }

    /** Notes when the last data message came, UTC ms; the leg's thread. */
    public void lastMessageTimeMs(final long timeMs) {
        VALUES.setOpaque(values, LAST_MESSAGE, timeMs);
    }

    /** When the last data message came, UTC ms, 0 for never; any thread. */
    public long lastMessageTimeMs() {
        return (long) VALUES.getOpaque(values, LAST_MESSAGE);
    }
}
