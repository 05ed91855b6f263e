package dev.wick.test.frames;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Says recorded frames to whoever connects, whatever the path. */
final class FrameServer extends WebSocketServer {
    private final CountDownLatch started = new CountDownLatch(1);

    FrameServer() throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setReuseAddr(true);
        setDaemon(true);
        start();
        started.await();
    }

    String url() {
        return "ws://127.0.0.1:" + getPort();
    }

    void say(final String text) {
        await().until(() -> !getConnections().isEmpty());
        broadcast(text);
    }

    void end() throws InterruptedException {
        stop(500);
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(final WebSocket conn, final ClientHandshake handshake) {}

    @Override
    public void onMessage(final WebSocket conn, final String message) {}

    @Override
    public void onClose(final WebSocket conn, final int code, final String reason, final boolean remote) {}

    @Override
    public void onError(final WebSocket conn, final Exception e) {}
}
