package dev.wick.test.soak;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** One simulated market of the soak. */
record SoakVenue(Venue venue, SimulatedExchange exchange) implements AutoCloseable {
    private static final Interval INTERVAL = Interval.M1;
    /** One bar of a minute takes so long, real ms. */
    private static final long BAR_MS = 15_000;

    private static final double UPDATES_PER_BAR = 4;
    private static final int LEDGER_BARS = 10;

    static SoakVenue start(final Exchange exchange, final String market, final int symbols, final long seed) {
        final Venue venue = exchange.venue(market).orElseThrow();
        return new SoakVenue(
                venue,
                Simulators.start(
                        exchange,
                        new SimulatorOptions()
                                .market(venue.contractType().name())
                                .symbols(symbols)
                                .seed(seed)
                                .updatesPerSecond(UPDATES_PER_BAR * symbols * 1_000 / BAR_MS)
                                .closedEvery(INTERVAL, BAR_MS)
                                .ledgerBars(LEDGER_BARS)
                                .faults(FaultPlan.seeded(seed)
                                        .chance(Fault.REPEAT, 0.02)
                                        .chance(Fault.GARBLE, 0.001)
                                        .chance(Fault.WITHHOLD_CLOSED, 0.005)
                                        .chance(Fault.REVISE_CLOSED, 0.01))));
    }

    List<String> symbols() {
        return exchange.symbols();
    }

    String subscription(final Collection<String> symbols, final String more) {
        return "{\"op\":\"subscribe\",\"id\":1,\"exchange\":\"" + venue.exchange() + "\",\"contract_type\":\""
                + venue.contractType() + "\",\"interval\":\"" + INTERVAL + "\"" + more + ",\"symbols\":["
                + symbols.stream().map(symbol -> "\"" + symbol + "\"").collect(Collectors.joining(",")) + "]}";
    }

    @Override
    public void close() {
        exchange.close();
    }
}
