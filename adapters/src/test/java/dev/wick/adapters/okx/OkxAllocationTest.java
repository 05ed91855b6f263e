package dev.wick.adapters.okx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OkxAllocationTest {
    private static final int ROUNDS = 2_000;

    private final List<byte[]> frames = Frames.candles(OkxMarket.SWAP).stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
    private long candles;

    @Test
    void shouldAllocateNothingOnceWarm() {
        final SeriesRegistry registry = new SeriesRegistry();
        final Venue venue = Frames.venue(OkxMarket.SWAP);
        registry.register(venue, "BTC-USDT-SWAP", Interval.M1);
        registry.register(venue, "BTC-USD-SWAP", Interval.M1);
        final FrameParser parser = OkxFrameParser.withoutConnection(
                OkxMarket.SWAP, registry.table(venue), candle -> candles++, new LegStats(), () -> 1L);
        assertThat(leastBytesPerFrame(parser)).isLessThan(0.1);
        assertThat(candles).isGreaterThan((long) ROUNDS * frames.size());
    }

    /** The least of some measurements: what the JVM itself does now and then is not ours. */
    private double leastBytesPerFrame(final FrameParser parser) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                for (int f = 0; f < frames.size(); f++) {
                    parser.onFrame(frames.get(f), 0, frames.get(f).length, 1, 1);
                }
            }
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes / ((double) ROUNDS * frames.size()));
        }
        return least;
    }
}
