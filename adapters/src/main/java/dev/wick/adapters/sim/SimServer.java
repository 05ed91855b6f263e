package dev.wick.adapters.sim;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket server: turns all that its own threads see into events for the simulator's thread. */
final class SimServer extends WebSocketServer {
    private static final Logger LOG = LoggerFactory.getLogger(SimServer.class);
    private static final int MAX_FRAME_BYTES = 256 * 1024;
    private static final int STOP_MS = 1_000;

    private final WireProtocol protocol;
    private final SocketEvents events;
    private final CountDownLatch started = new CountDownLatch(1);

    private SimServer(final ServerSocketChannel channel, final WireProtocol protocol, final SocketEvents events) {
        super(channel);
        this.protocol = protocol;
        this.events = events;
        decoders = new ArrayList<>(decoders.subList(0, 1));
        setWebSocketFactory(new SmallFrames());
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0);
        setDaemon(true);
    }

    /** Binds and starts, or says why it cannot. */
    static SimServer start(final int port, final WireProtocol protocol, final SocketEvents events) {
        final SimServer server = new SimServer(bind(port), protocol, events);
        final Thread selector = new Thread(server);
        selector.setDaemon(true);
        selector.start();
        try {
            server.started.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the simulator's WebSocket server was starting.", e);
        }
        return server;
    }

    private static ServerSocketChannel bind(final int port) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
            return channel;
        } catch (final IOException e) {
            closeQuietly(channel);
            throw new SimulatorException(
                    SimulatorException.bindProblem("WebSocket", port, e instanceof BindException), e);
        }
    }

    private static void closeQuietly(final ServerSocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                LOG.debug("Closing a channel that could not be bound", e);
            }
        }
    }

    void shutDown() {
        try {
            stop(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onStart() {
        Thread.currentThread().setName("sim-ws-select");
        decoders.get(0).setName("sim-ws-read");
        started.countDown();
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            final WebSocket conn, final Draft draft, final ClientHandshake request) throws InvalidDataException {
        if (!protocol.accepts(request.getResourceDescriptor())) {
            throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "no such path");
        }
        return super.onWebsocketHandshakeReceivedAsServer(conn, draft, request);
    }

    @Override
    public void onOpen(final WebSocket conn, final ClientHandshake handshake) {
        events.add(SocketEvents.Kind.OPEN, conn, handshake.getResourceDescriptor());
    }

    @Override
    public void onClose(final WebSocket conn, final int code, final String reason, final boolean remote) {
        events.add(SocketEvents.Kind.CLOSED, conn, reason);
    }

    @Override
    public void onMessage(final WebSocket conn, final String message) {
        events.add(SocketEvents.Kind.TEXT, conn, message);
    }

    @Override
    public void onMessage(final WebSocket conn, final ByteBuffer message) {
        events.add(SocketEvents.Kind.TEXT, conn, "");
    }

    @Override
    public void onWebsocketPing(final WebSocket conn, final Framedata frame) {
        super.onWebsocketPing(conn, frame);
        events.add(SocketEvents.Kind.PING, conn, null);
    }

    @Override
    public void onWebsocketPong(final WebSocket conn, final Framedata frame) {
        events.add(
                SocketEvents.Kind.PONG,
                conn,
                StandardCharsets.US_ASCII
                        .decode(frame.getPayloadData().duplicate())
                        .toString());
    }

    @Override
    public void onError(final WebSocket conn, final Exception e) {
        LOG.debug("A socket of the simulator failed; its client is gone", e);
    }

    /** Refuses what no client of an exchange sends: frames of megabytes. */
    private static final class SmallFrames extends DefaultWebSocketServerFactory {
        @Override
        public WebSocketImpl createWebSocket(final WebSocketAdapter listener, final List<Draft> drafts) {
            return createWebSocket(listener, (Draft) null);
        }

        @Override
        public WebSocketImpl createWebSocket(final WebSocketAdapter listener, final Draft draft) {
            final Draft small = new Draft_6455(List.of(), List.of(new Protocol("")), MAX_FRAME_BYTES);
            return new WebSocketImpl(listener, List.of(small));
        }
    }
}
