package dev.wick.adapters.ws;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;

/** The library's client engine around our draft, fed by hand instead of by a socket. */
final class InMemoryClient extends WebSocketAdapter implements FrameListener {
    final List<String> events = new ArrayList<>();
    final BytesDraft draft;
    int closeCode;
    byte[] lastBuffer;
    RuntimeException failWith;
    /** Reads that have begun and not ended. */
    int openReads;

    int readEnds;
    private final WebSocketImpl engine;

    InMemoryClient(final int maxFrameBytes) throws InvalidHandshakeException {
        engine = new WebSocketImpl(this, new BytesDraft(maxFrameBytes, this));
        draft = (BytesDraft) engine.getDraft();
        draft.attach(engine);
        final HandshakeImpl1Client request = new HandshakeImpl1Client();
        request.setResourceDescriptor("/");
        engine.startHandshake(request);
        final String sent = new String(engine.outQueue.remove().array(), StandardCharsets.US_ASCII);
        feed(ServerFrames.handshake(sent));
    }

    /** As if one read of the socket had brought exactly these bytes. */
    void feed(final byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    void feed(final byte[] bytes, final int from, final int to) {
        if (to > from) {
            engine.decode(ByteBuffer.wrap(bytes, from, to - from));
        }
    }

    boolean isOpen() {
        return engine.isOpen();
    }

    @Override
    public void onRead() {
        openReads++;
    }

    @Override
    public void onReadEnd() {
        openReads--;
        readEnds++;
    }

    @Override
    public void onText(final byte[] buffer, final int offset, final int length) {
        lastBuffer = buffer;
        events.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
        if (failWith != null) {
            throw failWith;
        }
    }

    @Override
    public void onFailure(final RuntimeException failure) {
        events.add("failure " + failure.getMessage());
    }

    @Override
    public void onWebsocketMessage(final WebSocket conn, final String message) {
        final byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        draft.deliver(bytes, 0, bytes.length);
    }

    @Override
    public void onWebsocketMessage(final WebSocket conn, final ByteBuffer blob) {
        events.add("binary " + blob.remaining());
    }

    @Override
    public void onWebsocketPing(final WebSocket conn, final Framedata frame) {
        events.add(
                "ping " + StandardCharsets.UTF_8.decode(frame.getPayloadData().duplicate()));
        super.onWebsocketPing(conn, frame);
    }

    @Override
    public void onWebsocketClosing(final WebSocket ws, final int code, final String reason, final boolean remote) {
        closeCode = code;
    }

    @Override
    public void onWebsocketOpen(final WebSocket conn, final Handshakedata data) {}

    @Override
    public void onWebsocketClose(final WebSocket ws, final int code, final String reason, final boolean remote) {}

    @Override
    public void onWebsocketCloseInitiated(final WebSocket ws, final int code, final String reason) {}

    @Override
    public void onWebsocketError(final WebSocket conn, final Exception ex) {}

    @Override
    public void onWriteDemand(final WebSocket conn) {}

    @Override
    public InetSocketAddress getLocalSocketAddress(final WebSocket conn) {
        return null;
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(final WebSocket conn) {
        return null;
    }
}
