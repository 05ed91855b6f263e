package dev.wick.bench.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The exchange's WebSocket server: lets anybody in, acknowledges what is subscribed, and remembers on which connection each series
 * goes. Plain blocking sockets, a reading thread for each connection; candles are written by {@link Source} alone.
 */
final class ExchangeEnd implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Peer[] peerOf;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    /** Listens on a free port of loopback. */
    ExchangeEnd(final int series) throws IOException {
        peerOf = new Peer[series];
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        Threads.daemon("exchange", this::accept);
    }

    /** Where it listens. */
    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void accept() throws IOException {
        while (server.isOpen()) {
            final SocketChannel channel = server.accept();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            final Peer peer = new Peer(channel, this::subscribed);
            peers.add(peer);
            Threads.daemon("exchange-" + peers.size(), peer::read);
        }
    }

    private synchronized void subscribed(final Peer peer, final int series) {
        if (series < peerOf.length) {
            peerOf[series] = peer;
        }
    }

    /** How many of the series somebody has subscribed to; any thread. */
    synchronized int subscribedSeries() {
        int count = 0;
        for (final Peer peer : peerOf) {
            count += peer == null ? 0 : 1;
        }
        return count;
    }

    /** The connection of each series by its number, once all are subscribed. */
    synchronized Peer[] peerOfSeries() {
        return peerOf.clone();
    }

    /** How many connections there were so far; more than at the start means that one broke. Any thread. */
    int connections() {
        return peers.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (final Peer peer : peers) {
            peer.close();
        }
    }
}
