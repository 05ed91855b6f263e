package dev.wick.bench.report;

import java.util.Map;
import java.util.Set;

/** What has to hold of the stages: ours against the peer beside it, and no garbage. */
final class StageBars {
    /** The meter's own bytes, which are divided by the calls of an iteration, stay far below. */
    private static final Bar NO_GARBAGE = Bar.atMost(0.1);

    private static final Bar FIFTH = Bar.atMost(0.2);
    private static final Bar HALF = Bar.atMost(0.5);

    /** Our methods on a candle's way. Reading an answer of REST or a journal makes objects, and may. */
    static final Set<String> WITHOUT_GARBAGE = Set.of(
            "DecimalBenchmark/ours",
            "DecimalBenchmark/oursWritten",
            "DedupBenchmark/closed",
            "DedupBenchmark/duplicate",
            "DedupBenchmark/openUpdate",
            "EncodeBenchmark/ours",
            "FanoutBenchmark/ours",
            "HopBenchmark/ours",
            "JournalBenchmark/append",
            "MetricsBenchmark/counter",
            "MetricsBenchmark/histogram",
            "MetricsBenchmark/hops",
            "ParseBenchmark/ours",
            "ParseBenchmark/oursAnyOrder",
            "PipelineBenchmark/closedCandle",
            "PipelineBenchmark/openCandle",
            "PublishBenchmark/publishAndPoll",
            "RouteBenchmark/closedCandle",
            "RouteBenchmark/openCandle",
            "TwoLegsBenchmark/oneLeg",
            "TwoLegsBenchmark/twoLegs");

    /** Methods of which ratios are asked, as a regular expression, by their class: each must have been compiled before it counts. */
    private static final Map<String, String> COMPARED =
            Map.of("ParseBenchmark", "ours|oursAnyOrder|jacksonStream", "EncodeBenchmark", "ours|jackson");

    private StageBars() {}

    /** The methods of a class, by its simple name, of which a ratio is asked, as a regular expression; null if there are none. */
    static String compared(final String type) {
        return COMPARED.get(type);
    }

    /** What is asked of the bytes of a method, {@code Class/method}; null if nothing is. */
    static Bar ofBytes(final String method) {
        return WITHOUT_GARBAGE.contains(method) ? NO_GARBAGE : null;
    }

    /**
     * Enters the ratios that have a bar.
     *
     * @param ns the times by {@code Class/method/params}
     */
    static void enterRatios(final Map<String, double[]> ns, final Results results) {
        for (final String exchange : new String[] {"binance", "bybit", "gateio", "hyperliquid", "okx"}) {
            enter("ParseBenchmark", "ours", "jacksonStream", '/' + exchange, FIFTH, ns, results);
            enter("ParseBenchmark", "oursAnyOrder", "jacksonStream", '/' + exchange, HALF, ns, results);
        }
        enter("EncodeBenchmark", "ours", "jackson", "", FIFTH, ns, results);
    }

    /** Without both, which then is a fault already or was not asked for, there is no ratio. */
    private static void enter(
            final String type,
            final String ours,
            final String peer,
            final String params,
            final Bar bar,
            final Map<String, double[]> ns,
            final Results results) {
        final double[] oursNs = ns.get(type + '/' + ours + params);
        final double[] peerNs = ns.get(type + '/' + peer + params);
        if (oursNs != null && peerNs != null) {
            results.add(Figure.ratio("jmh/" + type + '/' + ours + "-to-" + peer + params, oursNs, peerNs, bar));
        }
    }
}
