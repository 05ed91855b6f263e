package dev.wick.adapters.sim.market;

import dev.wick.adapters.feed.Interval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The part of the market that somebody watches: lets its time pass, and says what is to be shown. Owned by the simulator's
 * thread.
 *
 * <p>A series that was opened once stays live, watched or not: its bars go on being made, which is what a subscriber that
 * was away has to find again. In the order of their times: the end of a bar, then pushes that fell due, then trades.
 */
public final class LiveMarket {
    /** Is shown the bars as they change. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A bar changed, or is final.
         *
         * @param eventTimeMs when it did, in the market's time, UTC ms
         */
        void onBar(LiveSeries series, long eventTimeMs, boolean closed);
    }

    private final Market market;
    private final Map<String, LiveSymbol> bySymbol = new HashMap<>();
    private final List<LiveSymbol> symbols = new ArrayList<>();
    private final Listener listener;
    private final ToLongFunction<Interval> pushEveryMs;
    private long nowMs;

    /**
     * Nothing is live yet.
     *
     * @param pushEveryMs the least time between two pushes of a forming bar, in the market's ms; 0 shows every trade
     */
    public LiveMarket(
            final Market market,
            final long startMs,
            final ToLongFunction<Interval> pushEveryMs,
            final Listener listener) {
        this.market = market;
        this.pushEveryMs = pushEveryMs;
        this.listener = listener;
        nowMs = startMs;
    }

    /** The live series of these, made live now if it was not: its forming bar holds all its trades up to now. */
    public LiveSeries open(final Instrument instrument, final Interval interval) {
        LiveSymbol symbol = bySymbol.get(instrument.symbol());
        if (symbol == null) {
            symbol = new LiveSymbol(market.tape(instrument).from(nowMs + 1));
            bySymbol.put(instrument.symbol(), symbol);
            symbols.add(symbol);
        }
        LiveSeries series = symbol.series.get(interval);
        if (series == null) {
            final long openMs = interval.openTimeAt(nowMs);
            final Bar bar =
                    market.bars(instrument, interval, openMs, openMs, nowMs, 1).get(0);
            series = new LiveSeries(instrument, interval, bar, pushEveryMs.applyAsLong(interval));
            series.pushed(nowMs);
            symbol.series.put(interval, series);
            symbol.schedule();
        }
        return series;
    }

    /** Lets everything happen up to and including a moment; returns how many bars were shown. A step back does nothing. */
    public int advance(final long toMs) {
        int shown = 0;
        if (toMs > nowMs) {
            nowMs = toMs;
            for (int i = 0; i < symbols.size(); i++) {
                final LiveSymbol symbol = symbols.get(i);
                while (symbol.nextEventMs <= toMs) {
                    shown += symbol.step();
                }
            }
        }
        return shown;
    }

    /** The moment that everything has happened up to, UTC ms. */
    public long nowMs() {
        return nowMs;
    }

    /** One instrument: where its tape stands, and its series. */
    private final class LiveSymbol {
        private final TapeCursor cursor;
        private final Map<Interval, LiveSeries> series = new EnumMap<>(Interval.class);
        private long nextEventMs;

        LiveSymbol(final TapeCursor cursor) {
            this.cursor = cursor;
        }

        int step() {
            final long timeMs = nextEventMs;
            int shown = 0;
            for (final LiveSeries one : series.values()) {
                if (one.bar().nextOpenTimeMs() == timeMs) {
                    listener.onBar(one, timeMs, true);
                    one.roll();
                    one.pushed(timeMs);
                    shown++;
                } else if (one.pushDueMs() == timeMs) {
                    shown += show(one, timeMs);
                }
            }
            while (cursor.timeMs() == timeMs) {
                shown += trade(timeMs);
                cursor.next();
            }
            schedule();
            return shown;
        }

        private int trade(final long timeMs) {
            int shown = 0;
            for (final LiveSeries one : series.values()) {
                one.bar().add(cursor);
                one.changed();
                if (one.pushDueMs() <= timeMs) {
                    shown += show(one, timeMs);
                }
            }
            return shown;
        }

        private int show(final LiveSeries one, final long timeMs) {
            one.pushed(timeMs);
            listener.onBar(one, timeMs, false);
            return 1;
        }

        private void schedule() {
            long next = cursor.timeMs();
            for (final LiveSeries one : series.values()) {
                next = Math.min(next, Math.min(one.bar().nextOpenTimeMs(), one.pushDueMs()));
            }
            nextEventMs = next;
        }
    }
}
