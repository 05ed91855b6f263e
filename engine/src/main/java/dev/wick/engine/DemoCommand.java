package dev.wick.engine;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.config.ConfigLoader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wick demo}: a simulated exchange, the engine and a subscriber in one process, joined by real sockets. */
@Command(
        name = "demo",
        description = "Runs a simulated Binance and the engine on loopback, and shows the candles that arrive.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int FEED_PORT = 8765;
    private static final int OPS_PORT = 8766;
    private static final double REPEATED_FRAMES = 0.1;
    /** Busy enough for the JVM to compile what a candle passes through, before the demo is over. */
    private static final double UPDATES_PER_SECOND = 1_000;

    /** After the last bar is over, so much time for its candles to arrive, ms. */
    private static final long GRACE_MS = 2_000;

    @Option(
            names = "--for",
            paramLabel = "T",
            defaultValue = "20s",
            converter = Durations.class,
            description = "How long; ends earlier on Ctrl-C (default: ${DEFAULT-VALUE})")
    private Duration length;

    @Option(names = "--symbols", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}")
    private int symbols;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the invented trades")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final DemoTally tally = new DemoTally(MadeCandle::baseVolume);
    private PrintWriter out;
    private Connector connector;

    @Override
    public Integer call() throws InterruptedException {
        out = spec.commandLine().getOut();
        Signals.onFirst(stopped::countDown);
        try (SimulatedExchange exchange = startExchange();
                Connector engine = Connector.launch(ConfigLoader.load(null, environment(exchange)))) {
            connector = engine;
            introduce(engine, exchange);
            final boolean clean;
            try (FeedClient client = new FeedClient(engine.feedUri(), this::onMessage)) {
                client.send(Subscription.message("binance", "spot", Interval.S1.text(), exchange.symbols()));
                final boolean interrupted = stopped.await(length.toMillis() / 2, TimeUnit.MILLISECONDS);
                if (!interrupted) {
                    say("-- the exchange drops every connection now; watch the candles that were missed come back");
                    exchange.faults().disconnectAll();
                    stopped.await(length.toMillis() - length.toMillis() / 2, TimeUnit.MILLISECONDS);
                }
                final long untilMs = System.currentTimeMillis();
                awaitLast(exchange, untilMs);
                clean = summarize(exchange, untilMs);
            }
            return clean ? 0 : 1;
        }
    }

    private SimulatedExchange startExchange() {
        try {
            return Simulators.start(
                    Exchange.BINANCE,
                    new SimulatorOptions()
                            .seed(seed)
                            .symbols(symbols)
                            .updatesPerSecond(Math.max(UPDATES_PER_SECOND, 2.0 * symbols))
                            .faults(FaultPlan.seeded(seed).chance(Fault.REPEAT, REPEATED_FRAMES)));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<String, String> environment(final SimulatedExchange exchange) {
        final Map<String, String> environment = new HashMap<>();
        environment.put("CONNECTOR_BINANCE_SPOT_WS_URL", exchange.wsUrl());
        environment.put("CONNECTOR_BINANCE_SPOT_REST_URL", exchange.restUrl());
        environment.put("CONNECTOR_WSS_PORT", Integer.toString(port("feed", FEED_PORT)));
        environment.put("CONNECTOR_WSS_HEALTH_CHECK_PORT", Integer.toString(port("health and metrics", OPS_PORT)));
        environment.put("CONNECTOR_LOG_LEVEL", "ERROR");
        environment.put("CONNECTOR_WSS_LOG_LEVEL", "ERROR");
        return environment;
    }

    private int port(final String what, final int wanted) {
        final int port = Ports.freeOrAny(wanted);
        if (port != wanted) {
            say("port " + wanted + " is taken: " + what + " on a free one instead");
        }
        return port;
    }

    private void introduce(final Connector engine, final SimulatedExchange exchange) {
        say("simulated Binance: " + exchange.wsUrl() + " and " + exchange.restUrl() + ", " + symbols + " symbols, seed "
                + seed);
        say("feed:      " + engine.feedUri());
        say("health:    " + engine.opsUri() + "/health");
        say("metrics:   " + engine.opsUri() + "/metrics");
        say("subscribe: connect to the feed and send");
        say("  {\"exchange\":\"binance\",\"contract_type\":\"spot\",\"symbols\":[\"BTCUSDT\"],\"limit\":0}");
        say("");
    }

    private void onMessage(final String text, final Map<String, Object> message) {
        if (!"quote".equals(message.get("type"))) {
            if ("error".equals(message.get("type"))) {
                say(text);
            }
            return;
        }
        tally.onQuote(message);
        if (QuoteLine.isClosed(message)) {
            say(QuoteLine.of(message) + "  | closed " + tally.closedQuotes() + ", open " + tally.openQuotes() + ", "
                    + DemoReport.latency(connector.latency()));
        }
    }

    /** Waits until all that was over by then has arrived, or the grace is over. */
    private void awaitLast(final SimulatedExchange exchange, final long untilMs) throws InterruptedException {
        final long giveUpMs = System.currentTimeMillis() + GRACE_MS;
        while (System.currentTimeMillis() < giveUpMs
                && verdict(exchange, untilMs).missing() > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private DemoTally.Verdict verdict(final SimulatedExchange exchange, final long untilMs) {
        return tally.judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, Interval.S1), untilMs);
    }

    private boolean summarize(final SimulatedExchange exchange, final long untilMs) {
        final DemoTally.Verdict verdict = verdict(exchange, untilMs);
        final List<String> lines = DemoReport.lines(connector, tally, verdict);
        lines.forEach(this::say);
        return verdict.isClean() && verdict.expected() > 0;
    }

    private synchronized void say(final String line) {
        out.println(line);
        out.flush();
    }
}
