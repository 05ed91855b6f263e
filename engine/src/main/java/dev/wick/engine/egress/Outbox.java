package dev.wick.engine.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.agrona.collections.LongArrayQueue;

/**
 * The outgoing bytes of one connection, whole frames in order. Egress thread; allocates only to grow.
 *
 * <pre>
 *        read                    write
 *   ──────┬──────┬────────┬────────┬──────────
 *   sent  │ rest │ frame  │ frame  │ free
 *   ──────┴──────┴────────┴────────┴──────────
 *          └ of the frame under way: the only one that must not be dropped
 * </pre>
 */
final class Outbox {
    /** What {@link #append} is told of a frame that is no closed candle. */
    static final long NO_TIME = 0;

    private static final int INITIAL_BYTES = 8 * 1024;
    /** A buffer beyond this is given back once it is empty: it was needed for a subscriber that was behind. */
    private static final int KEEP_BYTES = 256 * 1024;
    /** Room beyond the bound for the words with which a connection is closed. */
    private static final int LAST_WORDS_BYTES = 4 * 1024;

    private static final int LENGTH_BITS = 31;
    private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;

    private final int maxBytes;
    /** Per frame from the oldest unsent one on: the open time in seconds of a closed candle, and its length in bytes. */
    private final LongArrayQueue frames = new LongArrayQueue(64, Long.MIN_VALUE);

    private ByteBuffer buffer;
    private int read;
    /** How much of the oldest frame is sent. */
    private int sentOfFrame;

    private long lastClosedSentMs = NO_TIME;

    /** An empty outbox that takes up to so many bytes. */
    Outbox(final int maxBytes) {
        this.maxBytes = maxBytes;
        buffer = ByteBuffer.allocateDirect(INITIAL_BYTES);
    }

    /**
     * Appends a whole frame.
     *
     * @param closedOpenTimeMs the open time, UTC ms, if it is a closed candle, else {@link #NO_TIME}
     * @return false if there is no room for it, and then nothing has happened
     */
    boolean append(final byte[] bytes, final int start, final int length, final long closedOpenTimeMs) {
        if (pending() + length > maxBytes || !makeRoom(length)) {
            return false;
        }
        buffer.put(bytes, start, length);
        note(length, closedOpenTimeMs);
        return true;
    }

    /**
     * Appends what the library has to say, or a last word; these have a little room of their own.
     *
     * @param frame its remaining bytes are one whole frame
     */
    boolean appendControl(final ByteBuffer frame) {
        final int length = frame.remaining();
        if (pending() + length > maxBytes + LAST_WORDS_BYTES || !makeRoom(length)) {
            return false;
        }
        buffer.put(frame);
        note(length, NO_TIME);
        return true;
    }

    private void note(final int length, final long closedOpenTimeMs) {
        frames.addLong(((closedOpenTimeMs / 1_000) << LENGTH_BITS) | length);
    }

    /** How many bytes wait. */
    int pending() {
        return buffer.position() - read;
    }

    /** Writes as much as the channel takes now. */
    void flush(final WritableByteChannel channel) throws IOException {
        final int end = buffer.position();
        if (read == end) {
            return;
        }
        buffer.position(read).limit(end);
        try {
            channel.write(buffer);
        } finally {
            sent(buffer.position() - read);
            read = buffer.position();
            buffer.limit(buffer.capacity()).position(end);
        }
        if (read == end) {
            startOver();
        }
    }

    private void sent(final int bytes) {
        sentOfFrame += bytes;
        while (!frames.isEmpty()) {
            final long oldest = frames.peekLong();
            final int length = (int) (oldest & LENGTH_MASK);
            if (sentOfFrame < length) {
                return;
            }
            sentOfFrame -= length;
            frames.pollLong();
            lastClosedSentMs = Math.max(lastClosedSentMs, (oldest >>> LENGTH_BITS) * 1_000);
        }
    }

    private void startOver() {
        read = 0;
        buffer.clear();
        if (buffer.capacity() > KEEP_BYTES) {
            final ByteBuffer small = allocate(INITIAL_BYTES);
            buffer = small == null ? buffer : small;
        }
    }

    /**
     * Forgets every frame of which nothing was sent yet; the rest of the frame under way stays.
     *
     * @return how many frames were dropped
     */
    int dropUnsent() {
        final boolean isUnderWay = sentOfFrame > 0;
        final int dropped = frames.size() - (isUnderWay ? 1 : 0);
        final long underWay = isUnderWay ? frames.peekLong() : 0;
        frames.clear();
        int end = read;
        if (isUnderWay) {
            frames.addLong(underWay);
            end += (int) (underWay & LENGTH_MASK) - sentOfFrame;
        }
        buffer.position(end);
        return dropped;
    }

    /** The latest open time of a closed candle that went out whole, UTC ms; {@link #NO_TIME} if none did. */
    long lastClosedSentMs() {
        return lastClosedSentMs;
    }

    /**
     * A buffer is at most twice as large as what may wait in it, so that compacting, which happens when half of it was
     * sent, copies each byte about once.
     */
    private boolean makeRoom(final int length) {
        if (buffer.remaining() >= length) {
            return true;
        }
        if (read >= buffer.capacity() / 2 && buffer.remaining() + read >= length) {
            buffer.flip().position(read);
            buffer.compact();
            read = 0;
            return true;
        }
        return grow(pending() + length);
    }

    private boolean grow(final int needed) {
        int size = 2 * buffer.capacity();
        while (size < needed) {
            size *= 2;
        }
        final ByteBuffer grown = allocate(Math.min(size, 2 * (maxBytes + LAST_WORDS_BYTES)));
        if (grown == null) {
            return false;
        }
        buffer.flip().position(read);
        grown.put(buffer);
        buffer = grown;
        read = 0;
        return true;
    }

    /** Null when off-heap memory is used up: this connection has no room then, and all others go on. */
    private static ByteBuffer allocate(final int size) {
        try {
            return ByteBuffer.allocateDirect(size);
        } catch (final OutOfMemoryError e) {
            return null;
        }
    }
}
