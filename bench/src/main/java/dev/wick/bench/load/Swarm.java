package dev.wick.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;

/** All subscribers that read, on a few threads. One thread calls it. */
final class Swarm {
    /** So many may be on their way to be connected: fewer than the server's backlog of connections. */
    private static final int AT_ONCE = 100;

    private static final long LIMIT_MS = 60_000;
    private static final long LOOK_AGAIN_MS = 1;

    private final Faults faults;
    private final NanoClock clock;
    private final List<ReadLoop> loops = new ArrayList<>();

    /** A swarm of nobody, with its threads. */
    Swarm(final int threads, final Faults faults, final NanoClock clock) throws IOException {
        this.faults = faults;
        this.clock = clock;
        for (int i = 0; i < threads; i++) {
            loops.add(new ReadLoop("reader-" + i, faults, clock));
        }
    }

    /** Connects and subscribes everybody; returns when all are subscribed, or something is wrong. */
    void connect(final int port, final Shape shape) throws IOException, InterruptedException {
        final int[][] series = new int[shape.groups()][];
        final int[][] places = new int[shape.groups()][];
        for (int group = 0; group < series.length; group++) {
            series[group] = seriesOf(shape, group);
            places[group] = Ledger.places(series[group]);
        }
        for (int i = 0; i < shape.subscribers(); i++) {
            final int group = shape.groupOf(i);
            loops.get(i % loops.size()).join("subscriber " + i, dial(port, 0), series[group], places[group]);
            if (i % AT_ONCE == AT_ONCE - 1) {
                awaitSubscribed(i + 1);
            }
        }
        awaitSubscribed(shape.subscribers());
    }

    private static int[] seriesOf(final Shape shape, final int group) {
        final int[] ids = new int[shape.each()];
        int at = 0;
        for (int id = 1; id <= shape.series(); id++) {
            if (id % shape.groups() == group) {
                ids[at++] = id;
            }
        }
        return ids;
    }

    /** A connection to the feed; a receive buffer of 0 bytes leaves that to the operating system. */
    static SocketChannel dial(final int port, final int receiveBufferBytes) throws IOException {
        final SocketChannel channel = SocketChannel.open();
        if (receiveBufferBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return channel;
    }

    private void awaitSubscribed(final int count) throws InterruptedException {
        final long deadlineNs = clock.nanoTime() + LIMIT_MS * 1_000_000;
        while (subscribed() < count && faults.count() == 0) {
            if (clock.nanoTime() > deadlineNs) {
                faults.add("only " + subscribed() + " of " + count + " subscribers are subscribed after a minute");
                return;
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    private long subscribed() {
        return loops.stream().mapToLong(loop -> loop.tally().subscribed()).sum();
    }

    /** Quotes of closed candles so far. */
    long closed() {
        return loops.stream().mapToLong(loop -> loop.tally().closed()).sum();
    }

    /** Quotes of open candles so far. */
    long open() {
        return loops.stream().mapToLong(loop -> loop.tally().open()).sum();
    }

    /** The latencies since the last call, ns. */
    Histogram takeLatency() {
        final Histogram all = new Histogram(Tally.LONGEST_NS, Tally.DIGITS);
        loops.forEach(loop -> all.add(loop.tally().takeLatency()));
        return all;
    }
}
