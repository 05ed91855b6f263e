package dev.wick.adapters.bybit;

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

class ParserAllocationTest {
    private static final int ROUNDS = 2_000;

    private long candles;

    @Test
    void shouldAllocateNothingOnceWarm() {
        final SeriesRegistry registry = new SeriesRegistry();
        final Venue venue = Frames.venue(BybitMarket.LINEAR);
        for (final Interval interval : List.of(Interval.M5, Interval.H1)) {
            registry.register(venue, "BTCUSDT", interval);
            registry.register(venue, "BTC-25DEC26", interval);
        }
        final FrameParser parser = BybitFrameParser.withoutConnection(
                BybitMarket.LINEAR, registry.table(venue), candle -> candles++, new LegStats(), () -> 1L);
        final List<byte[]> frames = Frames.klines(BybitMarket.LINEAR).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                for (int f = 0; f < frames.size(); f++) {
                    parser.onFrame(frames.get(f), 0, frames.get(f).length, 1, 1);
                }
            }
            final double bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes / ROUNDS / frames.size());
        }
        assertThat(least).isLessThan(0.1);
        assertThat(candles).isEqualTo(10L * ROUNDS * 4);
    }
}
