package dev.wick.test;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.DemoTally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One simulated market and what a subscriber got of it; quotes come on the client's thread, questions on the test's. */
final class VenueUnderTest implements AutoCloseable {
    private static final Interval INTERVAL = Interval.M1;
    private static final long BAR_MS = 2_000;

    private final Venue venue;
    private final SimulatedExchange exchange;
    private final DemoTally tally = new DemoTally();
    private long lastQuoteNs;
    private long longestPauseNs;

    private VenueUnderTest(final Venue venue, final int symbols, final long seed) {
        this.venue = venue;
        exchange = Simulators.start(
                venue.exchange(),
                new SimulatorOptions()
                        .market(venue.contractType().name())
                        .symbols(symbols)
                        .seed(seed)
                        .updatesPerSecond(4.0 * symbols)
                        .closedEvery(INTERVAL, BAR_MS)
                        .faults(FaultPlan.seeded(seed).chance(Fault.REPEAT, 0.05)));
    }

    /**
     * Every market of every exchange. Hyperliquid has half as many symbols: its REST allows some fifty questions a minute of
     * real time, however fast the market's time runs.
     */
    static List<VenueUnderTest> startAll(final int symbols, final long seed) {
        final List<VenueUnderTest> venues = new ArrayList<>();
        for (final Exchange exchange : Exchange.values()) {
            exchange.contractTypes()
                    .forEach(type -> venues.add(new VenueUnderTest(
                            new Venue(exchange, type),
                            exchange == Exchange.HYPERLIQUID ? symbols / 2 : symbols,
                            seed + venues.size())));
        }
        return venues;
    }

    Venue venue() {
        return venue;
    }

    SimulatedExchange exchange() {
        return exchange;
    }

    DemoTally tally() {
        return tally;
    }

    String subscription() {
        return "{\"op\":\"subscribe\",\"exchange\":\"" + venue.exchange() + "\",\"contract_type\":\""
                + venue.contractType() + "\",\"interval\":\"" + INTERVAL + "\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}";
    }

    /** How often each kind of fault struck. */
    Map<Fault, Long> faults() {
        final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        for (final Fault fault : Fault.values()) {
            if (exchange.ledger().count(fault) > 0) {
                faults.put(fault, exchange.ledger().count(fault));
            }
        }
        return faults;
    }

    boolean isOf(final Map<String, Object> quote) {
        return venue.exchange().text().equals(quote.get("exchange"))
                && venue.contractType().name().equals(quote.get("contract_type"));
    }

    void onQuote(final Map<String, Object> quote) {
        tally.onQuote(quote);
        notePause();
    }

    private synchronized void notePause() {
        final long nowNs = System.nanoTime();
        longestPauseNs = Math.max(longestPauseNs, nowNs - lastQuoteNs);
        lastQuoteNs = nowNs;
    }

    synchronized void startWatching() {
        lastQuoteNs = System.nanoTime();
        longestPauseNs = 0;
    }

    /** The longest time without a quote since {@link #startWatching}, ms. */
    synchronized long longestPauseMs() {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(longestPauseNs, System.nanoTime() - lastQuoteNs));
    }

    DemoTally.Verdict judge(final long untilMs) {
        return tally.judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, INTERVAL), untilMs);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
