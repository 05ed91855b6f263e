package dev.wick.engine.egress;

import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;

/**
 * The protocol as the library reads it, without extensions, and where a client's bytes pass: looks at a request once it is
 * whole, since the library's own parses it anew with every byte that comes, and takes memory of the whole for each of its lines;
 * notes at each frame that the client was heard of, and counts what it sends. All frames count, also pings, and the parts of a
 * message: the library keeps even empty ones until the last has come. Decoder thread.
 */
final class FeedDraft extends Draft_6455 {
    private static final int ROOM_BYTES = 512;

    private final int maxMessageBytes;
    private final NanoClock clock;

    FeedDraft(final int maxMessageBytes, final NanoClock clock) {
        super(List.of(), maxMessageBytes);
        this.maxMessageBytes = maxMessageBytes;
        this.clock = clock;
    }

    /** For each connection, hence with the same type. */
    @Override
    public Draft copyInstance() {
        return new FeedDraft(maxMessageBytes, clock);
    }

    @Override
    public Handshakedata translateHandshake(final ByteBuffer request) throws InvalidHandshakeException {
        if (!isWhole(request)) {
            throw new IncompleteHandshakeException(request.remaining() + ROOM_BYTES);
        }
        return super.translateHandshake(request);
    }

    /** Whether it has the empty line that ends a request's head. */
    static boolean isWhole(final ByteBuffer request) {
        for (int i = request.position() + 3; i < request.limit(); i++) {
            if (request.get(i) == '\n'
                    && request.get(i - 1) == '\r'
                    && request.get(i - 2) == '\n'
                    && request.get(i - 3) == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void processFrame(final WebSocketImpl conn, final Framedata frame) throws InvalidDataException {
        final Session session = conn.getAttachment();
        final boolean isTaken = ((SocketConnection) session.connection()).frameComes(clock.nanoTime());
        if (isTaken || frame.getOpcode() == Opcode.CLOSING) {
            super.processFrame(conn, frame);
        }
    }
}
