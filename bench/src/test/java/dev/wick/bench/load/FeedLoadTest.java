package dev.wick.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.config.Threading;
import dev.wick.engine.egress.EgressSettings;
import dev.wick.engine.ops.Metric;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loads on the feed, small: what is exact holds. Times are not looked at. */
@Timeout(120)
class FeedLoadTest {
    private static final int SUBSCRIBERS = 20;
    private static final int SERIES = 10;
    private static final int PER_SECOND = 1_000;
    private static final int PER_BAR = 10;
    private static final int LIMIT_S = 100;
    private static final int BACKLOG_BYTES = 512 * 1024;
    /** Words with which a connection is closed have a little room of their own. */
    private static final int LAST_WORDS_BYTES = 4 * 1024;
    /** What other threads of this JVM may take of direct memory meanwhile. */
    private static final int OTHERS_BYTES = 128 * 1024;

    private static final long WAIT_NS = 20_000_000_000L;

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "DEDICATED"})
    void shouldBringEveryCandleOnceAndAllocateNothingForIt(final Threading threading) throws Exception {
        try (LoadBed bed = bed(new Shape(SUBSCRIBERS, SERIES, SERIES), threading, usual())) {
            double bytes = Double.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                final Phase phase = bed.phase("phase", PER_SECOND, 1);
                assertThat(phase.problem()).isEmpty();
                assertThat(phase.owed()).isEqualTo(PER_SECOND * SUBSCRIBERS);
                assertThat(phase.cameClosed()).isEqualTo(PER_SECOND / PER_BAR * SUBSCRIBERS);
                assertThat(phase.came() + phase.leftOut()).isEqualTo(phase.owed());
                assertThat(phase.latency().getTotalCount()).isEqualTo(phase.came());
                bytes = Math.min(bytes, phase.egressBytes());
            }
            assertThat(bytes).as("bytes per quote on the egress thread").isLessThan(1);
        }
    }

    @Test
    void shouldDealSeriesOutToGroupsOfSubscribers() throws Exception {
        final int all = 4 * SERIES;
        try (LoadBed bed = bed(new Shape(SUBSCRIBERS, SERIES, all), Threading.AUTO, usual())) {
            final Phase phase = bed.phase("phase", PER_SECOND, 1);
            assertThat(phase.problem()).isEmpty();
            assertThat(phase.owed()).isEqualTo(PER_SECOND * SUBSCRIBERS / 4);
        }
    }

    @Test
    void shouldCutOneThatStopsReadingWithinItsBoundAndHarmNobodyElse() throws Exception {
        final EgressSettings.Backlog small =
                new EgressSettings.Backlog(usual().conflateBytes(), BACKLOG_BYTES, usual().maxMessages());
        try (LoadBed bed = bed(new Shape(SUBSCRIBERS, SERIES, SERIES), Threading.AUTO, small)) {
            // Its series has a history from now on, which stays.
            assertThat(bed.phase("before", PER_SECOND, 10, 1).problem()).isEmpty();
            bed.meter().collect();
            final long beforeBytes = bed.meter().directBytes();
            bed.subscribers().addLazy(bed.engine().port(), bed.ownSeries(), 0);

            long leastBytes = 0;
            for (int i = 0; cuts(bed) == 0; i++) {
                final long heldBytes = held(bed, beforeBytes);
                assertThat(heldBytes).isLessThanOrEqualTo(2 * (BACKLOG_BYTES + LAST_WORDS_BYTES) + OTHERS_BYTES);
                leastBytes = Math.max(leastBytes, heldBytes);
                assertThat(i).as("phases of 600 closed candles until it is cut").isLessThan(30);
                assertThat(bed.phase("beside it", 100, 2_400, 0.25).problem()).isEmpty();
            }

            assertThat(leastBytes).as("its backlog was seen while it was there").isGreaterThan(BACKLOG_BYTES / 2);
            assertThat(cuts(bed)).isEqualTo(1);
            bed.subscribers().removeLazy();
            final long deadlineNs = SystemNanoClock.INSTANCE.nanoTime() + WAIT_NS;
            while (held(bed, beforeBytes) > OTHERS_BYTES && SystemNanoClock.INSTANCE.nanoTime() < deadlineNs) {
                Thread.onSpinWait();
            }
            assertThat(held(bed, beforeBytes)).as("given back").isLessThanOrEqualTo(OTHERS_BYTES);
            assertThat(bed.phase("after", PER_SECOND, 1).problem()).isEmpty();
        }
    }

    private static long held(final LoadBed bed, final long beforeBytes) {
        bed.meter().collect();
        return bed.meter().directBytes() - beforeBytes;
    }

    private static double cuts(final LoadBed bed) {
        return bed.engine().metrics().total(Metric.SUBSCRIBERS_CUT);
    }

    @Test
    void shouldRunBothCasesFromTheCommandLine(@TempDir final Path folder) throws Exception {
        final Path json = folder.resolve("load.json");

        assertThat(command(json, "20x5", "--phases=2")).contains("every closed candle came once");
        assertThat(Files.readString(json)).contains("\"right\":true,\"phases\":[", "\"bytes_per_subscriber\":");

        command(json, "stalled", "20x5", "--pairs=1", "--backlog-bytes=300000");
        assertThat(Files.readString(json)).contains("\"right\":true,\"phases\":[", "\"p99_ratio\":");

        command(json, "stalled", "20x5", "--pairs=1", "--slow=20000");
        assertThat(Files.readString(json)).contains("\"right\":true,\"phases\":[", "\"p99_ratio\":");
    }

    private static String command(final Path json, final String... words) {
        final List<String> args = new ArrayList<>(List.of(words));
        args.addAll(List.of("--quotes=2000", "--seconds=0.5", "--warm-up=0.5", "--json=" + json));
        final StringWriter out = new StringWriter();
        final int code = FeedCommand.execute(new PrintWriter(out), args.toArray(String[]::new));
        assertThat(code).as(out.toString()).isZero();
        return out.toString();
    }

    @Test
    void shouldEndTheSubscribersWithTheirInputAndAfterTheirTime() throws Exception {
        final Process orphan = subscribers(LIMIT_S);
        orphan.getOutputStream().close();
        assertThat(orphan.waitFor()).isZero();

        assertThat(subscribers(1).waitFor()).isEqualTo(1);
    }

    private static Process subscribers(final int limitS) throws Exception {
        return SubscriberProcess.builder(1, limitS).start();
    }

    private static EgressSettings.Backlog usual() {
        return EgressSettings.Backlog.defaults();
    }

    private static LoadBed bed(final Shape shape, final Threading threading, final EgressSettings.Backlog backlog)
            throws Exception {
        return new LoadBed(new LoadBed.Plan(shape, PER_BAR, backlog, threading, 1, LIMIT_S));
    }

    @Test
    void shouldGiveEverySeriesItsSubscribers() {
        final Shape shape = new Shape(7, 2, 6);
        final int[] bySubscriber = new int[shape.series() + 1];
        for (int subscriber = 0; subscriber < shape.subscribers(); subscriber++) {
            for (int id = 1; id <= shape.series(); id++) {
                bySubscriber[id] += id % shape.groups() == shape.groupOf(subscriber) ? 1 : 0;
            }
        }
        assertThat(IntStream.rangeClosed(1, shape.series()).map(shape::subscribersOf))
                .containsExactly(IntStream.rangeClosed(1, shape.series())
                        .map(id -> bySubscriber[id])
                        .boxed()
                        .toArray(Integer[]::new));
    }
}
