package dev.wick.engine.egress;

import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;

/**
 * The protocol as the library reads it, where each frame of a subscriber's passes: notes that it was heard of, and counts what it
 * sends. All frames count, also pings, and the parts of a message: the library keeps even empty ones until the last has come. No
 * extensions. Decoder thread.
 */
final class FeedDraft extends Draft_6455 {
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
    public void processFrame(final WebSocketImpl conn, final Framedata frame) throws InvalidDataException {
        final Session session = conn.getAttachment();
        final boolean isTaken = ((SocketConnection) session.connection()).frameComes(clock.nanoTime());
        if (isTaken || frame.getOpcode() == Opcode.CLOSING) {
            super.processFrame(conn, frame);
        }
    }
}
