package dev.wick.engine.egress;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;

/**
 * What a connection's library object calls: hands all on to the server, save that the egress, not the selector, hears of
 * bytes to write ({@link SocketConnection} says why). Selector and decoder threads, and the egress thread when it closes.
 */
final class ConnectionListener extends WebSocketAdapter {
    private final FeedServer server;

    ConnectionListener(final FeedServer server) {
        this.server = server;
    }

    @Override
    public void onWriteDemand(final WebSocket conn) {
        server.writeDemand(conn);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            final WebSocket conn, final Draft draft, final ClientHandshake request) throws InvalidDataException {
        server.admit(conn, request);
        return super.onWebsocketHandshakeReceivedAsServer(conn, draft, request);
    }

    @Override
    public void onWebsocketOpen(final WebSocket conn, final Handshakedata handshake) {
        server.onWebsocketOpen(conn, handshake);
    }

    @Override
    public void onWebsocketMessage(final WebSocket conn, final String message) {
        server.onWebsocketMessage(conn, message);
    }

    @Override
    public void onWebsocketMessage(final WebSocket conn, final ByteBuffer message) {
        server.onWebsocketMessage(conn, message);
    }

    @Override
    public void onWebsocketClose(final WebSocket conn, final int code, final String reason, final boolean remote) {
        try {
            server.onWebsocketClose(conn, code, reason, remote);
        } finally {
            // The server speaks only of those that were open; a session exists from the accept on.
            server.gone(conn);
        }
    }

    @Override
    public void onWebsocketClosing(final WebSocket conn, final int code, final String reason, final boolean remote) {
        server.onWebsocketClosing(conn, code, reason, remote);
    }

    @Override
    public void onWebsocketCloseInitiated(final WebSocket conn, final int code, final String reason) {
        server.onWebsocketCloseInitiated(conn, code, reason);
    }

    @Override
    public void onWebsocketError(final WebSocket conn, final Exception error) {
        server.onWebsocketError(conn, error);
    }

    @Override
    public void onWebsocketPing(final WebSocket conn, final Framedata ping) {
        // A ping that comes while the connection closes has nobody to answer it: sendFrame would throw.
        if (conn.isOpen()) {
            super.onWebsocketPing(conn, ping);
        }
    }

    @Override
    public InetSocketAddress getLocalSocketAddress(final WebSocket conn) {
        return server.getLocalSocketAddress(conn);
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(final WebSocket conn) {
        return server.getRemoteSocketAddress(conn);
    }
}
