package dev.wick.engine.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The outgoing bytes of one connection, whole frames in order; {@link FrameQueue} knows which bytes are whose. Egress thread;
 * allocates only to grow, and nothing before the first frame.
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
    private static final int INITIAL_BYTES = 8 * 1024;
    /** A buffer beyond this is given back once it is empty: it was needed for a subscriber that was behind. */
    private static final int KEEP_BYTES = 256 * 1024;
    /** Room beyond the bound for what is no quote. */
    private static final int CONTROL_BYTES = 4 * 1024;
    /** The same in messages. */
    private static final int CONTROL_MESSAGES = 32;
    /** So many notices may wait, which count against no bound. */
    private static final int MAX_NOTICES = 8;

    private final int maxBytes;
    private final int maxMessages;
    private final FrameQueue frames = new FrameQueue();
    /** Null before the first frame. */
    private ByteBuffer buffer;

    private int read;
    private boolean wasFull;

    /** An empty outbox that takes up to so many bytes and messages. */
    Outbox(final int maxBytes, final int maxMessages) {
        this.maxBytes = maxBytes;
        this.maxMessages = maxMessages;
    }

    /**
     * Appends a whole frame.
     *
     * @return false if there is no room for it, and then nothing has happened
     */
    boolean append(final byte[] bytes, final int start, final int length) {
        if (!hasRoom(length, 0, 0)) {
            return false;
        }
        buffer.put(bytes, start, length);
        frames.add(length);
        return true;
    }

    /** Appends a closed candle's frame, as {@link #append} does; open time in UTC ms. */
    boolean appendClosed(
            final byte[] bytes,
            final int start,
            final int length,
            final int seriesId,
            final long openTimeMs,
            final int revision) {
        if (!hasRoom(length, 0, 0)) {
            return false;
        }
        buffer.put(bytes, start, length);
        frames.addClosed(length, seriesId, openTimeMs, revision);
        return true;
    }

    /**
     * Appends what the library has to say, or an answer; these have a little room of their own.
     *
     * @param frame its remaining bytes are one whole frame
     */
    boolean appendControl(final ByteBuffer frame) {
        final int length = frame.remaining();
        if (!hasRoom(length, CONTROL_BYTES, CONTROL_MESSAGES)) {
            return false;
        }
        buffer.put(frame);
        frames.add(length);
        return true;
    }

    /** Appends a last word, whatever waits. False if there is no memory for it. */
    boolean appendLast(final ByteBuffer frame) {
        final int length = frame.remaining();
        if (!makeRoom(length)) {
            return false;
        }
        buffer.put(frame);
        frames.add(length);
        return true;
    }

    /** Appends what takes no room from anything else. False if a few such wait already. */
    boolean appendNotice(final byte[] frame) {
        if (frames.notices() >= MAX_NOTICES || !makeRoom(frame.length)) {
            return false;
        }
        buffer.put(frame);
        frames.addNotice(frame.length);
        return true;
    }

    /** The peer has received a candle by other ways: it counts as such once what waits now is sent, or dropped. */
    void given(final int seriesId, final Since since) {
        frames.given(seriesId, since);
    }

    /** What was received of a series counts no more once what waits now is sent, or dropped. */
    void forget(final int seriesId) {
        frames.forget(seriesId);
    }

    private boolean hasRoom(final int length, final int moreBytes, final int moreMessages) {
        return messages() < maxMessages + moreMessages && bytes() + length <= maxBytes + moreBytes && makeRoom(length);
    }

    /** How many bytes wait. */
    int pending() {
        return buffer == null ? 0 : buffer.position() - read;
    }

    /** How many bytes wait that count against the bound. */
    int bytes() {
        return pending() - frames.noticeBytes();
    }

    /** How many messages wait that count against the bound. */
    int messages() {
        return frames.messages();
    }

    /** How many frames were ever added: with {@link #framesSent}, whether one of them has gone out. */
    long framesAdded() {
        return frames.added();
    }

    /** How many of them were sent whole, or dropped. */
    long framesSent() {
        return frames.sent();
    }

    /**
     * Writes as much as the channel takes now.
     *
     * @return whether a channel that was full has taken something: the peer reads
     */
    boolean flush(final WritableByteChannel channel) throws IOException {
        final int before = read;
        final int end = read + pending();
        if (before == end) {
            return false;
        }
        buffer.position(read).limit(end);
        try {
            channel.write(buffer);
        } finally {
            read = buffer.position();
            buffer.limit(buffer.capacity()).position(end);
            frames.onSent(read - before);
        }
        final boolean isProgress = wasFull && read > before;
        wasFull = read < end;
        if (!wasFull) {
            startOver();
        }
        return isProgress;
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
     * Forgets every frame of which nothing was sent yet; the rest of the frame under way stays, and counts as received: it
     * goes out before anything else.
     *
     * @return how many frames were dropped
     */
    int dropUnsent(final FrameQueue.DropSink sink) {
        if (frames.isEmpty()) {
            return 0;
        }
        buffer.position(read + frames.restUnderWay());
        return frames.dropUnsent(sink);
    }

    /** What the peer has received of each series. */
    Received received() {
        return frames.received();
    }

    /** What it will have received once all that waits is sent; allocates. */
    Received receivedInTheEnd() {
        return frames.receivedInTheEnd();
    }

    /**
     * A buffer is at most twice as large as what may wait in it, so that compacting, which happens when half of it was
     * sent, copies each byte about once.
     */
    private boolean makeRoom(final int length) {
        if (buffer == null) {
            buffer = allocate(Math.max(INITIAL_BYTES, length));
            return buffer != null;
        }
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
        final int most = Math.max(needed, 2 * (maxBytes + CONTROL_BYTES));
        final ByteBuffer grown = allocate(Math.min(size, most));
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
