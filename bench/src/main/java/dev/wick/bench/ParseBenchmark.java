package dev.wick.bench;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import dev.wick.adapters.binance.BinanceFrameParser;
import dev.wick.adapters.binance.BinanceMarket;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One recorded kline frame of 325 bytes to a candle: our parser, and dsl-json's reader as a pull parser that fills the same
 * candle with the same decimal reader. The baseline looks at every byte once and does nothing with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {
    private static final String FRAME =
            "{\"stream\":\"nknusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":1633998523963,"
                    + "\"s\":\"NKNUSDT\",\"k\":{\"t\":1633998480000,\"T\":1633998539999,\"s\":\"NKNUSDT\",\"i\":\"1m\","
                    + "\"f\":19862761,\"L\":19862790,\"o\":\"0.35270000\",\"c\":\"0.35280000\",\"h\":\"0.35280000\","
                    + "\"l\":\"0.35220000\",\"v\":\"25877.00000000\",\"n\":30,\"x\":false,\"q\":\"9116.04600000\","
                    + "\"V\":\"58.00000000\",\"Q\":\"20.46240000\",\"B\":\"0\"}}}";

    private final byte[] frame = FRAME.getBytes(StandardCharsets.UTF_8);
    private final JsonReader<Object> reader = new DslJson<>().newReader();
    private final Candle pulled = new Candle();
    private final FrameParser parser = parser();
    private Candle parsed;

    private FrameParser parser() {
        final SeriesRegistry registry = new SeriesRegistry();
        final Venue venue = Exchange.BINANCE.venue("spot").orElseThrow();
        registry.register(venue, "NKNUSDT", Interval.M1);
        return BinanceFrameParser.withoutConnection(
                BinanceMarket.SPOT, registry.table(venue), candle -> parsed = candle, new LegStats(), () -> 1L);
    }

    @Setup
    public void checkThatBothReadTheSame() throws IOException {
        DslJsonPull.read(reader, frame, pulled);
        parser.onFrame(frame, 0, frame.length, 1L, 1L);
        if (!pulled.sameValues(parsed) || pulled.openTimeMs != parsed.openTimeMs || parsed.volume.mantissa != 25877) {
            throw new IllegalStateException("read " + pulled + ", not " + parsed);
        }
    }

    @Benchmark
    public int baseline() {
        int sum = 0;
        for (final byte b : frame) {
            sum = 31 * sum + b;
        }
        return sum;
    }

    @Benchmark
    public Candle ours() {
        parser.onFrame(frame, 0, frame.length, 1L, 1L);
        return parsed;
    }

    @Benchmark
    public Candle dslJson() throws IOException {
        DslJsonPull.read(reader, frame, pulled);
        return pulled;
    }
}
