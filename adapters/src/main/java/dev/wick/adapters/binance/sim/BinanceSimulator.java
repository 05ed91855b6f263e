package dev.wick.adapters.binance.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Audience;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.Ledger;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.Simulator;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.Market;
import dev.wick.adapters.sim.market.MarketClock;
import java.util.List;

/**
 * A Binance of its own on loopback: real sockets, real protocol, invented trades. Thread-safe.
 *
 * <pre>{@code
 * try (BinanceSimulator binance = BinanceSimulator.start(new SimulatorOptions().symbols(100).seed(7))) {
 *     connectTo(binance.wsUrl(), binance.restUrl());
 *     binance.faults().disconnectAll();
 *     compare(binance.ledger().closed("BTCUSDT", Interval.S1));
 * }
 * }</pre>
 */
public final class BinanceSimulator implements SimulatedExchange {
    /** Stands in for a month where a length in ms is needed. */
    private static final long MONTH_MS = 30 * 86_400_000L;

    private final Simulator simulator;
    private final List<String> symbols;
    private final Ledger ledger;
    private final FaultPlan faults;
    private final MarketClock clock;

    private BinanceSimulator(
            final Simulator simulator,
            final List<String> symbols,
            final Ledger ledger,
            final FaultPlan faults,
            final MarketClock clock) {
        this.simulator = simulator;
        this.symbols = symbols;
        this.ledger = ledger;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Starts one; it runs until it is closed.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that Binance does not have
     */
    public static BinanceSimulator start(final SimulatorOptions options) {
        final BinanceMarket binance = BinanceMarket.of(options);
        final List<Instrument> instruments = BinanceSymbols.list(binance, options.symbols());
        final MarketClock clock = clock(options);
        final double tradesPerSecond = options.updatesPerSecond() / options.symbols() / clock.speed();
        // The same symbol is another instrument on another market.
        final long seed = BinanceMarket.values().length * options.seed() + binance.ordinal();
        final Market market = new Market(seed, instruments, tradesPerSecond, clock.startMs());
        final Ledger ledger = new Ledger(options.ledgerBars());
        final Audience audience = new Audience();
        final BinanceStreams streams =
                new BinanceStreams(binance, instruments, audience, new FaultDesk(options.faults(), ledger));
        final BinanceRest rest = new BinanceRest(
                binance,
                market,
                clock,
                new WeightMeter(options.clock()),
                options.wire().restWeightPerMinute());
        final long pushEveryMs = options.wire().pushEveryMs();
        final Simulator simulator = Simulator.start(
                options,
                streams,
                audience,
                listener -> {
                    final LiveMarket live = new LiveMarket(
                            market,
                            clock.startMs(),
                            interval -> pushEveryMs < 0 ? binance.pushEveryMs(interval) : pushEveryMs,
                            listener);
                    streams.live(live);
                    return live;
                },
                rest,
                ledger,
                clock);
        return new BinanceSimulator(simulator, trading(instruments), ledger, options.faults(), clock);
    }

    private static MarketClock clock(final SimulatorOptions options) {
        if (options.closedEveryMs() == 0) {
            return new MarketClock(options.clock(), 1, 1);
        }
        final Interval interval = options.interval();
        final long openMs = interval.openTimeAt(0);
        final long barMs = interval.isMonths() ? MONTH_MS : interval.next(openMs) - openMs;
        return new MarketClock(options.clock(), barMs, options.closedEveryMs());
    }

    private static List<String> trading(final List<Instrument> instruments) {
        return instruments.stream()
                .filter(Instrument::trading)
                .map(Instrument::symbol)
                .toList();
    }

    @Override
    public String wsUrl() {
        return "ws://127.0.0.1:" + wsPort();
    }

    @Override
    public String restUrl() {
        return "http://127.0.0.1:" + restPort();
    }

    /** The port of the WebSocket side. */
    public int wsPort() {
        return simulator.wsPort();
    }

    /** The port of the REST side. */
    public int restPort() {
        return simulator.restPort();
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public FaultPlan faults() {
        return faults;
    }

    @Override
    public long timeMs() {
        return clock.time();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
