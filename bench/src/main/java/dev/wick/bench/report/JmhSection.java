package dev.wick.bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Every JMH benchmark of the suite, class by class: time and bytes for each call, and what of it has to hold.
 *
 * <p>Each run of a figure is an iteration. A ratio compares the n-th iteration of ours with the n-th of the peer's, in JVMs
 * of their own, in the same minute.
 */
public final class JmhSection implements Section {
    private static final String PACKAGE = "dev.wick.bench.";
    private static final String INCLUDE = "^dev\\.wick\\.bench\\..*";

    /** How long one runs, and how often. */
    private record Plan(int forks, int warmUps, int iterations, long ms) {
        ChainedOptionsBuilder on(final ChainedOptionsBuilder options) {
            return options.forks(forks)
                    .warmupIterations(warmUps)
                    .warmupTime(TimeValue.milliseconds(ms))
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.milliseconds(ms));
        }

        @Override
        public String toString() {
            return warmUps + " iterations to warm up and " + iterations + " measured, of " + ms + " ms each, in "
                    + (forks == 1 ? "one JVM" : "each of " + forks + " JVMs");
        }
    }

    private static final Plan FULL = new Plan(1, 4, 5, 100);
    /**
     * Where ratios are asked. In several JVMs, since from one to the next the compiler decides otherwise, by up to a tenth; and warmed
     * for longer: the largest methods take it a second.
     */
    private static final Plan COMPARED = new Plan(3, 10, 2, 100);

    /** In this JVM, because to start one takes longer than to show that it works. */
    private static final Plan SMOKE = new Plan(0, 1, 1, 25);

    private final Pattern classes;

    /** All classes. */
    public JmhSection() {
        this("");
    }

    /**
     * Some of them.
     *
     * @param classes a regular expression that is found in their names
     */
    JmhSection(final String classes) {
        this.classes = Pattern.compile(classes);
    }

    @Override
    public String title() {
        return "JMH, stage by stage";
    }

    @Override
    public void run(final Effort effort, final Results results) {
        results.say(
                "Time and allocated bytes for each call; `…/baseline` is the least that any program would have to do for the same"
                        + " effect. Runs are iterations, "
                        + (effort == Effort.FULL
                                ? FULL + " for each method; where ratios are asked, " + COMPARED
                                        + ". Ratios are of the n-th iterations of both. Bytes are without what the meter itself"
                                        + " allocates in an iteration."
                                : SMOKE.iterations() + " of " + SMOKE.ms()
                                        + " ms each, all in one JVM: what the first calls allocate is in the bytes, and nothing is"
                                        + " held against a bar."));
        final Map<String, double[]> ns = new HashMap<>();
        for (final String name : found()) {
            try {
                for (final Measured measured : Measured.all(measure(name, effort), PACKAGE)) {
                    ns.put(measured.id(), measured.ns());
                    results.add(Figure.of("jmh/" + measured.id(), "ns", measured.ns()));
                    final Bar bar = effort == Effort.FULL ? StageBars.ofBytes(measured.method()) : null;
                    results.add(new Figure("jmh/" + measured.id() + "/bytes", "B", measured.bytes(), bar));
                }
            } catch (final RunnerException e) {
                results.fault(name + ": " + reason(e));
            }
        }
        if (effort == Effort.FULL) {
            StageBars.enterRatios(ns, results);
        }
    }

    /** The classes, by name: whatever JMH has made code for, so that none can be forgotten. */
    private Set<String> found() {
        final Set<String> names = new TreeSet<>();
        for (final BenchmarkListEntry entry : entries()) {
            if (classes.matcher(entry.getUserClassQName()).find()) {
                names.add(entry.getUserClassQName());
            }
        }
        return names;
    }

    /** Every method of the suite. */
    static Set<BenchmarkListEntry> entries() {
        return BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of(INCLUDE),
                        List.of());
    }

    private static Collection<RunResult> measure(final String name, final Effort effort) throws RunnerException {
        final String all = '^' + Pattern.quote(name) + "\\.";
        if (effort != Effort.FULL) {
            return run(SMOKE, options(all).param("subscribers", "10"));
        }
        final String methods = StageBars.compared(name.substring(name.lastIndexOf('.') + 1));
        if (methods == null) {
            return run(FULL, options(all));
        }
        final String compared = all + '(' + methods + ")$";
        final List<RunResult> results = new ArrayList<>();
        results.addAll(run(COMPARED, options(compared)));
        results.addAll(run(FULL, options(all).exclude(compared)));
        return results;
    }

    private static Collection<RunResult> run(final Plan plan, final ChainedOptionsBuilder options)
            throws RunnerException {
        return new Runner(plan.on(options).build()).run();
    }

    private static ChainedOptionsBuilder options(final String include) {
        return new OptionsBuilder()
                .include(include)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    /** The innermost reason: JMH says around it only that there was an error. */
    private static String reason(final Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null || inner.getSuppressed().length > 0) {
            inner = inner.getCause() == null ? inner.getSuppressed()[0] : inner.getCause();
        }
        return inner.toString();
    }
}
