package dev.wick.bench.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.server.WebSocketServer;

/** Java-WebSocket as everybody uses it: what a client gets as a String, the server broadcasts. Nothing is read, nothing is checked. */
final class Relay extends WebSocketServer {
    /** The exchange's side: one connection of some. */
    private static final class Source extends WebSocketClient {
        private final WebSocketServer server;
        private final String request;

        private Source(final URI uri, final WebSocketServer server, final String request) {
            super(uri);
            this.server = server;
            this.request = request;
            setTcpNoDelay(true);
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {
            send(request);
        }

        @Override
        public void onMessage(final String message) {
            server.broadcast(message);
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
            System.exit(1);
        }

        @Override
        public void onError(final Exception error) {
            error.printStackTrace();
        }
    }

    private final URI exchange;
    private final List<String> requests;

    private Relay(final URI exchange, final List<String> requests) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.exchange = exchange;
        this.requests = requests;
        setTcpNoDelay(true);
        setReuseAddr(true);
    }

    /** Runs until it is killed. */
    static void run(final URI exchange, final List<String> requests) {
        new Relay(exchange, requests).start();
    }

    @Override
    public void onStart() {
        for (final String request : requests) {
            new Source(exchange, this, request).connect();
        }
        System.out.println("ready " + getPort());
    }

    @Override
    public void onOpen(final WebSocket connection, final ClientHandshake handshake) {}

    @Override
    public void onClose(final WebSocket connection, final int code, final String reason, final boolean remote) {}

    @Override
    public void onMessage(final WebSocket connection, final String message) {}

    @Override
    public void onError(final WebSocket connection, final Exception error) {
        error.printStackTrace();
    }
}
