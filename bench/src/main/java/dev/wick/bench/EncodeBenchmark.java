package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.egress.QuoteEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.CachedNanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * A candle to the bytes that its subscribers get. The peers write the same text: Jackson's generator at its best, and a
 * StringBuilder without thinking of garbage. The baseline copies as many bytes.
 */
public class EncodeBenchmark extends StageBenchmark {
    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final Candle candle = fixture.candle(0, false);
    private final QuoteEncoder encoder = new QuoteEncoder(fixture.registry);
    private final NaiveEncoder naive = new NaiveEncoder(fixture.registry);
    private final JacksonEncoder jackson = new JacksonEncoder(fixture.registry);
    private final byte[] copy = new byte[4_096];
    private long nowNs = 1_633_998_523_963_123_456L;

    /** Looks whether both write the same. */
    @Setup
    public void setUp() throws IOException {
        encoder.encode(candle, nowNs);
        final String frame = new String(encoder.bytes(), encoder.start(), encoder.length(), StandardCharsets.UTF_8);
        final String expected = new String(naive.encode(candle, nowNs), StandardCharsets.UTF_8);
        Fixture.check(frame.endsWith(expected), "encoded " + frame + ", not " + expected);
        final String peers = jackson.encode(candle, nowNs).toString(StandardCharsets.UTF_8);
        Fixture.check(expected.equals(peers), "Jackson encoded " + peers + ", not " + expected);
    }

    /** As many bytes, copied. */
    @Benchmark
    public byte[] baseline() {
        System.arraycopy(encoder.bytes(), encoder.start(), copy, 0, encoder.length());
        return copy;
    }

    /** The engine's. */
    @Benchmark
    public byte[] ours() {
        nowNs += 1_000;
        encoder.encode(candle, nowNs);
        return encoder.bytes();
    }

    /** Jackson's generator. */
    @Benchmark
    public ByteArrayOutputStream jackson() throws IOException {
        nowNs += 1_000;
        return jackson.encode(candle, nowNs);
    }

    /** Without thinking; what it allocates also shows that the allocation meter works. */
    @Benchmark
    public byte[] naive() {
        nowNs += 1_000;
        return naive.encode(candle, nowNs);
    }
}
