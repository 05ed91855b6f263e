package dev.wick.adapters.binance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A WebSocket server that answers nothing by itself. */
final class TestServer extends WebSocketServer {
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);

    TestServer() throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setReuseAddr(true);
        setDaemon(true);
        start();
        if (!started.await(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the test's server did not start");
        }
    }

    String url() {
        return "ws://127.0.0.1:" + getPort();
    }

    void say(final String text) {
        broadcast(text.replace('\'', '"'));
    }

    void end() throws InterruptedException {
        stop(1_000);
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(final WebSocket connection, final ClientHandshake handshake) {
        paths.add(handshake.getResourceDescriptor());
    }

    @Override
    public void onMessage(final WebSocket connection, final String message) {
        received.add(message);
    }

    @Override
    public void onMessage(final WebSocket connection, final ByteBuffer message) {
        received.add("binary");
    }

    @Override
    public void onClose(final WebSocket connection, final int code, final String reason, final boolean remote) {
        received.add("gone");
    }

    @Override
    public void onError(final WebSocket connection, final Exception error) {
        received.add("error " + error);
    }
}
