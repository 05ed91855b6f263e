package dev.wick.engine.egress;

import dev.wick.engine.door.Door;
import dev.wick.engine.door.Refusal;
import dev.wick.engine.door.TlsBuffers;
import dev.wick.engine.door.TlsChannel;
import dev.wick.engine.door.TlsListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;

/**
 * Makes the parts of each connection that is accepted (the library's object with our listener, the channel, the session), or
 * turns it away because there are too many. Selector thread.
 */
final class ClientFactory implements WebSocketServerFactory {
    private final FeedServer feedServer;
    private final EgressSettings settings;
    private final EgressInbox inbox;
    private final SessionEvents events;
    private final Door door;
    private final Admission admission;
    private final FreeFiles freeFiles = new FreeFiles();
    private final ConnectionListener listener;
    private final List<Draft> drafts;
    private final TlsBuffers tlsBuffers = new TlsBuffers();
    private long nextId = 1;

    ClientFactory(
            final FeedServer feedServer,
            final EgressSettings settings,
            final EgressInbox inbox,
            final SessionEvents events,
            final Door door,
            final Admission admission,
            final NanoClock clock) {
        this.feedServer = feedServer;
        this.settings = settings;
        this.inbox = inbox;
        this.events = events;
        this.door = door;
        this.admission = admission;
        listener = new ConnectionListener(feedServer);
        drafts = List.of(new FeedDraft(settings.limits().maxMessageBytes(), clock));
    }

    @Override
    public WebSocketImpl createWebSocket(final WebSocketAdapter server, final Draft draft) {
        return new WebSocketImpl(listener, drafts);
    }

    @Override
    public WebSocketImpl createWebSocket(final WebSocketAdapter server, final List<Draft> ignored) {
        return new WebSocketImpl(listener, drafts);
    }

    /**
     * The first moment at which a connection has all its parts. A refusal is thrown from here, not said by
     * {@code onConnect}: after a no of that, the library never accepts anybody again.
     */
    @Override
    public ByteChannel wrapChannel(final SocketChannel channel, final SelectionKey key) throws IOException {
        final InetAddress address = channel.socket().getInetAddress();
        if (address == null) {
            throw new IOException("gone already");
        }
        final String refusal = freeFiles.haveOneMore() ? admission.refusal(address) : "too_many";
        if (refusal != null) {
            inbox.submit(() -> events.onTurnedAway(refusal));
            throw new IOException("too many subscribers");
        }
        if (settings.sendBufferBytes() > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
        }
        final WebSocketImpl conn = (WebSocketImpl) key.attachment();
        final TlsChannel tls = door.tls() == null ? null : tls(channel, conn);
        final Session session = session(conn, channel, tls, address);
        final SocketConnection connection = (SocketConnection) session.connection();
        conn.setAttachment(session);
        admission.came(address);
        inbox.submit(() -> events.onAccepted(session));
        return new ClientChannel(connection, channel, tls, why -> feedServer.refuse(conn, why));
    }

    private TlsChannel tls(final SocketChannel channel, final WebSocketImpl conn) throws IOException {
        return new TlsChannel(channel, door.tls().newEngine(), tlsBuffers, new TlsListener() {
            @Override
            public void onOutput() {
                feedServer.writeDemand(conn);
            }

            @Override
            public void onFailed(final Refusal refusal) {
                feedServer.refuse(conn, refusal);
            }
        });
    }

    private Session session(
            final WebSocketImpl conn, final SocketChannel channel, final TlsChannel tls, final InetAddress address)
            throws IOException {
        try {
            final MessageBudget budget =
                    new MessageBudget(settings.limits().messagesPerSecond(), FeedLimits.BURST_SECONDS);
            final SocketConnection connection =
                    new SocketConnection(conn, channel, tls, address, budget, feedServer::tooManyMessages);
            return new Session(nextId++, connection, settings);
        } catch (final OutOfMemoryError e) {
            // Any other exception than this would end the library's thread, and so the feed.
            throw new IOException("no memory for another subscriber", e);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
