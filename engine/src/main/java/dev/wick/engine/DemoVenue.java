package dev.wick.engine;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.Locale;
import java.util.Map;

/** One simulated market, and what a subscriber got of it. Thread-safe. */
final class DemoVenue implements AutoCloseable {
    static final Interval INTERVAL = Interval.M1;

    private final Venue venue;
    private final SimulatedExchange exchange;
    private final DemoTally tally = new DemoTally();

    /** Starts its simulator. */
    DemoVenue(final Venue venue, final SimulatorOptions options) {
        this.venue = venue;
        exchange = Simulators.start(
                venue.exchange(), options.market(venue.contractType().name()));
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

    /** Puts into an environment where the engine finds it. */
    void addTo(final Map<String, String> environment) {
        final String key = "CONNECTOR_"
                + (venue.exchange().text() + "_" + venue.contractType().name()).toUpperCase(Locale.ROOT);
        environment.put(key + "_WS_URL", exchange.wsUrl());
        environment.put(key + "_REST_URL", exchange.restUrl());
    }

    /** The message that subscribes to all its symbols. */
    String subscription() {
        return Subscription.message(
                venue.exchange().text(), venue.contractType().name(), INTERVAL.text(), exchange.symbols());
    }

    /** Whether a quote is of this venue. */
    boolean isOf(final Map<String, Object> quote) {
        return venue.exchange().text().equals(quote.get("exchange"))
                && venue.contractType().name().equals(quote.get("contract_type"));
    }

    /** What the subscriber got, against what was made and over by a time of the exchange's, UTC ms. */
    DemoTally.Verdict judge(final long untilMs) {
        return tally.judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, INTERVAL), untilMs);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
