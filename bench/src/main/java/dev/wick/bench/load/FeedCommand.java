package dev.wick.bench.load;

import dev.wick.engine.egress.EgressSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feed 1000x50}: many subscribers, all of which read, at a fixed rate, or at the highest one that is borne. */
@Command(
        name = "feed",
        description = "Serves many subscribers over loopback, and says how fast and at what price.",
        subcommands = StalledCommand.class,
        mixinStandardHelpOptions = true,
        showDefaultValues = false)
final class FeedCommand implements Callable<Integer> {
    private static final double LADDER_STEP = 1.25;
    /** So much latency is a backlog that grows: the phases are seconds long. */
    private static final long BACKLOG_P99_NS = 100_000_000;

    @Parameters(
            paramLabel = "SUBSCRIBERSxSERIES",
            defaultValue = "1000x50",
            description = "How many subscribers, and how many series each wants (${DEFAULT-VALUE})")
    private String shape;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many series there are, a multiple of what each wants; without it all want the same")
    private int series;

    @Option(
            names = "--quotes",
            paramLabel = "N",
            defaultValue = "20000",
            description = "To all subscribers together, per second (${DEFAULT-VALUE})")
    private double quotesPerSecond;

    @Option(names = "--phases", paramLabel = "N", defaultValue = "5", description = "How many (${DEFAULT-VALUE})")
    private int phases;

    @Option(
            names = "--ladder",
            description =
                    "Raise the rate by a quarter from phase to phase, until p99 is beyond 100 ms or quotes are left out")
    private boolean ladder;

    @Mixin
    private LoadOptions options;

    @Spec
    private CommandSpec spec;

    /** Runs a command line; returns 0 if all was right, 1 if not, 2 if it was not understood. */
    static int execute(final PrintWriter out, final String... args) {
        return new CommandLine(new FeedCommand())
                .setOut(out)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        final Shape same = Shape.parse(shape);
        final Shape wanted = series == 0 ? same : new Shape(same.subscribers(), same.each(), series);
        final LoadReport report = new LoadReport(spec.commandLine().getOut());
        final LoadBed.Plan plan = new LoadBed.Plan(
                wanted,
                options.candlesPerBar,
                EgressSettings.Backlog.defaults(),
                options.threading,
                options.readerThreads,
                LoadOptions.PROCESS_LIMIT_S);
        try (LoadBed bed = new LoadBed(plan)) {
            report.begin("feed " + shape, wanted, bed);
            final double perSecond = quotesPerSecond / wanted.fanOut();
            report.problem(
                    bed.phase("warm-up", perSecond, options.warmUpSeconds).problem());
            if (ladder) {
                climb(bed, perSecond, report);
            } else {
                repeat(bed, perSecond, report);
            }
        }
        return report.end(options.json);
    }

    private void repeat(final LoadBed bed, final double perSecond, final LoadReport report) throws Exception {
        for (int i = 1; i <= phases; i++) {
            report.phase(bed.phase(Integer.toString(i), perSecond, options.seconds));
        }
        report.spread("quotes_per_second", Phase::perSecond);
        report.spread("p50_us", phase -> phase.percentileNs(50) / 1e3);
        report.spread("p99_us", phase -> phase.percentileNs(99) / 1e3);
        report.spread("server_cpu_us_per_quote", Phase::serverCpuUs);
        report.spread("egress_cpu_us_per_quote", Phase::egressCpuUs);
        report.spread("egress_bytes_per_quote", Phase::egressBytes);
    }

    /** A step that fails is tried once more: a neighbour may have had the cores. */
    private void climb(final LoadBed bed, final double from, final LoadReport report) throws Exception {
        double perSecond = from;
        double best = 0;
        int failures = 0;
        while (failures < 2) {
            final Phase phase = bed.phase(Math.round(perSecond) + "/s", perSecond, options.seconds);
            report.phase(phase);
            if (phase.keptUp(BACKLOG_P99_NS)) {
                best = Math.max(best, phase.perSecond());
                perSecond *= LADDER_STEP;
                failures = 0;
            } else {
                failures++;
            }
        }
        report.fact("highest_quotes_per_second", Long.toString(Math.round(best)));
    }
}
