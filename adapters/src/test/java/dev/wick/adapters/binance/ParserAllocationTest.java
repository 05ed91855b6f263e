package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserAllocationTest {
    private static final int ROUNDS = 2_000;

    private final List<byte[]> frames = Frames.klines(BinanceMarket.SPOT).stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
    private long candles;
    private Object kept = "";

    @Test
    void shouldAllocateNothingOnceWarm() {
        final FrameParser parser = parser();
        assertThat(bytesPerFrame(frame -> parser.onFrame(frame, 0, frame.length, 1, 1)))
                .isLessThan(0.1);
        assertThat(candles).isGreaterThan(ROUNDS);
    }

    @Test
    void shouldSeeGarbageWhereThereIsSome() {
        final FrameParser parser = parser();
        assertThat(bytesPerFrame(frame -> {
                    parser.onFrame(frame, 0, frame.length, 1, 1);
                    kept = new byte[8];
                }))
                .isGreaterThanOrEqualTo(24);
        assertThat(kept).isNotNull();
    }

    private FrameParser parser() {
        final SeriesRegistry registry = new SeriesRegistry();
        final var venue = Frames.venue(BinanceMarket.SPOT);
        for (final String symbol : List.of("NKNUSDT", "LRCBTC", "XEMUSDT", "LTCBRL", "BELBTC", "ELFBUSD", "OMGBUSD")) {
            registry.register(venue, symbol, Interval.M1);
        }
        return BinanceFrameParser.withoutConnection(
                BinanceMarket.SPOT, registry.table(venue), candle -> candles++, new LegStats(), () -> 1L);
    }

    /** The least of some measurements: what the JVM itself does now and then is not ours. */
    private double bytesPerFrame(final java.util.function.Consumer<byte[]> work) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                for (int f = 0; f < frames.size(); f++) {
                    work.accept(frames.get(f));
                }
            }
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes / ((double) ROUNDS * frames.size()));
        }
        return least;
    }
}
