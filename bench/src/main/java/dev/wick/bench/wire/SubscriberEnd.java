package dev.wick.bench.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/**
 * The subscribers: one that reads by a blocking socket, or many that share a selector, always on one thread. Every text is checked, and
 * timed when the read returned that brought its last byte.
 */
final class SubscriberEnd implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MANY_BUFFER_BYTES = 16 * 1024;

    private final List<Visitor> visitors = new ArrayList<>();
    private final NanoClock clock;
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile String firstWrong = "";
    private volatile Run run;
    private volatile long received;
    private Selector selector;

    /**
     * Connects them all, shakes hands, and sends what each has to say; returns before that is answered.
     *
     * @param requests texts that each sends after the handshake
     * @param answers one checker for each
     */
    SubscriberEnd(
            final int port,
            final int count,
            final List<String> requests,
            final Supplier<Answers> answers,
            final NanoClock clock)
            throws IOException {
        this.clock = clock;
        for (int i = 0; i < count; i++) {
            final SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            final Visitor visitor =
                    new Visitor(channel, count == 1 ? BUFFER_BYTES : MANY_BUFFER_BYTES, answers.get(), this::onAnswer);
            visitor.shakeHands();
            for (final String request : requests) {
                visitor.send(request);
            }
            visitors.add(visitor);
        }
        Threads.daemon("subscriber", count == 1 ? this::readOne : this::readMany);
    }

    /** What is received from now on may belong to this; any thread. */
    void expect(final Run wanted) {
        run = wanted;
    }

    /** How many candles came so far, to all of them; any thread. */
    long received() {
        return received;
    }

    /** Whether each of them has got a candle; any thread. */
    boolean areServed() {
        return visitors.stream().allMatch(Visitor::isServed);
    }

    /** How many closed candles came so far, to all of them; exact once nothing is sent. */
    long closed() {
        return visitors.stream().mapToLong(Visitor::closed).sum();
    }

    /** What was wrong first, and how much in all; empty if nothing. Any thread. */
    String wrong() {
        return wrong.get() == 0 ? "" : wrong + " answers were wrong or out of order; the first: " + firstWrong;
    }

    private void onAnswer(final long number, final long nowNs, final String excerpt) {
        if (number == Answers.WRONG) {
            if (wrong.getAndIncrement() == 0) {
                firstWrong = excerpt;
            }
            return;
        }
        final long next = received + 1;
        received = next;
        final Run current = run;
        if (current != null) {
            current.received(number, nowNs);
        }
    }

    private void readOne() throws IOException {
        final Visitor visitor = visitors.get(0);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = visitor.read(clock);
        }
    }

    private void readMany() throws IOException {
        selector = Selector.open();
        for (final Visitor visitor : visitors) {
            visitor.channel().configureBlocking(false);
            visitor.channel().register(selector, SelectionKey.OP_READ, visitor);
        }
        while (selector.isOpen()) {
            selector.select(this::readKey);
        }
    }

    private void readKey(final SelectionKey key) {
        try {
            if (!((Visitor) key.attachment()).read(clock)) {
                key.cancel();
            }
        } catch (final IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        for (final Visitor visitor : visitors) {
            visitor.channel().close();
        }
        if (selector != null) {
            selector.close();
        }
    }
}
