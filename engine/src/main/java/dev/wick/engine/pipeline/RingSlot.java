package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;

/** One preallocated place of the ring. Written by the publisher that claimed it, then read by the pipeline's thread. */
public final class RingSlot {
    /** What a slot carries. */
    enum Kind {
        /** A candle. */
        CANDLE,
        /** REST has shown everything in a range of open times: what is still missing there does not exist. */
        RANGE_CHECKED,
        /** Nothing is owed of a range of a series. */
        RANGE_WAIVED,
        /** A series is wanted: before its first candle, and again when it is wanted after a pause. */
        TAKE_UP,
        /** The same, and its venue flags no close: what was last seen forming is kept, so that the clock can close it. */
        TAKE_UP_UNFLAGGED,
        /** The time of the bar in {@link #fromMs} is over, and REST cannot be had: close it as it was last seen. */
        TIMER_CLOSE,
        /** A candle: the newest bar as REST has it, to be compared with what the stream has brought. */
        PROBE,
        /**
         * A closed candle, older than what is owed, and REST has shown that none lies between it and {@link #toMs}: for the
         * history alone.
         */
        BOOTSTRAP,
        /** No older candles are on their way; from {@link #fromMs} to {@link #toMs} there are none, if that is known. */
        SETTLED,
        /** The venue of a series sends trade ids; what they prove is the {@code TradeIds} with the ordinal {@link #fromMs}. */
        TRADE_IDS
    }

    /** What it carries, if that is a candle. */
    public final Candle candle = new Candle();

    Kind kind = Kind.CANDLE;
    /** Of whatever is no candle. */
    int seriesId;
    /** Of a range: its first open time, UTC ms. */
    long fromMs;
    /** Of a range: its last open time, UTC ms, inclusive. */
    long toMs;

    @Override
    public String toString() {
        return kind == Kind.CANDLE || kind == Kind.PROBE || kind == Kind.BOOTSTRAP
                ? candle.toString()
                : "open times " + fromMs + " to " + toMs + " of series " + seriesId + ", " + kind;
    }
}
