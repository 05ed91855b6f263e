package dev.wick.bench;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import dev.wick.adapters.feed.Candle;
import dev.wick.engine.pipeline.RingSlot;
import org.agrona.concurrent.CachedNanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * A leg's candle into the ring until the pipeline's handler has it, both on this thread: claim, copy, publish, signal,
 * poll. The baseline is the Disruptor alone: an empty event to an empty handler.
 */
public class PublishBenchmark extends StageBenchmark {
    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final Candle candle = fixture.candle(0, false);
    private final EventPoller.Handler<RingSlot> handler = (slot, sequence, endOfBatch) -> {
        received = slot.candle;
        return true;
    };
    private Candle received;

    private final RingBuffer<Candle> bare =
            RingBuffer.createMultiProducer(Candle::new, Fixture.RING_SIZE, new BusySpinWaitStrategy());
    private final EventPoller<Candle> barePoller = bare.newPoller();
    private final EventPoller.Handler<Candle> emptyHandler = (event, sequence, endOfBatch) -> true;

    /** Lets the bare ring know its reader, and looks whether ours delivers. */
    @Setup
    public void setUp() throws Exception {
        bare.addGatingSequences(barePoller.getSequence());
        Fixture.check(publishAndPoll().sameValues(candle) && received != candle, "no copy came out");
    }

    /** An empty event. */
    @Benchmark
    public EventPoller.PollState baseline() throws Exception {
        bare.publish(bare.next());
        return barePoller.poll(emptyHandler);
    }

    /** A candle. */
    @Benchmark
    public Candle publishAndPoll() throws Exception {
        fixture.publisher.onCandle(candle);
        fixture.ring.poller().poll(handler);
        return received;
    }
}
