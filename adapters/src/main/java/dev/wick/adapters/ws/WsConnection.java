package dev.wick.adapters.ws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshake;

/**
 * One WebSocket to an exchange, from the dial to its end; never reopened.
 *
 * <p>{@link #dial}, {@link #send}, {@link #tick} and {@link #abort} are for the supervisor's thread, and do not block. One
 * thread of its own, the leg's, dials, reads and calls the listener; a second, the library's, writes. It ends by
 * aborting the socket, never by the library's polite ways, which may wait for a dead peer for ever.
 */
public final class WsConnection {
    private enum State {
        DIALING,
        OPEN,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.DIALING);
    private final WsListener listener;
    private final long connectTimeoutMs;
    private final Client client;
    private long dialedMs;
    /** The TCP socket beneath a possible TLS one; written by the leg's thread. */
    private volatile Socket socket;

    /**
     * Prepares a connection.
     *
     * @param uri {@code ws} or {@code wss}; of the latter the host's name is checked
     * @param headers of the handshake, besides the usual ones
     * @param threadName for the leg's thread
     * @param maxFrameBytes a longer message ends the connection
     * @param connectTimeoutMs for dial and handshake together, ms
     */
    public WsConnection(
            final URI uri,
            final Map<String, String> headers,
            final String threadName,
            final int maxFrameBytes,
            final long connectTimeoutMs,
            final WsListener listener) {
        this.listener = listener;
        this.connectTimeoutMs = connectTimeoutMs;
        client = new Client(uri, headers, threadName, maxFrameBytes);
    }

    /** Starts to dial, if it was not ended before. */
    public void dial(final long nowMs) {
        dialedMs = nowMs;
        if (state.get() == State.DIALING) {
            client.connect();
        }
    }

    /** Whether it can send. */
    public boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /** Queues a text message; false if the connection is not open. */
    public boolean send(final String text) {
        if (!isOpen()) {
            return false;
        }
        try {
            client.send(text);
            return true;
        } catch (final WebsocketNotConnectedException e) {
            return false;
        }
    }

    /** Queues a ping; false if the connection is not open. */
    public boolean ping() {
        if (!isOpen()) {
            return false;
        }
        try {
            client.sendPing();
            return true;
        } catch (final WebsocketNotConnectedException e) {
            return false;
        }
    }

    /** Ends a dial that takes too long. */
    public void tick(final long nowMs) {
        if (state.get() == State.DIALING && nowMs - dialedMs >= connectTimeoutMs) {
            endDial("no handshake within " + connectTimeoutMs + " ms");
        }
    }

    /** Ends it at once. {@link WsListener#onClosed} comes from the leg's thread, or from here if it never was open. */
    public void abort() {
        endDial("ended before it was open");
        closeSocket();
    }

    private void endDial(final String detail) {
        if (state.compareAndSet(State.DIALING, State.CLOSED)) {
            closeSocket();
            listener.onClosed(false, detail);
        }
    }

    private void closeSocket() {
        final Socket open = socket;
        if (open == null) {
            return;
        }
        try {
            // Reset instead of a farewell: nobody waits for a peer that may be gone.
            open.setSoLinger(true, 0);
        } catch (final IOException e) {
            client.note("not lingering: " + e.getMessage());
        }
        try {
            open.close();
        } catch (final IOException e) {
            client.note("closing: " + e.getMessage());
        }
    }

    /** The library's client; its callbacks come on the leg's thread. */
    private final class Client extends WebSocketClient {
        private final String threadName;
        private final BytesDraft draft;
        private volatile String detail = "";

        Client(final URI uri, final Map<String, String> headers, final String threadName, final int maxFrameBytes) {
            super(uri, new BytesDraft(maxFrameBytes, listener), headers, (int) connectTimeoutMs);
            this.threadName = threadName;
            // The engine works with a copy of the draft that it was given.
            final WebSocketImpl engine = (WebSocketImpl) getConnection();
            draft = (BytesDraft) engine.getDraft();
            draft.attach(engine);
            setTcpNoDelay(true);
            setConnectionLostTimeout(0);
            setDaemon(true);
            setDnsResolver(this::resolve);
        }

        /** Called between the creation of the TCP socket and its use: the only place where that one can be had. */
        private InetAddress resolve(final URI uri) throws UnknownHostException {
            socket = getSocket();
            if (state.get() == State.CLOSED) {
                throw new UnknownHostException("ended before the host was looked up");
            }
            return InetAddress.getByName(uri.getHost());
        }

        /**
         * The last moment before the library's two threads share the socket: whichever of them fell over a bad certificate
         * first would decide whether we hear of it.
         */
        @Override
        public void onWebsocketHandshakeSentAsClient(final WebSocket conn, final ClientHandshake request)
                throws InvalidDataException {
            if (getSocket() instanceof SSLSocket tls) {
                try {
                    tls.startHandshake();
                } catch (final IOException e) {
                    note(e.toString());
                    throw new InvalidDataException(CloseFrame.TLS_ERROR, e);
                }
            }
        }

        @Override
        public void run() {
            Thread.currentThread().setName(threadName);
            try {
                super.run();
            } finally {
                final State before = state.getAndSet(State.CLOSED);
                if (before != State.CLOSED) {
                    listener.onClosed(before == State.OPEN, detail.isEmpty() ? "the connection ended" : detail);
                }
            }
        }

        /** Keeps the first of the reasons that are heard: later ones are its consequences. */
        private void note(final String reason) {
            if (detail.isEmpty() && reason != null) {
                detail = reason;
            }
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {
            if (state.compareAndSet(State.DIALING, State.OPEN)) {
                listener.onOpened();
            } else {
                closeSocket();
            }
        }

        @Override
        public void onWebsocketPing(final WebSocket conn, final Framedata ping) {
            try {
                super.onWebsocketPing(conn, ping);
            } catch (final WebsocketNotConnectedException e) {
                note("gone before a pong could be sent");
            }
        }

        /** Only fragmented text comes this way. */
        @Override
        public void onMessage(final String message) {
            final byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            draft.deliver(bytes, 0, bytes.length);
        }

        /** No exchange sends binary where text is due; whoever reads the bytes will say what they are. */
        @Override
        public void onMessage(final ByteBuffer bytes) {
            draft.deliver(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }

        @Override
        public void onError(final Exception error) {
            note(error.toString());
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
            final String words = reason == null || reason.isEmpty() ? "" : ": " + reason;
            note((remote ? "the peer closed it, code " : "closed, code ") + code + words);
        }
    }
}
