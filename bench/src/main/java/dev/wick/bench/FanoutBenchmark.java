package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.egress.FanoutBed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.agrona.concurrent.CachedNanoClock;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.Framedata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One open candle to all its subscribers, up to where their sockets would be: encoded once, and for each taken over and written;
 * against what Java-WebSocket's {@code broadcast(String)} does before its selector thread is woken, on a text that is ready: one
 * frame object, and for each subscriber its bytes into a queue and out again. The baseline copies the frame's bytes for each.
 */
public class FanoutBenchmark extends StageBenchmark {
    private static final int FRAME_BYTES = 470;

    /** How many subscribers. */
    @Param({"1", "100", "1000"})
    public int subscribers;

    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final Candle candle = fixture.candle(0, false);
    private final NaiveEncoder naive = new NaiveEncoder(fixture.registry);
    private final Draft_6455 draft = new Draft_6455();
    private final byte[] frame = new byte[FRAME_BYTES];
    private FanoutBed bed;
    private byte[][] copies;
    private Queue<ByteBuffer>[] queues;
    private String text;
    private long nowNs = 1_633_998_523_963_123_456L;
    private long written;

    /** Looks whether everybody is served, with as many bytes as by the peer. */
    @Setup
    @SuppressWarnings("unchecked") // arrays of generic types can be had in no other way
    public void setUp() {
        bed = new FanoutBed(fixture.registry, 0, subscribers);
        copies = new byte[subscribers][FRAME_BYTES];
        queues = new Queue[subscribers];
        for (int i = 0; i < subscribers; i++) {
            queues[i] = new ArrayDeque<>();
        }
        text = new String(naive.encode(candle, nowNs), StandardCharsets.UTF_8);
        bed.open(candle, nowNs);
        final long each = broadcast() / subscribers;
        for (int i = 0; i < subscribers; i++) {
            Fixture.check(
                    bed.taken(i) == each, "subscriber " + i + " was written " + bed.taken(i) + " bytes, not " + each);
        }
    }

    /** The bytes alone. */
    @Benchmark
    public byte[][] baseline() {
        for (final byte[] copy : copies) {
            System.arraycopy(frame, 0, copy, 0, FRAME_BYTES);
        }
        return copies;
    }

    /** The engine's. */
    @Benchmark
    public long ours() {
        nowNs += 1_000;
        bed.open(candle, nowNs);
        return bed.taken(0);
    }

    /** The library's. */
    @Benchmark
    public long broadcast() {
        final Iterable<Framedata> frames = draft.createFrames(text, false);
        for (final Queue<ByteBuffer> queue : queues) {
            for (final Framedata data : frames) {
                queue.add(draft.createBinaryFrame(data));
            }
        }
        written = 0;
        for (final Queue<ByteBuffer> queue : queues) {
            written += queue.remove().remaining();
        }
        return written;
    }
}
