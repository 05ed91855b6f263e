package dev.wick.adapters.gateio;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Servers that say only what a test tells them to, and remember what they were asked. */
final class GateServer extends WebSocketServer implements AutoCloseable {
    final List<String> handshakes = new CopyOnWriteArrayList<>();
    final List<String> received = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final HttpServer http;
    private volatile String body = "[]";

    GateServer() throws IOException, InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setReuseAddr(true);
        setDaemon(true);
        start();
        if (!started.await(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the test's server did not start");
        }
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Gate-Size-Decimal"));
            final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
    }

    String wsUrl() {
        return "ws://127.0.0.1:" + getPort();
    }

    String restUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    void answerRest(final String json) {
        body = json.replace('\'', '"');
    }

    void say(final String text) {
        broadcast(text.replace('\'', '"'));
    }

    @Override
    public void close() {
        http.stop(0);
        try {
            stop(1_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(final WebSocket connection, final ClientHandshake handshake) {
        handshakes.add(handshake.getResourceDescriptor() + " size " + handshake.getFieldValue("X-Gate-Size-Decimal")
                + " extensions " + handshake.getFieldValue("Sec-WebSocket-Extensions"));
    }

    @Override
    public void onMessage(final WebSocket connection, final String message) {
        received.add(message);
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
