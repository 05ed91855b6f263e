package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateAllocationTest {
    private static final int ROUNDS = 2_000;

    private long candles;

    @ParameterizedTest
    @EnumSource(GateMarket.class)
    void shouldAllocateNothingOnceWarm(final GateMarket market) {
        final List<byte[]> frames = Frames.candles(market).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        final GateFrameParser parser = parser(market);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                for (int f = 0; f < frames.size(); f++) {
                    final byte[] frame = frames.get(f);
                    parser.onFrame(frame, 0, frame.length, 1, 1);
                }
            }
            // The least of some measurements: what the JVM itself does now and then is not ours.
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes / ((double) ROUNDS * frames.size()));
        }
        assertThat(candles).isGreaterThan(ROUNDS);
        assertThat(least).isLessThan(0.1);
    }

    private GateFrameParser parser(final GateMarket market) {
        final SeriesRegistry registry = new SeriesRegistry();
        final var venue = Frames.venue(market);
        final GateMultipliers multipliers = new GateMultipliers();
        final Decimal multiplier = new Decimal();
        multiplier.set(1, 4);
        for (final String symbol : List.of("SOL_USDT", "ETH_USDT", "BTC_USD")) {
            registry.register(venue, symbol, Interval.M1);
            multipliers.learn(Map.of(symbol, multiplier));
        }
        return new GateFrameParser(
                market,
                multipliers,
                registry,
                new ParserParts(
                        registry.table(venue), 0, candle -> candles++, Replies.UNHEARD, new LegStats(), () -> 1L));
    }
}
