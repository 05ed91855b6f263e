package dev.wick.engine.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.agrona.collections.LongArrayQueue;

/**
 * The outgoing bytes of one connection, whole frames in order, and what the peer has received by them. Egress thread;
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
    private static final int INITIAL_FRAMES = 16;
    /** A buffer beyond this is given back once it is empty: it was needed for a subscriber that was behind. */
    private static final int KEEP_BYTES = 256 * 1024;
    /** Room beyond the bound for what is no quote. */
    private static final int CONTROL_BYTES = 4 * 1024;
    /** The same in messages. */
    private static final int CONTROL_MESSAGES = 32;
    /** So many notices may wait, which count against no bound. */
    private static final int MAX_NOTICES = 8;

    private static final int KIND_BITS = 3;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int PLAIN = 0;
    /** A closed candle; two more words say which. */
    private static final int CLOSED = 1;
    /** A notice. */
    private static final int NOTICE = 2;
    /** No frame: here the peer counts as having received a candle; two more words say which. */
    private static final int GIVEN = 3;
    /** No frame: here what was received of a series is forgotten; two more words say which. */
    private static final int FORGOTTEN = 4;

    /** Told of what {@link #dropUnsent} drops. */
    interface DropSink {
        /** A closed candle was dropped; open time in UTC ms. */
        void onDropped(int seriesId, long openTimeMs, int revision);

        /** The peer has left a series, and what was dropped of it so far is of no account. */
        void onForgotten(int seriesId);
    }

    private final int maxBytes;
    private final int maxMessages;
    /** Per frame from the oldest unsent one on its length and kind, and the words that its kind has. */
    private LongArrayQueue frames;
    /** Null before the first frame. */
    private ByteBuffer buffer;

    private int read;
    /** How much of the oldest frame is sent. */
    private int sentOfFrame;

    private int messages;
    private int notices;
    private int noticeBytes;
    private long framesAdded;
    private long framesSent;
    private boolean wasFull;
    private final Received received = new Received();

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
        note(PLAIN, length);
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
        note(CLOSED, length);
        frames.addLong(word(seriesId, revision));
        frames.addLong(openTimeMs);
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
        note(PLAIN, length);
        return true;
    }

    /** Appends a last word, whatever waits. False if there is no memory for it. */
    boolean appendLast(final ByteBuffer frame) {
        final int length = frame.remaining();
        if (!makeRoom(length)) {
            return false;
        }
        buffer.put(frame);
        note(PLAIN, length);
        return true;
    }

    /** Appends what takes no room from anything else. False if a few such wait already. */
    boolean appendNotice(final byte[] frame) {
        if (notices >= MAX_NOTICES || !makeRoom(frame.length)) {
            return false;
        }
        buffer.put(frame);
        note(NOTICE, frame.length);
        notices++;
        noticeBytes += frame.length;
        return true;
    }

    /** The peer has received a candle by other ways: it counts as such once what waits now is sent, or dropped. */
    void given(final int seriesId, final Since since) {
        mark(GIVEN, word(seriesId, since.revision()), since.openTimeMs());
    }

    /** What was received of a series counts no more once what waits now is sent, or dropped. */
    void forget(final int seriesId) {
        mark(FORGOTTEN, word(seriesId, 0), 0);
    }

    private void mark(final int kind, final long word, final long openTimeMs) {
        if (frames == null || frames.isEmpty()) {
            settle(kind, word, openTimeMs);
        } else {
            frames.addLong(kind);
            frames.addLong(word);
            frames.addLong(openTimeMs);
        }
    }

    private boolean hasRoom(final int length, final int moreBytes, final int moreMessages) {
        return messages < maxMessages + moreMessages && bytes() + length <= maxBytes + moreBytes && makeRoom(length);
    }

    private void note(final int kind, final int length) {
        frames.addLong(((long) length << KIND_BITS) | kind);
        messages += kind == NOTICE ? 0 : 1;
        framesAdded++;
    }

    private static long word(final int seriesId, final int revision) {
        return ((long) seriesId << Integer.SIZE) | revision;
    }

    /** How many bytes wait. */
    int pending() {
        return buffer == null ? 0 : buffer.position() - read;
    }

    /** How many bytes wait that count against the bound. */
    int bytes() {
        return pending() - noticeBytes;
    }

    /** How many messages wait that count against the bound. */
    int messages() {
        return messages;
    }

    /** How many frames were ever added: with {@link #framesSent}, whether one of them has gone out. */
    long framesAdded() {
        return framesAdded;
    }

    /** How many of them were sent whole, or dropped. */
    long framesSent() {
        return framesSent;
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
            sent(read - before);
        }
        final boolean isProgress = wasFull && read > before;
        wasFull = read < end;
        if (!wasFull) {
            startOver();
        }
        return isProgress;
    }

    private void sent(final int bytes) {
        sentOfFrame += bytes;
        while (!frames.isEmpty()) {
            final long oldest = frames.peekLong();
            final int length = (int) (oldest >>> KIND_BITS);
            if (sentOfFrame < length) {
                return;
            }
            sentOfFrame -= length;
            settleOldest();
        }
    }

    /** Takes the oldest entry as sent. */
    private void settleOldest() {
        final long oldest = frames.pollLong();
        final int kind = (int) (oldest & KIND_MASK);
        if (kind == CLOSED || kind >= GIVEN) {
            settle(kind, frames.pollLong(), frames.pollLong());
        }
        count(kind, (int) (oldest >>> KIND_BITS));
    }

    private void settle(final int kind, final long word, final long openTimeMs) {
        settle(received, kind, word, openTimeMs);
    }

    private static void settle(final Received into, final int kind, final long word, final long openTimeMs) {
        final int seriesId = (int) (word >> Integer.SIZE);
        if (kind == FORGOTTEN) {
            into.forget(seriesId);
        } else {
            into.put(seriesId, openTimeMs, (int) word);
        }
    }

    /** An entry is no longer there. */
    private void count(final int kind, final int length) {
        if (kind >= GIVEN) {
            return;
        }
        framesSent++;
        if (kind == NOTICE) {
            notices--;
            noticeBytes -= length;
        } else {
            messages--;
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
     * Forgets every frame of which nothing was sent yet; the rest of the frame under way stays, and counts as received: it
     * goes out before anything else.
     *
     * @return how many frames were dropped
     */
    int dropUnsent(final DropSink sink) {
        if (frames == null || frames.isEmpty()) {
            return 0;
        }
        int end = read;
        int kept = 0;
        if (sentOfFrame > 0) {
            kept = (int) (frames.peekLong() >>> KIND_BITS) - sentOfFrame;
            end += kept;
            settleOldest();
        }
        int dropped = 0;
        while (!frames.isEmpty()) {
            dropped += dropOldest(sink);
        }
        buffer.position(end);
        sentOfFrame = 0;
        if (kept > 0) {
            frames.addLong(((long) kept << KIND_BITS) | PLAIN);
            messages++;
            framesSent--;
        }
        return dropped;
    }

    /** Returns 1 if that was a frame, else 0. */
    private int dropOldest(final DropSink sink) {
        final long oldest = frames.pollLong();
        final int kind = (int) (oldest & KIND_MASK);
        if (kind == CLOSED) {
            final long word = frames.pollLong();
            sink.onDropped((int) (word >> Integer.SIZE), frames.pollLong(), (int) word);
        } else if (kind >= GIVEN) {
            final long word = frames.pollLong();
            settle(kind, word, frames.pollLong());
            if (kind == FORGOTTEN) {
                sink.onForgotten((int) (word >> Integer.SIZE));
            }
        }
        count(kind, (int) (oldest >>> KIND_BITS));
        return kind >= GIVEN ? 0 : 1;
    }

    /** What the peer has received of each series. */
    Received received() {
        return received;
    }

    /** What it will have received once all that waits is sent; allocates. */
    Received receivedInTheEnd() {
        final Received all = received.copy();
        if (frames != null) {
            final LongArrayQueue.LongIterator entries = frames.iterator();
            while (entries.hasNext()) {
                final int kind = (int) (entries.nextValue() & KIND_MASK);
                if (kind == CLOSED || kind >= GIVEN) {
                    settle(all, kind, entries.nextValue(), entries.nextValue());
                }
            }
        }
        return all;
    }

    /**
     * A buffer is at most twice as large as what may wait in it, so that compacting, which happens when half of it was
     * sent, copies each byte about once.
     */
    private boolean makeRoom(final int length) {
        if (buffer == null) {
            return begin(length);
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

    private boolean begin(final int length) {
        buffer = allocate(Math.max(INITIAL_BYTES, length));
        frames = new LongArrayQueue(INITIAL_FRAMES, Long.MIN_VALUE);
        return buffer != null;
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
