package dev.wick.engine.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.atomic.LongAdder;

/**
 * The ring of preallocated slots between the legs, any number of threads, and the pipeline, one thread.
 *
 * <p>The pipeline polls; nobody waits inside the Disruptor. Who publishes wakes the pipeline ({@link #wake}), or sees to it in another
 * way that it does its work.
 */
public final class Ring {
    private final RingBuffer<RingSlot> buffer;
    private final EventPoller<RingSlot> poller;
    private final WakeUp pipeline;
    private final LongAdder fullEvents = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private volatile boolean closing;

    /**
     * A ring.
     *
     * @param size the number of slots, a power of two
     * @param pipeline what the pipeline's thread parks on
     */
    public Ring(final int size, final WakeUp pipeline) {
        buffer = RingBuffer.createMultiProducer(RingSlot::new, size, new Nobody());
        this.pipeline = pipeline;
        poller = buffer.newPoller();
        buffer.addGatingSequences(poller.getSequence());
    }

    /** Publishers give up from now on when the ring is full, so that no thread hangs in a shutdown. Any thread. */
    public void stopWaiting() {
        closing = true;
    }

    /** How often a publisher had to wait for a free slot; any thread. */
    public long fullEvents() {
        return fullEvents.sum();
    }

    /** How many candles publishers gave up on since {@link #stopWaiting}; any thread. */
    public long abandoned() {
        return abandoned.sum();
    }

    /** Wakes the pipeline's thread if it is parked; any thread, after what it has published. */
    public void wake() {
        pipeline.signal();
    }

    /** How many slots the pipeline has not taken; any thread. */
    public long waiting() {
        return buffer.getCursor() - poller.getSequence().get();
    }

    /** Whether the pipeline has taken all that was published; any thread. */
    public boolean isEmpty() {
        return !buffer.isAvailable(poller.getSequence().get() + 1);
    }

    RingBuffer<RingSlot> buffer() {
        return buffer;
    }

    /** Takes slots off the ring, in order; the pipeline's thread alone. */
    public EventPoller<RingSlot> poller() {
        return poller;
    }

    boolean isClosing() {
        return closing;
    }

    void countFull() {
        fullEvents.increment();
    }

    void countAbandoned() {
        abandoned.increment();
    }

    /** Waits inside the ring, and so nobody is to be woken there. */
    private static final class Nobody implements WaitStrategy {
        @Override
        public long waitFor(
                final long sequence, final Sequence cursor, final Sequence dependent, final SequenceBarrier barrier)
                throws AlertException {
            throw new UnsupportedOperationException("the pipeline polls, and waits outside the ring");
        }

        @Override
        public void signalAllWhenBlocking() {}
    }
}
