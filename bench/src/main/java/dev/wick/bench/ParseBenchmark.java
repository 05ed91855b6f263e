package dev.wick.bench;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FrameParser;
import java.io.IOException;
import org.agrona.concurrent.CachedNanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * One recorded kline frame of 325 bytes to a candle: our parser, and dsl-json's reader as a pull parser that fills the same
 * candle with the same decimal reader, and is spared our checks. The baseline looks at every byte once and does nothing with
 * it.
 */
public class ParseBenchmark extends StageBenchmark {
    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final byte[] frame = new KlineFrame(KlineFrame.SYMBOL, false).bytes;
    private final FrameParser parser = fixture.parser(candle -> parsed = candle);
    private final JsonReader<Object> reader = new DslJson<>().newReader();
    private final Candle pulled = new Candle();
    private Candle parsed;

    /** Looks whether both read the same. */
    @Setup
    public void setUp() throws IOException {
        Fixture.check(dslJson().sameValues(ours()), "dsl-json read " + pulled + ", not " + parsed);
        Fixture.check(
                pulled.openTimeMs == parsed.openTimeMs
                        && pulled.closeTimeMs == parsed.closeTimeMs
                        && pulled.eventTimeMs == parsed.eventTimeMs
                        && pulled.firstTradeId == parsed.firstTradeId
                        && pulled.lastTradeId == parsed.lastTradeId
                        && pulled.closed == parsed.closed
                        && parsed.volume.mantissa == 25_877,
                "dsl-json read other times or ids");
    }

    /** Every byte once. */
    @Benchmark
    public int baseline() {
        int sum = 0;
        for (final byte b : frame) {
            sum += b;
        }
        return sum;
    }

    /** The engine's. */
    @Benchmark
    public Candle ours() {
        parser.onFrame(frame, 0, frame.length, 1L, 1L);
        return parsed;
    }

    /** The peer's. */
    @Benchmark
    public Candle dslJson() throws IOException {
        DslJsonPull.read(reader, frame, pulled);
        return pulled;
    }
}
