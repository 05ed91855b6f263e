package dev.wick.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That the fast ways are taken at all: the bar is a fifth of what Jackson takes, and here half of it fails, or a byte of garbage.
 * Counted is the time that the thread had a processor, in turns within one run: what else the machine does hardly matters.
 */
@Timeout(120)
class StageRatiosTest {
    private static final int ROUNDS = 5;
    private static final int WARM_UP_CALLS = 20_000;
    private static final int TURNS = 15;
    private static final int CALLS = 2_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One call of a benchmark. */
    @FunctionalInterface
    private interface Call {
        Object run() throws Exception;
    }

    private Object kept;

    @ParameterizedTest
    @ValueSource(strings = {"binance", "bybit", "gateio", "hyperliquid", "okx"})
    void shouldParseInHalfOfJacksonsTimeAtMost(final String exchange) throws Exception {
        final ParseBenchmark parse = new ParseBenchmark();
        parse.exchange = exchange;
        parse.setUp();
        assertThat(ratio(parse::ours, parse::jacksonStream)).isLessThan(0.5);
        assertThat(bytesPerCall(parse::ours)).isZero();
        assertThat(bytesPerCall(parse::oursAnyOrder)).isZero();
    }

    @Test
    void shouldEncodeInHalfOfJacksonsTimeAtMost() throws Exception {
        final EncodeBenchmark encode = new EncodeBenchmark();
        encode.setUp();
        assertThat(ratio(encode::ours, encode::jackson)).isLessThan(0.5);
        assertThat(bytesPerCall(encode::ours)).isZero();
    }

    @Test
    void shouldHopTheSameWayAsThePeers() throws Exception {
        final HopBenchmark hop = new HopBenchmark();
        hop.setUp();
        for (final Call call : new Call[] {hop::baseline, hop::ours, hop::bareDisruptor, hop::arrayBlockingQueue}) {
            for (int i = 0; i < 100; i++) {
                kept = call.run();
            }
            hop.stop();
        }
        assertThat(kept).isNotNull();
    }

    @Test
    void shouldReadTheRowsOfAnAnswerAsThePeersDo() throws Exception {
        new RowsBenchmark().setUp();
    }

    /** The best of some rounds: how long the compiler takes in the background cannot be told, the first round may not have it. */
    private double ratio(final Call ours, final Call peers) throws Exception {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, medianOfRound(ours, peers));
        }
        return best;
    }

    private double medianOfRound(final Call ours, final Call peers) throws Exception {
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            kept = ours.run();
            kept = peers.run();
        }
        final double[] ratios = new double[TURNS];
        for (int i = 0; i < TURNS; i++) {
            ratios[i] = (double) cpuNs(ours) / cpuNs(peers);
        }
        Arrays.sort(ratios);
        return ratios[TURNS / 2];
    }

    private long cpuNs(final Call call) throws Exception {
        final long startNs = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            kept = call.run();
        }
        return Math.max(1, THREADS.getCurrentThreadCpuTime() - startNs);
    }

    /** Of so many calls that a byte in each of them could not be missed; the meter itself allocates now and then. */
    private long bytesPerCall(final Call call) throws Exception {
        long least = Long.MAX_VALUE;
        for (int turn = 0; turn < 3; turn++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                kept = call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least / 100_000;
    }
}
