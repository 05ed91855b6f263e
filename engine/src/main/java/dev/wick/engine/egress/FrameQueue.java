package dev.wick.engine.egress;

import org.agrona.collections.LongArrayQueue;

/**
 * The frames that wait in an outbox, in order, without their bytes: how many there are, and what the peer has received by
 * those that were sent. Egress thread; allocates only to grow, and nothing before the first frame.
 *
 * <pre>
 *   one entry:  length and kind │ series id and revision │ open time
 *                               └ of CLOSED, GIVEN and FORGOTTEN only ┘
 * </pre>
 */
final class FrameQueue {
    private static final int INITIAL_WORDS = 16;
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

    private final Received received = new Received();
    /** Null before the first frame. */
    private LongArrayQueue words;
    /** How many bytes of the oldest frame are sent. */
    private int sentOfFrame;

    private int messages;
    private int notices;
    private int noticeBytes;
    private long added;
    private long sent;

    /** Adds a frame of so many bytes. */
    void add(final int length) {
        note(PLAIN, length);
        messages++;
    }

    /** Adds the frame of a closed candle; open time in UTC ms. */
    void addClosed(final int length, final int seriesId, final long openTimeMs, final int revision) {
        note(CLOSED, length);
        words.addLong(candle(seriesId, revision));
        words.addLong(openTimeMs);
        messages++;
    }

    /** Adds a frame that is no message of {@link #messages}. */
    void addNotice(final int length) {
        note(NOTICE, length);
        notices++;
        noticeBytes += length;
    }

    private void note(final int kind, final int length) {
        if (words == null) {
            words = new LongArrayQueue(INITIAL_WORDS, Long.MIN_VALUE);
        }
        words.addLong(head(kind, length));
        added++;
    }

    /** The peer has received a candle by other ways: it counts as such once what waits now is sent, or dropped. */
    void given(final int seriesId, final Since since) {
        mark(GIVEN, candle(seriesId, since.revision()), since.openTimeMs());
    }

    /** What was received of a series counts no more once what waits now is sent, or dropped. */
    void forget(final int seriesId) {
        mark(FORGOTTEN, candle(seriesId, 0), 0);
    }

    private void mark(final int kind, final long candle, final long openTimeMs) {
        if (isEmpty()) {
            settle(received, kind, candle, openTimeMs);
        } else {
            words.addLong(kind);
            words.addLong(candle);
            words.addLong(openTimeMs);
        }
    }

    private static long head(final int kind, final int length) {
        return ((long) length << KIND_BITS) | kind;
    }

    private static int kind(final long head) {
        return (int) (head & KIND_MASK);
    }

    private static int length(final long head) {
        return (int) (head >>> KIND_BITS);
    }

    private static boolean hasCandle(final int kind) {
        return kind == CLOSED || kind >= GIVEN;
    }

    private static long candle(final int seriesId, final int revision) {
        return ((long) seriesId << Integer.SIZE) | revision;
    }

    private static int seriesId(final long candle) {
        return (int) (candle >> Integer.SIZE);
    }

    private static int revision(final long candle) {
        return (int) candle;
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return words == null || words.isEmpty();
    }

    /** How many messages wait; a notice is none. */
    int messages() {
        return messages;
    }

    /** How many notices wait. */
    int notices() {
        return notices;
    }

    /** How many bytes the notices have that wait. */
    int noticeBytes() {
        return noticeBytes;
    }

    /** How many frames were ever added. */
    long added() {
        return added;
    }

    /** How many of them were sent whole, or dropped. */
    long sent() {
        return sent;
    }

    /** So many bytes more were sent. */
    void onSent(final int bytes) {
        sentOfFrame += bytes;
        while (!words.isEmpty()) {
            final int length = length(words.peekLong());
            if (sentOfFrame < length) {
                return;
            }
            sentOfFrame -= length;
            settleOldest();
        }
    }

    /** Takes the oldest entry as sent. */
    private void settleOldest() {
        final long head = words.pollLong();
        final int kind = kind(head);
        if (hasCandle(kind)) {
            settle(received, kind, words.pollLong(), words.pollLong());
        }
        count(kind, length(head));
    }

    private static void settle(final Received into, final int kind, final long candle, final long openTimeMs) {
        if (kind == FORGOTTEN) {
            into.forget(seriesId(candle));
        } else {
            into.put(seriesId(candle), openTimeMs, revision(candle));
        }
    }

    /** An entry is no longer there. */
    private void count(final int kind, final int length) {
        if (kind >= GIVEN) {
            return;
        }
        sent++;
        if (kind == NOTICE) {
            notices--;
            noticeBytes -= length;
        } else {
            messages--;
        }
    }

    /** How many bytes are still to be sent of the frame under way; 0 if none is. */
    int restUnderWay() {
        return sentOfFrame == 0 ? 0 : length(words.peekLong()) - sentOfFrame;
    }

    /**
     * Forgets every frame of which nothing was sent yet; the rest of the frame under way stays, and counts as received.
     *
     * @return how many frames were dropped
     */
    int dropUnsent(final DropSink sink) {
        if (isEmpty()) {
            return 0;
        }
        final int kept = restUnderWay();
        if (kept > 0) {
            settleOldest();
        }
        int dropped = 0;
        while (!words.isEmpty()) {
            dropped += dropOldest(sink);
        }
        sentOfFrame = 0;
        if (kept > 0) {
            words.addLong(head(PLAIN, kept));
            messages++;
            sent--;
        }
        return dropped;
    }

    /** Returns 1 if that was a frame, else 0. */
    private int dropOldest(final DropSink sink) {
        final long head = words.pollLong();
        final int kind = kind(head);
        if (kind == CLOSED) {
            final long candle = words.pollLong();
            sink.onDropped(seriesId(candle), words.pollLong(), revision(candle));
        } else if (kind >= GIVEN) {
            final long candle = words.pollLong();
            settle(received, kind, candle, words.pollLong());
            if (kind == FORGOTTEN) {
                sink.onForgotten(seriesId(candle));
            }
        }
        count(kind, length(head));
        return kind >= GIVEN ? 0 : 1;
    }

    /** What the peer has received of each series. */
    Received received() {
        return received;
    }

    /** What it will have received once all that waits is sent; allocates. */
    Received receivedInTheEnd() {
        final Received all = received.copy();
        if (words != null) {
            final LongArrayQueue.LongIterator entries = words.iterator();
            while (entries.hasNext()) {
                final int kind = kind(entries.nextValue());
                if (hasCandle(kind)) {
                    settle(all, kind, entries.nextValue(), entries.nextValue());
                }
            }
        }
        return all;
    }
}
