package dev.wick.bench.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * Sends candles from the exchange at planned times, on a thread of its own. Who is late does not move what is planned: all that is due
 * goes out at once, and the delay is charged to those who waited.
 *
 * <p>While nothing is measured it trickles, since no exchange is ever silent, and an engine that thinks so begins to ask.
 */
final class Source {
    private static final int FRAME_BYTES = 512;
    private static final int BUFFER_BYTES = 64 * 1024;
    /** From the order to the first candle. */
    private static final long LEAD_NS = 2_000_000;
    /** So much too late a parked thread wakes up, mostly; so long before it is due a candle is awaited by spinning. */
    private static final long OVERSLEEP_NS = 150_000;
    /** Above this rate it would spin without end and take a core from those who are measured. */
    private static final double SPIN_BELOW_PER_SECOND = 2_000;
    /** So many frames are gathered at most before they are written. */
    private static final int BATCH = 256;

    private final KlineMarket market;
    private final Peer[] peerOf;
    private final ByteBuffer[] bufferOf;
    private final int[] dirty;
    private final EpochClock epochClock;
    private final NanoClock clock;
    private final long trickleNs;
    private final Thread thread;
    private int dirtyCount;
    private volatile Order order;
    private volatile boolean closed;
    private volatile IOException failure;

    /** What the thread is to do, and whether that is done. */
    private static final class Order {
        private final double perSecond;
        private final long count;
        private final int subscribers;
        private volatile Run run;
        private volatile boolean isSent;

        private Order(final double perSecond, final long count, final int subscribers) {
            this.perSecond = perSecond;
            this.count = count;
            this.subscribers = subscribers;
        }
    }

    /**
     * Begins to trickle.
     *
     * @param peerOf on which connection each series goes
     * @param tricklePerSecond how many candles go out while nothing is measured
     */
    Source(
            final KlineMarket market,
            final Peer[] peerOf,
            final double tricklePerSecond,
            final EpochClock epochClock,
            final NanoClock clock) {
        this.market = market;
        this.peerOf = peerOf;
        this.epochClock = epochClock;
        this.clock = clock;
        trickleNs = (long) (1e9 / tricklePerSecond);
        bufferOf = new ByteBuffer[peerOf.length];
        dirty = new int[peerOf.length];
        for (int i = 0; i < peerOf.length; i++) {
            bufferOf[i] = bufferBefore(i);
        }
        thread = Threads.daemon("source", this::work);
    }

    /** Series on the same connection share its buffer. */
    private ByteBuffer bufferBefore(final int series) {
        for (int i = 0; i < series; i++) {
            if (peerOf[i] == peerOf[series]) {
                return bufferOf[i];
            }
        }
        return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    /**
     * Sends so many candles; any one thread, which waits until the last has been written.
     *
     * @param receiver is given the plan before the first is sent
     */
    Run send(final double perSecond, final long count, final int subscribers, final Consumer<Run> receiver)
            throws IOException, InterruptedException {
        final Order wanted = new Order(perSecond, count, subscribers);
        order = wanted;
        LockSupport.unpark(thread);
        boolean isKnown = false;
        while (!wanted.isSent) {
            if (!isKnown && wanted.run != null) {
                isKnown = true;
                receiver.accept(wanted.run);
                wanted.run.startAt(clock.nanoTime() + LEAD_NS);
            }
            if (failure != null) {
                throw failure;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return wanted.run;
    }

    /** The number of the newest message; right while nothing is sent. */
    long number() {
        return market.number();
    }

    private void work() throws IOException {
        try {
            while (!closed) {
                final Order wanted = order;
                if (wanted != null) {
                    run(wanted);
                    order = null;
                } else {
                    compose();
                    flush();
                    LockSupport.parkNanos(trickleNs);
                }
            }
        } catch (final IOException e) {
            failure = e;
            throw e;
        }
    }

    private void run(final Order wanted) throws IOException {
        final Run run = new Run(market.number() + 1, wanted.perSecond, wanted.count, wanted.subscribers);
        wanted.run = run;
        while (run.plannedNs(run.firstNumber) > clock.nanoTime() + TimeUnit.SECONDS.toNanos(1)) {
            LockSupport.parkNanos(OVERSLEEP_NS);
        }
        final boolean spins = wanted.perSecond <= SPIN_BELOW_PER_SECOND;
        final long last = run.firstNumber + run.count - 1;
        while (market.number() < last) {
            final long nowNs = await(run.plannedNs(market.number() + 1), spins);
            int batch = 0;
            while (market.number() < last && batch < BATCH && run.plannedNs(market.number() + 1) <= nowNs) {
                run.lateness.recordValue(nowNs - run.plannedNs(market.number() + 1));
                compose();
                batch++;
            }
            flush();
        }
        wanted.isSent = true;
    }

    private long await(final long plannedNs, final boolean spins) {
        long nowNs = clock.nanoTime();
        while (nowNs < plannedNs) {
            final long parkNs = spins ? plannedNs - nowNs - OVERSLEEP_NS : plannedNs - nowNs;
            if (parkNs > 0) {
                LockSupport.parkNanos(parkNs);
            } else {
                Thread.onSpinWait();
            }
            nowNs = clock.nanoTime();
        }
        return nowNs;
    }

    /** Puts the next message into the buffer of its connection. */
    private void compose() throws IOException {
        final int series = market.nextSeries();
        final ByteBuffer buffer = bufferOf[series];
        if (buffer.remaining() < FRAME_BYTES) {
            flush();
        }
        if (buffer.position() == 0) {
            dirty[dirtyCount++] = series;
        }
        final int head = buffer.position();
        buffer.put((byte) 0x81).put((byte) 126).putShort((short) 0);
        market.next(buffer, epochClock.time());
        buffer.putShort(head + 2, (short) (buffer.position() - head - 4));
    }

    private void flush() throws IOException {
        for (int i = 0; i < dirtyCount; i++) {
            final ByteBuffer buffer = bufferOf[dirty[i]].flip();
            peerOf[dirty[i]].write(buffer);
            buffer.clear();
        }
        dirtyCount = 0;
    }

    /** Ends it as soon as what is under way is sent, or its sockets are closed; any thread. */
    void abandon() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Ends it; nothing is sent any more once this returns. */
    void end() throws InterruptedException {
        abandon();
        thread.join();
    }
}
