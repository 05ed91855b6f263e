package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a candleSnapshot: rows ascending, both ends inclusive on the open time, the last one may still be forming; of each
 * series only the 5,000 most recent bars exist. Stateless.
 */
final class SnapshotQuery {
    /** Bars of a series that can be had. */
    static final int MAX_ROWS = 5_000;

    /** Rows that cost one weight more. */
    static final int ROWS_PER_WEIGHT = 60;

    private static final int ROW_BYTES = 160;

    /** An answer, and how many rows it has. */
    record Result(int status, String body, int rows) {}

    private final HyperListing listing;
    private final Market market;

    SnapshotQuery(final HyperListing listing, final Market market) {
        this.listing = listing;
        this.market = market;
    }

    /** The answer; null for a query that is none. */
    Result answer(final Object query, final long nowMs) {
        if (!(query instanceof Map<?, ?> members)
                || !(members.get("coin") instanceof String coin)
                || !(members.get("interval") instanceof String name)
                || number(members.get("startTime")) == null) {
            return null;
        }
        final Optional<Interval> interval = WireInterval.of(name);
        final Long endMs = number(members.get("endTime"));
        if (interval.isEmpty() || (endMs == null && members.containsKey("endTime"))) {
            return null;
        }
        final Optional<Instrument> instrument = listing.instrument(coin);
        if (instrument.isEmpty()) {
            return new Result(500, "null", 0);
        }
        final long startMs = number(members.get("startTime"));
        final List<Bar> bars =
                bars(instrument.get(), interval.get(), startMs, endMs == null ? nowMs : Math.min(endMs, nowMs), nowMs);
        return new Result(200, json(coin, interval.get(), bars), bars.size());
    }

    private List<Bar> bars(
            final Instrument instrument,
            final Interval interval,
            final long startMs,
            final long endMs,
            final long nowMs) {
        final long oldestMs = oldestMs(instrument, interval, startMs, nowMs);
        return market.bars(instrument, interval, oldestMs, endMs, nowMs, MAX_ROWS);
    }

    /** The first open time asked for, or that of the oldest bar that still exists. */
    private long oldestMs(final Instrument instrument, final Interval interval, final long startMs, final long nowMs) {
        final long fromMs = Math.max(startMs, market.tape(instrument).listedMs());
        long oldestMs = interval.openTimeAt(nowMs);
        for (int i = 1; i < MAX_ROWS && oldestMs > fromMs; i++) {
            oldestMs = interval.previous(oldestMs);
        }
        return Math.max(oldestMs, fromMs);
    }

    private static String json(final String coin, final Interval interval, final List<Bar> bars) {
        final TextBuffer out = new TextBuffer(16 + ROW_BYTES * bars.size()).text("[");
        for (int i = 0; i < bars.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            CandleText.append(out, coin, interval, bars.get(i));
        }
        return out.text("]").toString();
    }

    private static Long number(final Object value) {
        return value instanceof JsonText.NumberText number && number.text().matches("[0-9]{1,18}")
                ? Long.valueOf(number.text())
                : null;
    }
}
