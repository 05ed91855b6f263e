package dev.wick.test.chaos;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One simulated market of the chaos, and what is owed of it. Any thread. */
final class ChaosVenue implements AutoCloseable {
    static final Interval INTERVAL = Interval.M1;
    private static final long BAR_MS = 60_000;
    private static final double UPDATES_PER_BAR = 4;

    private final Venue venue;
    private final SimulatedExchange exchange;
    private final long realBarMs;
    private final boolean isFlagged;
    private final Map<String, Absence> absences = new HashMap<>();

    private ChaosVenue(final Venue venue, final int symbols, final long realBarMs, final long seed, final int bars) {
        this.venue = venue;
        this.realBarMs = realBarMs;
        isFlagged = venue.exchange() != Exchange.HYPERLIQUID
                && !(venue.exchange() == Exchange.GATEIO
                        && venue.contractType().name().equals("cm"));
        exchange = Simulators.start(
                venue.exchange(),
                new SimulatorOptions()
                        .market(venue.contractType().name())
                        .symbols(symbols)
                        .seed(seed)
                        .updatesPerSecond(UPDATES_PER_BAR * symbols * 1_000 / realBarMs)
                        .closedEvery(INTERVAL, realBarMs)
                        .ledgerBars(bars)
                        .faults(FaultPlan.seeded(seed)));
    }

    /**
     * Every market of every exchange. Hyperliquid's have fewer symbols and longer bars: its REST allows some fifty questions
     * a minute of real time to all three together, and every one of its closes is asked for.
     *
     * @param runMs how long the run is at most, for the size of the ledgers
     */
    static List<ChaosVenue> startAll(final long seed, final long runMs) {
        final List<ChaosVenue> venues = new ArrayList<>();
        for (final Exchange exchange : Exchange.values()) {
            final boolean isHyperliquid = exchange == Exchange.HYPERLIQUID;
            final long realBarMs = isHyperliquid ? 5_000 : 2_500;
            exchange.contractTypes()
                    .forEach(type -> venues.add(new ChaosVenue(
                            new Venue(exchange, type),
                            isHyperliquid ? 2 : 3,
                            realBarMs,
                            seed + venues.size(),
                            (int) (runMs / realBarMs) + 1_000)));
        }
        return venues;
    }

    Venue venue() {
        return venue;
    }

    SimulatedExchange exchange() {
        return exchange;
    }

    FaultPlan faults() {
        return exchange.faults();
    }

    /** The symbol that a random number stands for. */
    String symbol(final int number) {
        return exchange.symbols().get(number % exchange.symbols().size());
    }

    /** All its series; the last is the one that the engine carries only while somebody wants it. */
    List<SeriesKey> series() {
        return exchange.symbols().stream()
                .map(symbol -> SeriesKey.of(venue, symbol))
                .toList();
    }

    /** Whether the engine carries the series only while somebody wants it. */
    boolean isOnDemand(final SeriesKey series) {
        final List<String> symbols = exchange.symbols();
        return series.symbol().equals(symbols.get(symbols.size() - 1));
    }

    long realBarMs() {
        return realBarMs;
    }

    /** The open time of the bar that forms now, UTC ms. */
    long formingMs() {
        return INTERVAL.openTimeAt(exchange.timeMs());
    }

    synchronized void delist(final int number) {
        final String symbol = symbol(number);
        absences.computeIfAbsent(symbol, key -> new Absence()).delisted(formingMs() - BAR_MS);
        faults().delist(symbol);
    }

    synchronized void listAgain(final int number) {
        final String symbol = symbol(number);
        faults().listAgain(symbol);
        absences.computeIfAbsent(symbol, key -> new Absence()).listedAgain(formingMs() + BAR_MS);
    }

    /** The engine has said in which state a series is. */
    synchronized void onStatus(final String symbol, final String state) {
        absences.computeIfAbsent(symbol, key -> new Absence())
                .engineSays("DELISTED".equals(state), formingMs() + BAR_MS);
    }

    /** A new engine has started, which knows nothing of any delisting. */
    synchronized void onRestart() {
        absences.values().forEach(absence -> absence.engineSays(false, formingMs() + BAR_MS));
    }

    /** Ends every fault. */
    void calm() {
        faults().answerRestAsUsual();
        for (final Deed deed : Deed.values()) {
            for (int i = 0; i < exchange.symbols().size(); i++) {
                deed.end(this, new FaultSchedule.Event(0, 0, deed, 0, i, 0));
            }
        }
    }

    synchronized Truth truth(final SeriesKey series) {
        final Absence absence = absences.get(series.symbol());
        return new Truth(
                exchange.ledger().closed(series.symbol(), INTERVAL),
                absence == null ? List.of() : absence.excuses(),
                isFlagged);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
