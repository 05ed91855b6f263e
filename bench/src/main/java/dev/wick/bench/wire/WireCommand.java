package dev.wick.bench.wire;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wire}: one or more ways side by side, at one rate, run after run; to try a change on. */
@Command(
        name = "wire",
        description =
                "Sends candles from an exchange's socket to a subscriber's, through the engine and what it is compared with.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class WireCommand implements Callable<Integer> {
    @Option(
            names = "--ways",
            paramLabel = "WAY",
            split = ",",
            defaultValue = "direct,bare,relay,wick",
            description = "Side by side")
    private List<Way> ways;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "1000", description = "Candles per second")
    private double rate;

    @Option(names = "--series", paramLabel = "N", defaultValue = "100", description = "How many")
    private int series;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "1", description = "From the exchange")
    private int connections;

    @Option(names = "--subscribers", paramLabel = "N", defaultValue = "1", description = "How many")
    private int subscribers;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Of each way")
    private int runs;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3", description = "Of each run")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "5",
            description = "At ten times the rate, 10,000/s at least")
    private double warmUp;

    @Spec
    private CommandSpec spec;

    /** Runs a command line; returns 0 if all was right, 1 if not, 2 if it was not understood. */
    public static int execute(final PrintWriter out, final String... args) {
        return new CommandLine(new WireCommand())
                .setOut(out)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        final PrintWriter out = spec.commandLine().getOut();
        final List<WireBed> beds = new ArrayList<>();
        boolean isRight = true;
        try {
            for (final Way way : ways) {
                beds.add(new WireBed(way, WireBed.Plan.of(series, connections).to(subscribers)));
            }
            for (final WireBed bed : beds) {
                bed.run(Math.max(10_000.0 / subscribers, rate), warmUp);
            }
            out.println(
                    "way     came        left out    p50 us    p90    p99  p99.9      max   late p50    p99   cpu us   jit us");
            for (int i = 0; i < runs; i++) {
                for (int way = 0; way < beds.size(); way++) {
                    final WireBed.Outcome outcome = beds.get(way).run(rate, seconds);
                    out.println(row(ways.get(way), outcome));
                }
            }
            for (final WireBed bed : beds) {
                final String problem = bed.problem();
                isRight &= problem.isEmpty() && bed.closedMissing() == 0;
                out.print(problem.isEmpty() ? "" : problem + System.lineSeparator());
            }
        } finally {
            for (final WireBed bed : beds) {
                bed.close();
            }
        }
        return isRight ? 0 : 1;
    }

    private static String row(final Way way, final WireBed.Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%-7s %9d %9d %9.0f %6.0f %6.0f %6.0f %8.0f %10.0f %6.0f %8.2f %8.2f",
                way.label(),
                outcome.run().came(),
                outcome.leftOut(),
                outcome.percentileUs(50),
                outcome.percentileUs(90),
                outcome.percentileUs(99),
                outcome.percentileUs(99.9),
                outcome.percentileUs(100),
                outcome.run().lateness.getValueAtPercentile(50) / 1e3,
                outcome.run().lateness.getValueAtPercentile(99) / 1e3,
                outcome.cpuUs(),
                outcome.compilingUs());
    }
}
