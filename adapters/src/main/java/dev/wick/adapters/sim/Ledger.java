package dev.wick.adapters.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulator's own record: every closed bar of every series since somebody first asked for it, and what was sent.
 *
 * <p>Written by the simulator's and its REST threads, read by any; one lock, since no reader is in a hurry. Of each series
 * the newest bars are kept, as many as {@link SimulatorOptions#ledgerBars} says; the counts are of all.
 */
public final class Ledger {
    private record Key(String symbol, Interval interval) {}

    private final int barsPerSeries;
    private final Map<Key, LedgerSeries> series = new HashMap<>();
    private final long[] faults = new long[Fault.values().length];
    private long framesSent;
    private long closedMade;
    private long closedSent;

    /** Keeps so many closed bars of each series. */
    public Ledger(final int barsPerSeries) {
        this.barsPerSeries = barsPerSeries;
    }

    /** The closed bars of a series that are still kept, oldest first; empty if nobody asked for it. */
    public synchronized List<MadeCandle> closed(final String symbol, final Interval interval) {
        final LedgerSeries kept = series.get(new Key(symbol, interval));
        return kept == null ? List.of() : kept.all();
    }

    /** Symbols that have at least one closed bar of this interval. */
    public synchronized List<String> symbols(final Interval interval) {
        final List<String> symbols = new ArrayList<>();
        series.keySet().forEach(key -> {
            if (key.interval == interval) {
                symbols.add(key.symbol);
            }
        });
        return symbols;
    }

    /** How many closed bars were made, of all series. */
    public synchronized long closedCount() {
        return closedMade;
    }

    /** How many of them at least one connection was sent when they closed. */
    public synchronized long closedSentCount() {
        return closedSent;
    }

    /** Data frames handed to sockets, repeated and spoilt ones included. */
    public synchronized long framesSent() {
        return framesSent;
    }

    /** How often a fault struck. */
    public synchronized long count(final Fault fault) {
        return faults[fault.ordinal()];
    }

    synchronized void made(final Bar bar, final Interval interval, final boolean sent) {
        final Instrument instrument = bar.instrument();
        series.computeIfAbsent(
                        new Key(instrument.symbol(), interval),
                        key -> new LedgerSeries(instrument, interval, barsPerSeries))
                .add(bar, sent);
        closedMade++;
        if (sent) {
            closedSent++;
        }
    }

    synchronized void sentFrame() {
        framesSent++;
    }

    synchronized void struck(final Fault fault) {
        faults[fault.ordinal()]++;
    }
}
