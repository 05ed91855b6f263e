package dev.wick.engine;

import dev.wick.engine.config.ConfigLoader;
import dev.wick.engine.config.LoadedConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wick stream}: candles of a few symbols on standard output, through an engine of its own. */
@Command(
        name = "stream",
        description = "Prints candles to standard output, one a line.",
        mixinStandardHelpOptions = true)
final class StreamCommand implements Callable<Integer> {
    private static final String END = "";

    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "binance, okx, bybit, gateio or hyperliquid")
    private String exchange;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "SYMBOL",
            description = "As the exchange writes it: BTCUSDT")
    private List<String> symbols;

    @Option(names = "--market", paramLabel = "M", description = "By name or alias (default: the exchange's own)")
    private String market;

    @Option(names = "--interval", paramLabel = "I", defaultValue = "1m", description = "Default: ${DEFAULT-VALUE}")
    private String interval;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "Ends after this many candles; 0 goes on until stopped (default: ${DEFAULT-VALUE})")
    private long limit;

    @Option(names = "--json", description = "One JSON object a line, as on the feed.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public Integer call() throws InterruptedException {
        Signals.onFirst(() -> lines.add(END));
        final LoadedConfig loaded = ConfigLoader.load(null, ShortRun.environment("WARN"));
        try (Connector connector = Connector.launch(loaded);
                FeedClient client = new FeedClient(connector.feedUri(), this::onMessage)) {
            client.whenClosed(() -> lines.add(END));
            client.send(Subscription.message(exchange, market, interval, symbols));
            return print(loaded.config().feed().limits().streamIdleTimeoutMs());
        }
    }

    private void onMessage(final String text, final Map<String, Object> message) {
        if ("quote".equals(message.get("type"))) {
            lines.add(json ? text : QuoteLine.of(message));
        } else if ("error".equals(message.get("type"))) {
            spec.commandLine().getErr().println("wick: " + message.get("message"));
            if (message.get("symbols") == null || symbols.size() == 1) {
                lines.add(END);
            }
        }
    }

    private int print(final long idleTimeoutMs) throws InterruptedException {
        final PrintWriter out = spec.commandLine().getOut();
        long printed = 0;
        while (limit == 0 || printed < limit) {
            final String line = idleTimeoutMs == 0 ? lines.take() : lines.poll(idleTimeoutMs, TimeUnit.MILLISECONDS);
            if (line == null) {
                spec.commandLine()
                        .getErr()
                        .println("wick: no candle came for " + idleTimeoutMs
                                + " ms (CONNECTOR_STREAM_IDLE_TIMEOUT); is the exchange reachable from here?");
                return 1;
            }
            if (line.equals(END)) {
                return printed == 0 ? 1 : 0;
            }
            out.println(line);
            out.flush();
            printed++;
        }
        return 0;
    }
}
