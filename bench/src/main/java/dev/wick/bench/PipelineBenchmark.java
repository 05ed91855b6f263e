package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.engine.egress.QuoteEncoder;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * All that a candle costs the engine, on one thread: frame bytes, parse, publish, poll, every stage, queue, encode; with
 * the clock readings that leg, parser, router and egress make in earnest. Not in it: sockets, and changing threads.
 *
 * <p>The baseline moves the frame's bytes to where the quote would be, and looks at none of them.
 */
public class PipelineBenchmark extends StageBenchmark {
    private final NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private final EpochNanoClock epochNanoClock = new OffsetEpochNanoClock();
    private final byte[] out = new byte[4_096];
    private final Candle popped = new Candle();

    /** How many series there are; each frame is of the next one. */
    @Param({"1", "1000"})
    public int symbols;

    private Fixture fixture;
    private FrameParser parser;
    private QuoteEncoder encoder;
    private KlineFrame[] open;
    private KlineFrame[] closed;
    private int at;

    /** Puts the engine together. */
    @Setup
    public void setUp() {
        fixture = new Fixture(symbols, nanoClock);
        parser = fixture.parser(fixture.publisher);
        encoder = new QuoteEncoder(fixture.registry);
        open = new KlineFrame[symbols];
        closed = new KlineFrame[symbols];
        for (int i = 0; i < symbols; i++) {
            open[i] = new KlineFrame(Fixture.symbol(i), false);
            closed[i] = new KlineFrame(Fixture.symbol(i), true);
        }
    }

    private int next() {
        at++;
        if (at >= symbols) {
            at = 0;
        }
        return at;
    }

    /** The next frame, copied. */
    @Benchmark
    public byte[] baseline() {
        final KlineFrame frame = open[next()];
        frame.nextUpdate();
        System.arraycopy(frame.bytes, 0, out, 0, frame.bytes.length);
        return out;
    }

    /** An update of a forming candle. */
    @Benchmark
    public byte[] openCandle() throws Exception {
        final KlineFrame frame = open[next()];
        frame.nextUpdate();
        take(frame);
        Fixture.check(fixture.open.pop(popped), "the open candle got lost");
        encoder.encode(popped, epochNanoClock.nanoTime());
        return encoder.bytes();
    }

    /** A closed candle; a minute passes for every round over all series. */
    @Benchmark
    public byte[] closedCandle() throws Exception {
        final KlineFrame frame = closed[next()];
        if (at == 0) {
            fixture.clock.advance(KlineFrame.MINUTE_MS);
        }
        frame.nextMinute();
        take(frame);
        final Candle candle = fixture.closed.poll();
        Fixture.check(candle != null, "the closed candle got lost");
        encoder.encode(candle, epochNanoClock.nanoTime());
        fixture.closed.release(candle);
        return encoder.bytes();
    }

    private void take(final KlineFrame frame) throws Exception {
        parser.onFrame(frame.bytes, 0, frame.bytes.length, nanoClock.nanoTime(), epochNanoClock.nanoTime());
        fixture.pipeline.doWork();
    }
}
