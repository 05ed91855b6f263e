package dev.wick.adapters.ws;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidFrameException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;

/**
 * A client's WebSocket protocol that hands over text as bytes where they lie in the read buffer.
 *
 * <p>The library would copy each payload, check it byte by byte and make a String. Here a whole, unfragmented text frame
 * goes straight to the listener; every other frame takes the library's way, in its turn. What is cut off at the end of a
 * read waits in a buffer of at most one frame. Text is not checked for UTF-8 here: who reads it refuses what is not.
 *
 * <pre>
 *   81 7E 01 57 7B 22 73 74 …      RFC 6455, 5.2: FIN and opcode | mask bit and length 126 | 16 bits of length | payload
 * </pre>
 *
 * <p>Used by the leg's thread alone, once {@link #attach attached}.
 */
final class BytesDraft extends Draft_6455 {
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASK = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final byte WHOLE_TEXT = (byte) (FIN | TEXT);

    private static final int MAX_HEADER = 10;
    /** What {@link #frameBytes} answers while the header itself is not whole. */
    private static final long UNKNOWN = -1;

    private final int maxFrameBytes;
    private final FrameListener listener;
    private WebSocketImpl connection;
    private byte[] carry = new byte[1024];
    private int carried;
    private boolean fragmented;

    BytesDraft(final int maxFrameBytes, final FrameListener listener) {
        super(Collections.emptyList(), maxFrameBytes);
        this.maxFrameBytes = maxFrameBytes;
        this.listener = listener;
    }

    /** Names the connection on which frames other than text are to be processed; before the first byte arrives. */
    void attach(final WebSocketImpl newConnection) {
        connection = newConnection;
    }

    @Override
    public Draft copyInstance() {
        return new BytesDraft(maxFrameBytes, listener);
    }

    @Override
    public void reset() {
        super.reset();
        carried = 0;
        fragmented = false;
    }

    @Override
    public List<Framedata> translateFrame(final ByteBuffer buffer) throws InvalidDataException {
        listener.onRead();
        try {
            read(buffer);
        } finally {
            listener.onReadEnd();
        }
        return Collections.emptyList();
    }

    private void read(final ByteBuffer buffer) throws InvalidDataException {
        final int length = buffer.remaining();
        if (buffer.hasArray()) {
            final int from = buffer.arrayOffset() + buffer.position();
            buffer.position(buffer.limit());
            walk(buffer.array(), from, from + length);
        } else {
            final byte[] copy = new byte[length];
            buffer.get(copy);
            walk(copy, 0, length);
        }
    }

    /** Hands one message over; the library's way ends here as well. */
    void deliver(final byte[] bytes, final int offset, final int length) {
        try {
            listener.onText(bytes, offset, length);
        } catch (final RuntimeException e) {
            listener.onFailure(e);
        }
    }

    private void walk(final byte[] bytes, final int from, final int end) throws InvalidDataException {
        int at = carried == 0 ? from : completeCarried(bytes, from, end);
        // A close frame ends the conversation: what the peer sends after it is not looked at.
        while (at < end && connection.isOpen()) {
            final long size = frameBytes(bytes, at, end);
            if (size == UNKNOWN || size > end - at) {
                ensureCarry(size == UNKNOWN ? MAX_HEADER : (int) size);
                carry(bytes, at, end - at);
                return;
            }
            onFrame(bytes, at, (int) size);
            at += (int) size;
        }
    }

    /** Completes the frame of which the beginning was carried over; where in {@code bytes} the next one begins. */
    private int completeCarried(final byte[] bytes, final int from, final int end) throws InvalidDataException {
        int at = from;
        long size = frameBytes(carry, 0, carried);
        while (size == UNKNOWN && at < end) {
            carry(bytes, at, 1);
            at++;
            size = frameBytes(carry, 0, carried);
        }
        if (size == UNKNOWN) {
            return at;
        }
        ensureCarry((int) size);
        final int more = Math.min((int) size - carried, end - at);
        carry(bytes, at, more);
        at += more;
        if (carried == size) {
            carried = 0;
            onFrame(carry, 0, (int) size);
        }
        return at;
    }

    private void ensureCarry(final int size) {
        if (carry.length < size) {
            carry = Arrays.copyOf(carry, size);
        }
    }

    private void carry(final byte[] bytes, final int from, final int length) {
        System.arraycopy(bytes, from, carry, carried, length);
        carried += length;
    }

    /** The size of the frame that begins here, header included, or {@link #UNKNOWN}; judges the header by the way. */
    private long frameBytes(final byte[] bytes, final int at, final int end) throws InvalidDataException {
        final int available = end - at;
        if (available < 2) {
            return UNKNOWN;
        }
        if ((bytes[at] & RESERVED) != 0) {
            throw new InvalidFrameException("reserved bits are set, but no extension was agreed on");
        }
        if ((bytes[at + 1] & MASK) != 0) {
            throw new InvalidFrameException("a server must not mask its frames");
        }
        final int header = headerBytes(bytes, at);
        if (available < header) {
            return UNKNOWN;
        }
        long payload = bytes[at + 1];
        if (header > 2) {
            payload = 0;
            for (int i = at + 2; i < at + header; i++) {
                payload = (payload << 8) | (bytes[i] & 0xFF);
            }
        }
        // A 64-bit length with its highest bit set has become negative.
        if (payload < 0 || payload > maxFrameBytes) {
            throw new LimitExceededException(
                    "a frame of " + Long.toUnsignedString(payload) + " bytes; at most " + maxFrameBytes + " are read",
                    maxFrameBytes);
        }
        return header + payload;
    }

    private static int headerBytes(final byte[] bytes, final int at) {
        return switch (bytes[at + 1]) {
            case 126 -> 4;
            case 127 -> MAX_HEADER;
            default -> 2;
        };
    }

    private void onFrame(final byte[] bytes, final int at, final int size) throws InvalidDataException {
        if (bytes[at] == WHOLE_TEXT && !fragmented) {
            final int header = headerBytes(bytes, at);
            deliver(bytes, at + header, size - header);
            return;
        }
        final boolean last = (bytes[at] & FIN) != 0;
        final int opcode = bytes[at] & OPCODE;
        if (opcode == CONTINUATION || opcode == TEXT || opcode == BINARY) {
            fragmented = !last;
        }
        // At once, not by returning them: else they would be processed after the text that follows them.
        for (final Framedata frame : super.translateFrame(ByteBuffer.wrap(bytes, at, size))) {
            processFrame(connection, frame);
        }
    }
}
