package dev.wick.bench.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Two plain blocking sockets and a loop that copies from one to the other: for each subscriber a connection to the exchange, whose
 * bytes it does not look at. The machine's own limit for anything that lies in between.
 */
final class BareCopy {
    private static final int BUFFER_BYTES = 64 * 1024;

    private BareCopy() {}

    /** Runs until it is killed. */
    static void run(final int exchangePort) throws IOException {
        final ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        System.out.println("ready " + ((InetSocketAddress) server.getLocalAddress()).getPort());
        while (true) {
            final SocketChannel subscriber = server.accept();
            final SocketChannel exchange =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), exchangePort));
            subscriber.setOption(StandardSocketOptions.TCP_NODELAY, true);
            exchange.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Threads.daemon("copy-in", () -> copy(exchange, subscriber));
            Threads.daemon("copy-out", () -> copy(subscriber, exchange));
        }
    }

    private static void copy(final SocketChannel from, final SocketChannel to) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (from.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
    }
}
