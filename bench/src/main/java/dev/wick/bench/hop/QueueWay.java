package dev.wick.bench.hop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/** The JDK's queue, whose reader blocks: what one would take who knows no ring. */
final class QueueWay implements Way {
    private static final int CAPACITY = 4_096;
    private static final Item END = new Item();

    private final Arrivals arrivals = new Arrivals();
    private final NanoClock clock;
    private final ArrayBlockingQueue<Item> queue = new ArrayBlockingQueue<>(CAPACITY);
    /** One more than can be in the queue, in the sender's and in the reader's hands: none is written to before it was read. */
    private final Item[] items = new Item[CAPACITY + 3];

    private final Thread reader = new Thread(this::read, "queue");
    private int next;

    /** What lies in the queue. */
    private static final class Item {
        private long number;
        private long plannedNs;
        private long publishedNs;
    }

    QueueWay(final NanoClock clock) {
        this.clock = clock;
        for (int i = 0; i < items.length; i++) {
            items[i] = new Item();
        }
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void send(final long number, final long plannedNs) {
        final Item item = items[next];
        next = next + 1 == items.length ? 0 : next + 1;
        item.number = number;
        item.plannedNs = plannedNs;
        item.publishedNs = clock.nanoTime();
        put(item);
    }

    private void put(final Item item) {
        try {
            queue.put(item);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            arrivals.fault("interrupted while sending");
        }
    }

    private void read() {
        long expected = 0;
        try {
            for (Item item = queue.take(); item != END; item = queue.take()) {
                final long takenNs = clock.nanoTime();
                if (item.number != expected) {
                    arrivals.fault(item.number + " came instead of " + expected);
                }
                expected = item.number + 1;
                arrivals.arrived(item.plannedNs, item.publishedNs, takenNs);
            }
        } catch (final InterruptedException e) {
            arrivals.fault("interrupted while reading");
        }
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        put(END);
        try {
            reader.join(TimeUnit.SECONDS.toMillis(5));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
