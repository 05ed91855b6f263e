package dev.wick.bench.load;

import dev.wick.engine.egress.EgressSettings;
import dev.wick.engine.ops.Metric;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code feed stalled}: what one that does not read does to all others. Phases A, with the others alone, and B, with that one
 * among them, take turns in one run; what counts is the ratio of the others' p99.
 *
 * <p>The one that does not read wants one more series, whose closed candles come at such a rate that they fill, within a phase,
 * first the sockets' buffers, then its backlog, and it is cut before the phase ends. They come in phases A, too.
 */
@Command(
        name = "stalled",
        description = "Alternates phases without and with one subscriber that stops reading, or reads too slowly.",
        mixinStandardHelpOptions = true)
final class StalledCommand implements Callable<Integer> {
    /** Within so much of a phase its backlog is to be full. */
    private static final double FULL_BY = 0.7;
    /** Of an own candle's frame, measured: about that; a little less makes it full a little sooner. */
    private static final int FRAME_BYTES = 440;
    /** The kernel doubles what is asked for. */
    private static final int SOCKET_BYTES = 2 * EngineUnderLoad.SEND_BUFFER_BYTES;

    @Parameters(
            paramLabel = "SUBSCRIBERSxSERIES",
            defaultValue = "500x50",
            description = "How many healthy subscribers, and how many series they want (${DEFAULT-VALUE})")
    private String shape;

    @Option(
            names = "--quotes",
            paramLabel = "N",
            defaultValue = "20000",
            description = "To all subscribers together, per second (${DEFAULT-VALUE})")
    private double quotesPerSecond;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "7", description = "Of phases (${DEFAULT-VALUE})")
    private int pairs;

    @Option(
            names = "--slow",
            paramLabel = "BYTES",
            defaultValue = "0",
            description =
                    "It reads so much per second, always too little, and is never cut; 0: it has stopped (${DEFAULT-VALUE})")
    private int slowBytesPerSecond;

    @Option(
            names = "--backlog-bytes",
            paramLabel = "N",
            defaultValue = "4194304",
            description = "Beyond which it is cut (${DEFAULT-VALUE}, as in the engine)")
    private int backlogBytes;

    @Mixin
    private LoadOptions options;

    @Spec
    private CommandSpec spec;

    private LoadBed bed;
    private double perSecond;

    @Override
    public Integer call() throws Exception {
        final Shape wanted = Shape.parse(shape);
        final EgressSettings.Backlog usual = EgressSettings.Backlog.defaults();
        final LoadReport report = new LoadReport(spec.commandLine().getOut());
        final LoadBed.Plan plan = new LoadBed.Plan(
                wanted,
                options.candlesPerBar,
                new EgressSettings.Backlog(usual.conflateBytes(), backlogBytes, usual.maxMessages()),
                options.threading,
                options.readerThreads,
                LoadOptions.PROCESS_LIMIT_S);
        try (LoadBed made = new LoadBed(plan)) {
            bed = made;
            perSecond = quotesPerSecond / wanted.fanOut();
            report.begin("stalled " + shape, wanted, bed);
            report.problem(phase("warm-up", options.warmUpSeconds).problem());
            alternate(report);
        }
        return report.end(options.json);
    }

    private void alternate(final LoadReport report) throws Exception {
        final double[] p50 = new double[pairs];
        final double[] p99 = new double[pairs];
        final double[] p999 = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            final Phase without = phase("A" + (i + 1), options.seconds);
            report.phase(without);
            final Phase with = withLazy("B" + (i + 1), report);
            report.phase(with);
            p50[i] = ratio(with, without, 50);
            p99[i] = ratio(with, without, 99);
            p999[i] = ratio(with, without, 99.9);
        }
        report.spread("p50_ratio", p50);
        report.spread("p99_ratio", p99);
        report.spread("p99.9_ratio", p999);
    }

    private static double ratio(final Phase with, final Phase without, final double percent) {
        return (double) with.percentileNs(percent) / without.percentileNs(percent);
    }

    private Phase withLazy(final String name, final LoadReport report) throws Exception {
        final double cutBefore = cuts();
        bed.subscribers().addLazy(bed.engine().port(), bed.ownSeries(), slowBytesPerSecond);
        if (isSlow()) {
            report.problem(
                    bed.phase("fill", perSecond, fillBytes() / FRAME_BYTES, 1).problem());
        }
        final Phase phase = phase(name, options.seconds);
        final double cut = cuts() - cutBefore;
        bed.subscribers().removeLazy();
        if (cut != (isSlow() ? 0 : 1)) {
            report.problem("phase " + name + ": " + cut + " subscribers were cut");
        }
        return phase;
    }

    private Phase phase(final String name, final double seconds) throws Exception {
        return isSlow()
                ? bed.phase(name, perSecond, seconds)
                : bed.phase(
                        name,
                        perSecond,
                        (fillBytes() + backlogBytes) / FRAME_BYTES / FULL_BY / options.seconds,
                        seconds);
    }

    /** So much fills the sockets' buffers, and the backlog up to where conflation begins. */
    private static double fillBytes() {
        return SOCKET_BYTES + 2.0 * EgressSettings.Backlog.defaults().conflateBytes();
    }

    private boolean isSlow() {
        return slowBytesPerSecond > 0;
    }

    private double cuts() {
        return bed.engine().metrics().value(Metric.SUBSCRIBERS_CUT, "backlog");
    }
}
