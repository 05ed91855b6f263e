package dev.wick.engine.egress;

import dev.wick.engine.door.Access;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.HandshakeHead;
import dev.wick.engine.door.Refusal;
import dev.wick.engine.door.RefusedException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts subscribers and reads what they send; all else is handed to the egress thread, which alone writes.
 *
 * <p>Threads of its own: {@code ws-accept}, which accepts and reads, and {@code ws-worker-0}, which decodes and parses
 * messages. Stop it after the egress has said goodbye, since closing needs the egress; and not on the egress thread.
 */
public final class FeedServer extends WebSocketServer {
    private static final int BACKLOG = 512;
    private static final int WORKERS = 1;
    private static final int STOP_MS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(FeedServer.class);

    private final ServerSocketChannel listening;
    private final EgressInbox inbox;
    private final SessionEvents events;
    private final Door door;
    private final Protocol protocol;
    private final CountDownLatch started = new CountDownLatch(1);
    private final Admission admission;

    private FeedServer(
            final ServerSocketChannel listening,
            final EgressSettings settings,
            final EgressInbox inbox,
            final SessionEvents events,
            final Door door,
            final NanoClock clock) {
        super(listening);
        this.listening = listening;
        this.inbox = inbox;
        this.events = events;
        this.door = door;
        admission = new Admission(settings.limits());
        protocol = new Protocol(settings.limits().maxSymbols());
        // This constructor of the library makes a decoder per core, and starts those that are in the list.
        decoders.subList(WORKERS, decoders.size()).clear();
        for (int i = 0; i < decoders.size(); i++) {
            decoders.get(i).setName("ws-worker-" + i);
        }
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0);
        setDaemon(true);
        setWebSocketFactory(new ClientFactory(this, settings, inbox, events, door, admission, clock));
    }

    /** Takes the port: binding here, not on the library's thread, makes its failure an exception of ours. */
    static FeedServer bind(
            final EgressSettings settings,
            final EgressInbox inbox,
            final SessionEvents events,
            final Door door,
            final NanoClock clock)
            throws FeedStartException {
        final InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new FeedStartException(
                    "CONNECTOR_WSS_HOST: nobody knows the host " + settings.host() + "; use 127.0.0.1 or 0.0.0.0",
                    null);
        }
        try {
            door.requireMayServeFeed(settings.host(), address.getAddress());
        } catch (final DoorException e) {
            throw new FeedStartException(e.getMessage(), e);
        }
        ServerSocketChannel listening = null;
        try {
            listening = ServerSocketChannel.open();
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(address, BACKLOG);
            return new FeedServer(listening, settings, inbox, events, door, clock);
        } catch (final IOException e) {
            close(listening);
            throw cannotBind(settings, e);
        }
    }

    private static FeedStartException cannotBind(final EgressSettings settings, final IOException cause) {
        final String where = settings.host() + ":" + settings.port();
        final String advice = cause instanceof BindException
                ? "Stop what listens there, or set another port; 0 takes a free one"
                : "Set another port or CONNECTOR_WSS_HOST";
        return new FeedStartException(
                "CONNECTOR_WSS_PORT: cannot listen on " + where + ": " + cause.getMessage() + ". " + advice, cause);
    }

    private static void close(final ServerSocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                LOG.atDebug().setCause(e).log("closing a listening socket failed");
            }
        }
    }

    /** Starts to accept. */
    public void startWithin(final long limitMs) throws FeedStartException, InterruptedException {
        start();
        if (!started.await(limitMs, TimeUnit.MILLISECONDS)) {
            stopNow();
            throw new FeedStartException("the feed's server did not start within " + limitMs + " ms", null);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return getPort();
    }

    /** Whether new subscribers are let in; any thread. */
    public boolean isListening() {
        return listening.isOpen();
    }

    /** How many connections there are, with or without a handshake; any thread. */
    int connected() {
        return admission.connected();
    }

    /** Stops to accept and to read, and frees the port. Waits for its thread for half a second at most. */
    public void stopNow() throws InterruptedException {
        stop(STOP_MS);
        // The library closes it as well, but only if it was started.
        close(listening);
    }

    @Override
    public void onStart() {
        Thread.currentThread().setName("ws-accept");
        started.countDown();
    }

    /** There are other tokens now: who came in with one that is no more is sent away; any thread. */
    public void tokensChanged() {
        inbox.submit(events::onTokensChanged);
    }

    /** Lets a client in, or has our answer sent and throws; a decoder thread, before the library answers. */
    void admit(final WebSocket conn, final ClientHandshake request) throws InvalidDataException {
        final Session session = conn.getAttachment();
        final SocketConnection connection = (SocketConnection) session.connection();
        if (connection.isRefused()) {
            throw new InvalidDataException(CloseFrame.REFUSE, "refused already");
        }
        try {
            connection.admitted(door.admit(head(request)));
        } catch (final RefusedException e) {
            refuse(conn, e.refusal());
            throw new InvalidDataException(CloseFrame.REFUSE, e.refusal().reason());
        }
    }

    /** Has our answer sent, and nothing else, and the connection ended; the selector thread or a decoder thread. */
    void refuse(final WebSocket conn, final Refusal refusal) {
        final Session session = conn.getAttachment();
        final SocketConnection connection = (SocketConnection) session.connection();
        if (!connection.isRefused()) {
            inbox.submit(() -> events.onRefused(session, refusal));
            connection.refuse(refusal.isAnswered() ? refusal.http() : new byte[0]);
        }
    }

    private static HandshakeHead head(final ClientHandshake request) {
        return new HandshakeHead(
                request.getResourceDescriptor(),
                request.getFieldValue("Authorization"),
                request.hasFieldValue("Origin") ? request.getFieldValue("Origin") : null,
                request.getFieldValue("Host"));
    }

    @Override
    public void onOpen(final WebSocket conn, final ClientHandshake handshake) {
        final Session session = conn.getAttachment();
        final Access access = ((SocketConnection) session.connection()).access();
        inbox.submit(() -> events.onOpened(session, access));
    }

    @Override
    public void onMessage(final WebSocket conn, final String message) {
        request(conn, protocol.parse(message));
    }

    @Override
    public void onMessage(final WebSocket conn, final ByteBuffer message) {
        request(conn, protocol.binary());
    }

    private void request(final WebSocket conn, final Request request) {
        final Session session = conn.getAttachment();
        ((SocketConnection) session.connection()).messageComes();
        inbox.submit(() -> events.onRequest(session, request));
    }

    @Override
    public void onClose(final WebSocket conn, final int code, final String reason, final boolean remote) {
        final Session session = conn.getAttachment();
        LOG.atDebug()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("code", code)
                .addKeyValue("reason", reason)
                .log("connection closed");
    }

    /** We close it: of the codes those are told on that only the library uses, for what a subscriber did wrong. */
    @Override
    public void onCloseInitiated(final WebSocket conn, final int code, final String reason) {
        if (code == CloseFrame.TOOBIG || code == CloseFrame.PROTOCOL_ERROR || code == CloseFrame.NO_UTF8) {
            inbox.submit(() -> events.onBadFrame(code == CloseFrame.TOOBIG));
        }
    }

    @Override
    public void onError(final WebSocket conn, final Exception error) {
        if (conn == null) {
            LOG.atError().setCause(error).log("the feed's server failed; no new subscriber can connect");
        } else {
            LOG.atDebug().setCause(error).log("error of one connection");
        }
    }

    /** A connection is gone, opened or not; any thread, once. */
    void gone(final WebSocket conn) {
        final Session session = conn.getAttachment();
        admission.went(((SocketConnection) session.connection()).address());
        inbox.submit(() -> events.onGone(session));
    }

    /** It has sent more than it may; its decoder thread, once. */
    void tooManyMessages(final SocketConnection connection) {
        final Session session = connection.session();
        inbox.submit(() -> events.onTooManyMessages(session));
    }

    /** The library has bytes to send; any thread. */
    void writeDemand(final WebSocket conn) {
        final Session session = conn.getAttachment();
        inbox.writeDemand(session);
    }
}
