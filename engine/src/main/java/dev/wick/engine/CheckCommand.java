package dev.wick.engine;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.ConfigLoader;
import dev.wick.engine.config.LoadedConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wick check}: subscribes to all that is listed, through an engine of its own, and says what comes of it. */
@Command(
        name = "check",
        description = {
            "Subscribes to every listed symbol of every market, in batches, and reports what is listed, subscribed,",
            "acknowledged, delivering, silent and rejected. Ends with 0 only if nothing is unexplained."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "EXCHANGE",
            description = "binance, okx, bybit, gateio, hyperliquid (default: all)")
    private List<String> exchanges = new ArrayList<>();

    @Option(names = "--market", paramLabel = "M", description = "One market (default: all that an exchange has)")
    private String market;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "100",
            description = "Symbols subscribed at once on each market (default: ${DEFAULT-VALUE})")
    private int batchSize;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1",
            description = "Quotes of a symbol that prove that it delivers (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--message-timeout",
            paramLabel = "T",
            defaultValue = "20s",
            converter = Durations.class,
            description = "How long a symbol may be silent (default: ${DEFAULT-VALUE})")
    private Duration messageTimeout;

    @Option(names = "--interval", paramLabel = "I", defaultValue = "1m", description = "Default: ${DEFAULT-VALUE}")
    private String interval;

    @Option(names = "--dry-run", description = "Lists the symbols and subscribes to nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        requirePositive("--batch-size", batchSize);
        requirePositive("--limit", limit);
        final List<Venue> venues = venues();
        final LoadedConfig loaded = ConfigLoader.load(null, environment());
        final CheckOptions options = new CheckOptions(interval, batchSize, limit, messageTimeout.toMillis(), dryRun);
        final List<CheckResult> results;
        try (Connector connector = Connector.launch(loaded);
                CheckProgress progress =
                        CheckProgress.on(spec.commandLine().getErr(), CommandLine.Help.Ansi.AUTO.enabled())) {
            results = check(venues, connector, options, progress);
        }
        return report(results, spec.commandLine().getOut());
    }

    private List<Venue> venues() {
        if (exchanges.isEmpty()) {
            for (final Exchange exchange : Exchange.values()) {
                exchanges.add(exchange.text());
            }
        }
        final List<Venue> venues = new ArrayList<>();
        for (final String name : exchanges) {
            venues.addAll(Markets.venues(Markets.exchange(name, spec), market, spec));
        }
        return venues;
    }

    private void requirePositive(final String option, final int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + "; it must be 1 or more");
        }
    }

    private Map<String, String> environment() {
        final Map<String, String> environment = ShortRun.environment("ERROR");
        // What was checked makes room at once for what comes next.
        environment.put("CONNECTOR_UNSUBSCRIBE_LINGER", "0");
        return environment;
    }

    /** All markets side by side, each batch after batch. */
    private static List<CheckResult> check(
            final List<Venue> venues,
            final Connector connector,
            final CheckOptions options,
            final CheckProgress progress)
            throws InterruptedException {
        final ExecutorService threads = Executors.newFixedThreadPool(venues.size());
        try {
            final List<Future<CheckResult>> running = new ArrayList<>();
            for (final Venue venue : venues) {
                running.add(threads.submit(() -> new MarketCheck(venue, connector, options, progress).run()));
            }
            final List<CheckResult> results = new ArrayList<>();
            for (final Future<CheckResult> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (final ExecutionException e) {
            throw new UserError("the check ended early: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int report(final List<CheckResult> results, final PrintWriter out) {
        CheckReport.lines(results).forEach(out::println);
        out.flush();
        return results.stream().allMatch(CheckResult::isExplained) ? 0 : 1;
    }
}
