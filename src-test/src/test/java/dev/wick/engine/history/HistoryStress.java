package dev.wick.engine.history;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.pipeline.StressCandles;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a series' history promises its readers while the pipeline's thread writes; position p holds number p + 1. */
public final class HistoryStress {
    private static final Series SERIES =
            new Series(3, Exchange.BINANCE.venue("spot").orElseThrow(), "BTCUSDT", Interval.M1);

    private HistoryStress() {}

    private static SeriesHistory filled(final int capacity, final int count) {
        final SeriesHistory history = new SeriesHistory(SERIES, capacity);
        for (int i = 1; i <= count; i++) {
            history.append(StressCandles.of(SERIES.id(), i));
        }
        return history;
    }

    /** 1 if the whole candle of that position was read, 0 if it is said to be none, else -1. */
    private static int read(final SeriesHistory history, final long position) {
        final Candle into = new Candle();
        if (!history.read(position, into)) {
            return 0;
        }
        return StressCandles.number(into) == position + 1 && into.position == position ? 1 : -1;
    }

    /** The ring wraps over what is being read: the old candle, or none, but never a torn or another one. */
    @JCStressTest
    @Outcome(
            id = {"[01], [01], [01]"},
            expect = Expect.ACCEPTABLE,
            desc = "whole, or none")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn, or another position's")
    @State
    public static class OverlappingWrap {
        private final SeriesHistory history = filled(2, 2);

        @Actor
        public void pipeline() {
            history.append(StressCandles.of(SERIES.id(), 3));
            history.append(StressCandles.of(SERIES.id(), 4));
        }

        @Actor
        public void reader(final III_Result r) {
            r.r1 = read(history, 0);
            r.r2 = read(history, history.begin());
            r.r3 = read(history, history.end() - 1);
        }
    }

    /** Older candles are put before the others: whoever sees the new beginning sees the candle. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn, or another position's")
    @State
    public static class Prepend {
        private final SeriesHistory history = prefilled();

        private static SeriesHistory prefilled() {
            final SeriesHistory history = new SeriesHistory(SERIES, 4);
            history.append(StressCandles.of(SERIES.id(), 1));
            return history;
        }

        @Actor
        public void pipeline() {
            // Number 0 at position -1.
            history.prepend(StressCandles.of(SERIES.id(), 0));
        }

        @Actor
        public void reader(final II_Result r) {
            r.r1 = read(history, history.begin());
            r.r2 = read(history, 0);
        }
    }

    /** A search that the ring overtakes finds the candle where it was, or nothing. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "-1, 1", "-1, 0", "0, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "found, or forgotten")
    @Outcome(expect = Expect.FORBIDDEN, desc = "found where it never was")
    @State
    public static class Search {
        private final SeriesHistory history = filled(2, 2);

        @Actor
        public void pipeline() {
            history.append(StressCandles.of(SERIES.id(), 3));
            history.append(StressCandles.of(SERIES.id(), 4));
        }

        @Actor
        public void reader(final II_Result r) {
            final long first = history.lastOf(StressCandles.of(SERIES.id(), 1).openTimeMs, Long.MAX_VALUE);
            final long second = history.lastOf(StressCandles.of(SERIES.id(), 2).openTimeMs, Long.MAX_VALUE);
            r.r1 = first == SeriesHistory.NOWHERE ? -1 : (int) first;
            r.r2 = second == SeriesHistory.NOWHERE ? 0 : (int) second;
        }
    }
}
