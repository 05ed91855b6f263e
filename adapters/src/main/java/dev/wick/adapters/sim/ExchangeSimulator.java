package dev.wick.adapters.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.Market;
import dev.wick.adapters.sim.market.MarketClock;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * An exchange of its own on loopback: real sockets, real protocol, invented trades. Thread-safe.
 *
 * <pre>{@code
 * try (SimulatedExchange exchange = Simulators.start(Exchange.OKX, new SimulatorOptions().symbols(100).seed(7))) {
 *     connectTo(exchange.wsUrl(), exchange.restUrl());
 *     exchange.faults().disconnectAll();
 *     compare(exchange.ledger().closed("BTC-USDT", Interval.M1));
 * }
 * }</pre>
 */
public final class ExchangeSimulator implements SimulatedExchange {
    /** Stands in for a month where a length in ms is needed. */
    private static final long MONTH_MS = 30 * 86_400_000L;

    /**
     * One exchange's part.
     *
     * @param instruments what is listed, those that do not trade included
     * @param marketNumber tells the markets of an exchange apart: the same symbol is another instrument on another market
     * @param pushEveryMs the exchange's own least time between two pushes of a forming bar, market ms
     * @param wire makes its WebSocket side
     * @param rest makes its REST side
     */
    public record Dialect(
            List<Instrument> instruments,
            int marketNumber,
            ToLongFunction<Interval> pushEveryMs,
            Function<SimulatorParts, WireProtocol> wire,
            Function<SimulatorParts, RestServer.Handler> rest) {}

    private final Simulator simulator;
    private final List<String> symbols;
    private final Ledger ledger;
    private final FaultPlan faults;
    private final MarketClock clock;

    private ExchangeSimulator(
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
     * @throws SimulatorException if a port cannot be had
     */
    public static ExchangeSimulator start(final SimulatorOptions options, final Dialect dialect) {
        final MarketClock clock = clock(options);
        final double tradesPerSecond = options.updatesPerSecond() / options.symbols() / clock.speed();
        final long seed = 3 * options.seed() + dialect.marketNumber();
        final Market market = new Market(seed, dialect.instruments(), tradesPerSecond, clock.startMs());
        final Ledger ledger = new Ledger(options.ledgerBars());
        final Audience audience = new Audience();
        final SimulatorParts parts =
                new SimulatorParts(options, market, audience, new FaultDesk(options.faults(), ledger), clock);
        final WireProtocol wire = dialect.wire().apply(parts);
        final Simulator simulator = Simulator.start(
                options,
                wire,
                audience,
                listener -> live(options, dialect, market, clock, wire, listener),
                dialect.rest().apply(parts),
                ledger,
                clock);
        return new ExchangeSimulator(simulator, trading(dialect.instruments()), ledger, options.faults(), clock);
    }

    private static LiveMarket live(
            final SimulatorOptions options,
            final Dialect dialect,
            final Market market,
            final MarketClock clock,
            final WireProtocol wire,
            final LiveMarket.Listener listener) {
        final long pushEveryMs = options.wire().pushEveryMs();
        final LiveMarket live = new LiveMarket(
                market,
                clock.startMs(),
                interval -> pushEveryMs < 0 ? dialect.pushEveryMs().applyAsLong(interval) : pushEveryMs,
                listener);
        wire.live(live);
        return live;
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
