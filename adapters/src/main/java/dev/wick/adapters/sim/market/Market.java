package dev.wick.adapters.sim.market;

import dev.wick.adapters.feed.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The instruments, their tapes, and any stretch of bars made from them. Immutable; any thread. */
public final class Market {
    private final Map<String, Tape> tapes = new LinkedHashMap<>();

    /**
     * A market of these instruments.
     *
     * @param seed the same seed, instruments, rate and start make the same market
     * @param tradesPerSecond of each instrument, in the market's time
     * @param startMs when it starts to be live, UTC ms
     */
    public Market(
            final long seed, final List<Instrument> instruments, final double tradesPerSecond, final long startMs) {
        for (final Instrument instrument : instruments) {
            tapes.put(instrument.symbol(), new Tape(seed, instrument, tradesPerSecond, startMs));
        }
    }

    /** All that is listed, in the order of the list. */
    public List<Instrument> instruments() {
        return tapes.values().stream().map(Tape::instrument).toList();
    }

    /** What is listed under this symbol. */
    public Optional<Instrument> instrument(final String symbol) {
        return Optional.ofNullable(tapes.get(symbol)).map(Tape::instrument);
    }

    /** All trades of a listed instrument. */
    public Tape tape(final Instrument instrument) {
        return tapes.get(instrument.symbol());
    }

    /**
     * Bars by their open times, oldest first, as they stand at a moment: the newest may still be forming.
     *
     * @param fromMs first open time, UTC ms, inclusive
     * @param toMs last open time, UTC ms, inclusive
     * @param nowMs trades after this moment have not happened yet, UTC ms
     * @param limit at most so many, the oldest
     */
    public List<Bar> bars(
            final Instrument instrument,
            final Interval interval,
            final long fromMs,
            final long toMs,
            final long nowMs,
            final int limit) {
        final Tape tape = tape(instrument);
        final long lastMs = Math.min(toMs, nowMs);
        long openMs = firstOpenTime(interval, Math.max(fromMs, tape.listedMs()));
        final List<Bar> bars = new ArrayList<>();
        if (openMs > lastMs) {
            return bars;
        }
        final TapeCursor cursor = tape.from(openMs);
        while (openMs <= lastMs && bars.size() < limit) {
            final long nextMs = interval.next(openMs);
            final Bar bar = new Bar(instrument, openMs, nextMs, cursor.previousTicks());
            while (cursor.timeMs() < nextMs && cursor.timeMs() <= nowMs) {
                bar.add(cursor);
                cursor.next();
            }
            bars.add(bar);
            openMs = nextMs;
        }
        return bars;
    }

    /** As {@link #bars}, but the newest ones up to a last open time. */
    public List<Bar> newestBars(
            final Instrument instrument, final Interval interval, final long toMs, final long nowMs, final int limit) {
        final long listedMs = tape(instrument).listedMs();
        final long lastMs = interval.openTimeAt(Math.min(toMs, nowMs));
        long fromMs = lastMs;
        for (int i = 1; i < limit && fromMs > listedMs; i++) {
            fromMs = interval.previous(fromMs);
        }
        return bars(instrument, interval, fromMs, lastMs, nowMs, limit);
    }

    private static long firstOpenTime(final Interval interval, final long fromMs) {
        final long openMs = interval.openTimeAt(fromMs);
        return openMs < fromMs ? interval.next(openMs) : openMs;
    }
}
