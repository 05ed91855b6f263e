package dev.wick.bench.report;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH has measured of one method with one set of parameters.
 *
 * @param method {@code Class/method}
 * @param id the same with the values of the parameters behind it
 * @param ns for one call, of each iteration
 * @param bytes allocated by one call, of each iteration
 */
record Measured(String method, String id, double[] ns, double[] bytes) {
    private static final String METER = "gc.alloc.rate.norm";
    /** JMH's allocates about 6 KB: where no iteration was below so many, all methods allocate, and nothing is told of the meter. */
    private static final double METER_AT_MOST = 32_768;

    /**
     * All that came of one class.
     *
     * @param prefix of all classes, which no id needs
     */
    static List<Measured> all(final Collection<RunResult> results, final String prefix) {
        // The meter allocates about the same in each iteration, and the baseline nothing: what the most frugal
        // iteration of the
        // class took is the meter's. Divided by few calls it would look like garbage of ours.
        final double least = results.stream()
                .flatMap(result -> iterations(result).stream())
                .mapToDouble(Measured::bytes)
                .min()
                .orElse(0);
        final double meterBytes = least > METER_AT_MOST ? 0 : least;
        return results.stream().map(result -> of(result, meterBytes, prefix)).toList();
    }

    private static Measured of(final RunResult result, final double meterBytes, final String prefix) {
        final BenchmarkParams params = result.getParams();
        final String method = params.getBenchmark().substring(prefix.length()).replace('.', '/');
        final StringBuilder id = new StringBuilder(method);
        params.getParamsKeys().forEach(key -> id.append('/').append(params.getParam(key)));
        // A single shot is a batch of calls; everything else is for one call already.
        final double calls = params.getMeasurement().getBatchSize();
        final double unitNs = params.getTimeUnit().toNanos(1);
        return new Measured(
                method,
                id.toString(),
                iterations(result).stream()
                        .mapToDouble(one -> one.getPrimaryResult().getScore() * unitNs / calls)
                        .toArray(),
                iterations(result).stream()
                        .mapToDouble(one ->
                                (bytes(one) - meterBytes) / (one.getMetadata().getAllOps() * calls))
                        .toArray());
    }

    private static List<IterationResult> iterations(final RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
    }

    /** In the whole iteration. */
    private static double bytes(final IterationResult iteration) {
        final Result<?> meter = iteration.getSecondaryResults().get(METER);
        return meter == null
                ? Double.NaN
                : meter.getScore() * iteration.getMetadata().getAllOps();
    }
}
