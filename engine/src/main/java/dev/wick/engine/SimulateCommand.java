package dev.wick.engine;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorException;
import dev.wick.adapters.sim.SimulatorOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wick simulate}: a simulated exchange alone, so that any client can be tried against it. */
@Command(
        name = "simulate",
        description = "Runs a simulated exchange on loopback: its WebSocket and REST protocols, invented trades.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "binance, okx, bybit, gateio or hyperliquid")
    private String exchange;

    @Option(names = "--ws-port", paramLabel = "P", required = true, description = "WebSocket port; 0 for a free one")
    private int wsPort;

    @Option(names = "--rest-port", paramLabel = "P", required = true, description = "REST port; 0 for a free one")
    private int restPort;

    @Option(names = "--market", paramLabel = "M", description = "By name or alias (default: the exchange's own)")
    private String market;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed, the same market")
    private long seed;

    @Option(names = "--symbols", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}")
    private int symbols;

    @Option(
            names = "--updates-per-second",
            paramLabel = "R",
            defaultValue = "0",
            description = "Trades per second over all symbols; 0 for two per symbol (default)")
    private double updatesPerSecond;

    @Option(
            names = "--interval",
            paramLabel = "I",
            defaultValue = "1m",
            description = "The interval that --closed-every speaks of (default: ${DEFAULT-VALUE})")
    private String interval;

    @Option(
            names = "--closed-every",
            paramLabel = "T",
            defaultValue = "0",
            converter = Durations.class,
            description =
                    "Lets the exchange's time run so fast that a bar closes this often, such as 2s; 0 for real time")
    private Duration closedEvery;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        final CountDownLatch ended = new CountDownLatch(1);
        Signals.onFirst(ended::countDown);
        try (SimulatedExchange simulated = start()) {
            final PrintWriter out = spec.commandLine().getOut();
            out.println("simulated " + exchange + ": WebSocket " + simulated.wsUrl() + ", REST " + simulated.restUrl());
            out.println("symbols: " + String.join(" ", simulated.symbols()));
            out.flush();
            ended.await();
        }
        return 0;
    }

    private SimulatedExchange start() {
        final Exchange known = Markets.exchange(exchange, spec);
        final Interval length = Interval.of(interval)
                .orElseThrow(
                        () -> new ParameterException(spec.commandLine(), "'" + interval + "' is no interval; try 1m"));
        final String contractType =
                Markets.venue(known, market, spec).contractType().name();
        try {
            return Simulators.start(
                    known,
                    new SimulatorOptions()
                            .market(contractType)
                            .wsPort(wsPort)
                            .restPort(restPort)
                            .seed(seed)
                            .symbols(symbols)
                            .updatesPerSecond(updatesPerSecond)
                            .closedEvery(length, closedEvery.toMillis()));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (final SimulatorException e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
