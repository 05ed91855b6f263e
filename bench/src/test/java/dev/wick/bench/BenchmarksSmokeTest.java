package dev.wick.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark some times in this JVM: they work, and what must not allocate does not. Times are not looked at. */
@Timeout(300)
class BenchmarksSmokeTest {
    private static final List<Class<? extends StageBenchmark>> ALL = List.of(
            ParseBenchmark.class,
            DecimalBenchmark.class,
            PublishBenchmark.class,
            DedupBenchmark.class,
            RouteBenchmark.class,
            EncodeBenchmark.class,
            FanoutBenchmark.class,
            MetricsBenchmark.class,
            PipelineBenchmark.class,
            JournalBenchmark.class);
    private static final int CALLS = 100_000;
    /** Of the peers, which only have to work: what they allocate is not looked at. */
    private static final int PEERS_CALLS = 1_000;

    private static final String METER = "gc.alloc.rate.norm";
    private static final String NEGATIVE_CONTROL = "EncodeBenchmark.naive";
    /** The peers. */
    private static final Set<String> MAY_ALLOCATE = Set.of(
            NEGATIVE_CONTROL,
            "ParseBenchmark.jacksonStream",
            "ParseBenchmark.jacksonTree",
            "ParseBenchmark.fastjson2",
            "ParseBenchmark.dslJson",
            "DecimalBenchmark.bigDecimal",
            "DecimalBenchmark.parseDouble",
            "DecimalBenchmark.bigDecimalWritten",
            "DedupBenchmark.hashMapOpenUpdate",
            "DedupBenchmark.linkedHashMapOpenUpdate",
            "DedupBenchmark.linkedHashMapClosed",
            "RouteBenchmark.arrayBlockingQueue",
            "RouteBenchmark.linkedDeque",
            "EncodeBenchmark.jackson",
            "FanoutBenchmark.broadcast");

    /** B/op by class and method: the least of some iterations, because what the JVM itself does now and then is not ours. */
    private static final Map<String, Double> BYTES_PER_OP = new LinkedHashMap<>();

    @BeforeAll
    static void run() throws RunnerException {
        // Another JMH on this machine would disturb times, which nobody looks at here.
        System.setProperty("jmh.ignoreLock", "true");
        final String peers = MAY_ALLOCATE.stream()
                .filter(name -> !name.equals(NEGATIVE_CONTROL))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", ".*\\.(", ")"));
        // One call of these reads a whole journal, an answer of REST, or waits for another thread.
        final String slow = "JournalReadBenchmark|RowsBenchmark|HopBenchmark";
        run(
                new OptionsBuilder()
                        .include("dev\\.wick\\.bench\\..*")
                        .exclude(slow)
                        .exclude(peers),
                3,
                5,
                CALLS);
        run(new OptionsBuilder().include(peers), 0, 1, PEERS_CALLS);
    }

    private static void run(
            final ChainedOptionsBuilder which, final int warmups, final int measurements, final int calls)
            throws RunnerException {
        final Collection<RunResult> results = new Runner(which.param("subscribers", "10")
                        .forks(0)
                        // A number of calls, not a time: a slow machine must not divide the meter's own bytes by less.
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(warmups)
                        .warmupBatchSize(calls)
                        .measurementIterations(measurements)
                        .measurementBatchSize(calls)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        for (final RunResult result : results) {
            final double least = result.getAggregatedResult().getIterationResults().stream()
                    .mapToDouble(iteration ->
                            iteration.getSecondaryResults().get(METER).getScore() / calls)
                    .min()
                    .orElseThrow();
            BYTES_PER_OP.merge(name(result), least, Math::max);
        }
    }

    private static String name(final RunResult result) {
        final String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(StageBenchmark.class.getPackageName().length() + 1);
    }

    @Test
    void shouldFindABaselineAndMoreInEveryClass() {
        for (final Class<?> type : ALL) {
            assertThat(methods(type))
                    .as(type.getSimpleName())
                    .contains("baseline")
                    .hasSizeGreaterThan(1);
        }
    }

    private static Stream<String> methods(final Class<?> type) {
        final String prefix = type.getSimpleName() + '.';
        return BYTES_PER_OP.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()));
    }

    @Test
    void shouldAllocateNothing() {
        final Map<String, Double> clean = new LinkedHashMap<>(BYTES_PER_OP);
        clean.keySet().removeAll(MAY_ALLOCATE);

        assertThat(clean)
                .isNotEmpty()
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isLessThan(1));
    }

    @Test
    void allocationMeterSeesGarbage() {
        assertThat(BYTES_PER_OP).containsKey(NEGATIVE_CONTROL);
        assertThat(BYTES_PER_OP.get(NEGATIVE_CONTROL)).isGreaterThan(500);
    }
}
