package dev.wick.engine;

import dev.wick.engine.config.ConfigLoader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wick demo}: all simulated exchanges, the engine and a subscriber in one process, joined by real sockets. */
@Command(
        name = "demo",
        description =
                "Runs all five simulated exchanges and the engine on loopback, and shows the candles that arrive.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int FEED_PORT = 8765;
    private static final int OPS_PORT = 8766;
    /** How soon a bar of a minute closes, ms: the exchanges' time runs thirty times faster than ours. */
    private static final long BAR_MS = 2_000;

    /** Long enough for each series to miss the end of a bar, ms. */
    private static final long SILENCE_MS = BAR_MS + 500;

    /** After the last bar is over, so much time for its candles to arrive, ms. */
    private static final long GRACE_MS = 8_000;

    @Option(
            names = "--for",
            paramLabel = "T",
            defaultValue = "20s",
            converter = Durations.class,
            description = "How long; ends earlier on Ctrl-C (default: ${DEFAULT-VALUE})")
    private Duration length;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            defaultValue = "10",
            description = "On each market (default: ${DEFAULT-VALUE})")
    private int symbols;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the invented trades")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch stopped = new CountDownLatch(1);
    /** The symbol of each venue whose candles are shown; the client's thread. */
    private final Map<String, Object> shown = new HashMap<>();

    private PrintWriter out;

    @Override
    public Integer call() throws InterruptedException {
        out = spec.commandLine().getOut();
        Signals.onFirst(stopped::countDown);
        try (DemoMarkets markets = startMarkets();
                Connector engine = Connector.launch(ConfigLoader.load(null, environment(markets)))) {
            introduce(engine, markets);
            final boolean clean;
            try (FeedClient client =
                    new FeedClient(engine.feedUri(), (text, message) -> onMessage(markets, text, message))) {
                markets.venues().forEach(venue -> client.send(venue.subscription()));
                final boolean interrupted = stopped.await(length.toMillis() / 2, TimeUnit.MILLISECONDS);
                if (!interrupted) {
                    say(
                            "-- the exchanges fall silent now, then drop every connection; watch what was missed come back");
                    markets.fallSilent(SILENCE_MS);
                    stopped.await(SILENCE_MS, TimeUnit.MILLISECONDS);
                    markets.disconnectAll();
                    stopped.await(length.toMillis() - length.toMillis() / 2 - SILENCE_MS, TimeUnit.MILLISECONDS);
                }
                final List<Long> untilMs = markets.times();
                awaitLast(markets, untilMs);
                clean = summarize(engine, markets, untilMs);
            }
            return clean ? 0 : 1;
        }
    }

    private DemoMarkets startMarkets() {
        try {
            return new DemoMarkets(symbols, seed, BAR_MS);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<String, String> environment(final DemoMarkets markets) {
        final Map<String, String> environment = markets.environment();
        environment.put("CONNECTOR_WSS_PORT", Integer.toString(port("feed", FEED_PORT)));
        environment.put("CONNECTOR_WSS_HEALTH_CHECK_PORT", Integer.toString(port("health and metrics", OPS_PORT)));
        environment.put("CONNECTOR_LOG_LEVEL", "ERROR");
        environment.put("CONNECTOR_WSS_LOG_LEVEL", "ERROR");
        // Time runs fast there: after an hour the exchanges are more than a day ahead of us.
        environment.put("CONNECTOR_FUTURE_LIMIT", "31622400");
        return environment;
    }

    private int port(final String what, final int wanted) {
        final int port = Ports.freeOrAny(wanted);
        if (port != wanted) {
            say("port " + wanted + " is taken: " + what + " on a free one instead");
        }
        return port;
    }

    private void introduce(final Connector engine, final DemoMarkets markets) {
        markets.venues()
                .forEach(venue -> say(String.format(
                        Locale.ROOT,
                        "simulated %-18s %s %s",
                        venue.venue() + ":",
                        venue.exchange().wsUrl(),
                        venue.exchange().restUrl())));
        say(symbols + " symbols on each, half as many on Hyperliquid's, seed " + seed + "; a bar of a minute takes "
                + BAR_MS / 1_000 + " s");
        say("feed:      " + engine.feedUri());
        say("health:    " + engine.opsUri() + "/health");
        say("metrics:   " + engine.opsUri() + "/metrics");
        say("subscribe: connect to the feed and send");
        say("  {\"exchange\":\"binance\",\"contract_type\":\"spot\",\"symbols\":[\"BTCUSDT\"],\"limit\":0}");
        say("");
    }

    /** Shows the closed candles of one symbol of each market. */
    private void onMessage(final DemoMarkets markets, final String text, final Map<String, Object> message) {
        if (!"quote".equals(message.get("type"))) {
            if ("error".equals(message.get("type"))) {
                say(text);
            }
            return;
        }
        markets.onQuote(message);
        final String venue = message.get("exchange") + " " + message.get("contract_type");
        final Object symbol = shown.computeIfAbsent(venue, added -> message.get("symbol"));
        if (QuoteLine.isClosed(message) && symbol.equals(message.get("symbol"))) {
            say(venue + " " + QuoteLine.of(message));
        }
    }

    /** Waits until all that was over by then has arrived, or the grace is over. */
    private void awaitLast(final DemoMarkets markets, final List<Long> untilMs) throws InterruptedException {
        final long giveUpMs = System.currentTimeMillis() + GRACE_MS;
        while (System.currentTimeMillis() < giveUpMs && !DemoReport.isComplete(markets.judge(untilMs))) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean summarize(final Connector engine, final DemoMarkets markets, final List<Long> untilMs) {
        final List<DemoTally.Verdict> verdicts = markets.judge(untilMs);
        DemoReport.lines(engine, markets.venues(), verdicts).forEach(this::say);
        return verdicts.stream().allMatch(verdict -> verdict.isClean() && verdict.expected() > 0);
    }

    private synchronized void say(final String line) {
        out.println(line);
        out.flush();
    }
}
