package dev.wick.engine;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All simulated markets of the demo, started together. Owned by the demo's thread; the quotes come on another. */
final class DemoMarkets implements AutoCloseable {
    private static final double REPEATED_FRAMES = 0.1;
    /** Busy enough for the JVM to compile what a candle passes through, before the demo is over. */
    private static final double UPDATES_PER_SECOND = 1_000;

    private final List<DemoVenue> venues = new ArrayList<>();

    /**
     * Starts every market of every exchange.
     *
     * @param symbols on each market; on Hyperliquid's half as many, since its REST allows some fifty questions a minute of
     *     real time, however fast the markets' time runs
     * @param barMs how soon a bar of a minute closes, ms
     */
    DemoMarkets(final int symbols, final long seed, final long barMs) {
        final List<Venue> all = new ArrayList<>();
        for (final Exchange exchange : Exchange.values()) {
            exchange.contractTypes().forEach(type -> all.add(new Venue(exchange, type)));
        }
        try {
            for (final Venue venue : all) {
                final int some = venue.exchange() == Exchange.HYPERLIQUID ? Math.max(1, symbols / 2) : symbols;
                venues.add(new DemoVenue(
                        venue,
                        new SimulatorOptions()
                                .seed(seed)
                                .symbols(some)
                                .updatesPerSecond(Math.max(UPDATES_PER_SECOND / all.size(), 2.0 * some))
                                .closedEvery(DemoVenue.INTERVAL, barMs)
                                .faults(FaultPlan.seeded(seed).chance(Fault.REPEAT, REPEATED_FRAMES))));
            }
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    List<DemoVenue> venues() {
        return venues;
    }

    /** Where the engine finds them. */
    Map<String, String> environment() {
        final Map<String, String> environment = new HashMap<>();
        venues.forEach(venue -> venue.addTo(environment));
        return environment;
    }

    /** Gives a quote to the tally of its venue. */
    void onQuote(final Map<String, Object> quote) {
        for (final DemoVenue venue : venues) {
            if (venue.isOf(quote)) {
                venue.tally().onQuote(quote);
                return;
            }
        }
        throw new IllegalStateException("a quote of a venue that nobody asked for: " + quote);
    }

    /** Every exchange sends nothing for a while. */
    void fallSilent(final long silenceMs) {
        venues.forEach(venue -> venue.exchange().faults().goSilent(silenceMs));
    }

    /** Every exchange drops all its connections. */
    void disconnectAll() {
        venues.forEach(venue -> venue.exchange().faults().disconnectAll());
    }

    /** What time it is at each of them, UTC ms, in their order. */
    List<Long> times() {
        return venues.stream().map(venue -> venue.exchange().timeMs()).toList();
    }

    /** The verdicts on all, in their order, each until its own time. */
    List<DemoTally.Verdict> judge(final List<Long> untilMs) {
        final List<DemoTally.Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < venues.size(); i++) {
            verdicts.add(venues.get(i).judge(untilMs.get(i)));
        }
        return verdicts;
    }

    @Override
    public void close() {
        venues.forEach(DemoVenue::close);
    }
}
