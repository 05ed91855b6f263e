package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * Hands closed candles from the pipeline's thread to the egress thread, in order, and holds exactly as many as it was
 * told to.
 *
 * <p>All candles are made at the start and travel round: out of {@code free} by the pipeline, through {@code filled} to
 * the egress, back into {@code free}. The queues beneath may round their capacity up; the number of candles does not.
 */
public final class ClosedQueue {
    private final int capacity;
    private final SpscVarHandleArrayQueue<Candle> free;
    private final SpscVarHandleArrayQueue<Candle> filled;
    private final WakeUp space;

    /** A queue whose pipeline never parks: it polls, or runs on the egress' own thread. */
    public ClosedQueue(final int capacity) {
        this(capacity, new WakeUp());
    }

    /**
     * A queue of an exact capacity.
     *
     * @param capacity how many candles may wait or be in the egress' hands, at least 1
     * @param space what the pipeline's thread parks on; signalled when a candle comes back
     */
    public ClosedQueue(final int capacity, final WakeUp space) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the closed queue needs room for at least one candle, got " + capacity);
        }
        this.capacity = capacity;
        this.space = space;
        free = new SpscVarHandleArrayQueue<>(capacity);
        filled = new SpscVarHandleArrayQueue<>(capacity);
        for (int i = 0; i < capacity; i++) {
            free.offer(new Candle());
        }
    }

    /**
     * Appends a copy; the pipeline's thread.
     *
     * @return false if the queue is full, and then nothing has happened
     */
    public boolean offer(final Candle candle) {
        final Candle copy = free.poll();
        if (copy == null) {
            return false;
        }
        copy.copyFrom(candle);
        filled.offer(copy);
        return true;
    }

    /** Takes the oldest candle, null if there is none; the egress thread, which MUST {@link #release} it. */
    public Candle poll() {
        return filled.poll();
    }

    /** Gives back a candle that {@link #poll} gave; the egress thread. It counts as queued until then. */
    public void release(final Candle candle) {
        free.offer(candle);
        space.signal();
    }

    /** Whether {@link #poll} has nothing to give; any thread. */
    public boolean isEmpty() {
        return filled.isEmpty();
    }

    /** Whether {@link #offer} has nothing to copy into; any thread. */
    public boolean isFull() {
        return free.isEmpty();
    }

    /** How many candles are filled and not yet released; any thread. */
    public int size() {
        return capacity - free.size();
    }

    /** How many candles it holds at most. */
    public int capacity() {
        return capacity;
    }
}
