package dev.wick.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.concurrent.NanoClock;

/** One thread that reads for many subscribers, as fast as bytes come. */
final class ReadLoop {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Selector selector;
    private final Tally tally = new Tally();
    private final Faults faults;
    private final NanoClock clock;
    private final Quote quote = new Quote();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final ConcurrentLinkedQueue<Runnable> joining = new ConcurrentLinkedQueue<>();

    /** A loop whose thread runs. */
    ReadLoop(final String name, final Faults faults, final NanoClock clock) throws IOException {
        this.faults = faults;
        this.clock = clock;
        selector = Selector.open();
        final Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What its subscribers have had; any thread. */
    Tally tally() {
        return tally;
    }

    /** Takes over a connected channel; any thread. */
    void join(final String name, final SocketChannel channel, final int[] seriesIds, final int[] places) {
        joining.add(() -> {
            final LoadSubscriber subscriber =
                    new LoadSubscriber(name, channel, seriesIds, places, quote, tally, faults);
            try {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, subscriber);
                subscriber.begin();
            } catch (final IOException e) {
                subscriber.end(e.toString());
            }
        });
        selector.wakeup();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
                for (Runnable next = joining.poll(); next != null; next = joining.poll()) {
                    next.run();
                }
            }
        } catch (final IOException e) {
            faults.add("the reading thread ended: " + e);
        }
    }

    private void read(final SelectionKey key) {
        final LoadSubscriber subscriber = (LoadSubscriber) key.attachment();
        try {
            buffer.clear().position(subscriber.takeRest(buffer.array()));
            final int count = ((SocketChannel) key.channel()).read(buffer);
            final long readNs = clock.nanoTime();
            if (count > 0) {
                subscriber.received(buffer.array(), buffer.position(), readNs);
            } else if (count < 0) {
                subscriber.end("the connection ended");
            }
        } catch (final IOException e) {
            subscriber.end(e.toString());
        }
        if (subscriber.state() == LoadSubscriber.State.ENDED) {
            key.cancel();
        }
    }
}
