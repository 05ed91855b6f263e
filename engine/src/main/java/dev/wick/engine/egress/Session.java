package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.door.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntHashSet;

/**
 * One subscriber: what it asked for, what waits for it, how far it is behind. Made by the accepting thread; from then on
 * the egress thread alone touches it, save {@link #id} and {@link #connection}.
 */
final class Session {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    /** No series' id. */
    static final int NO_SERIES = -1;

    private static final byte CLOSE_FRAME = (byte) 0x88;
    private static final long NS_PER_MS = 1_000_000;

    /** Where a connection is in its life. */
    enum State {
        /** Accepted; the handshake is not done. */
        OPENING,
        /** Takes requests and quotes. */
        OPEN,
        /** One side has said goodbye; the rest is being sent. */
        CLOSING,
        /** All is sent, and our half is closed; waits for the peer's. */
        LINGERING,
        /** Over. */
        GONE
    }

    private final long id;
    private final Connection connection;
    private final EgressSettings settings;
    private final Outbox outbox;
    private final Liveness liveness;
    private final IntHashSet series = new IntHashSet(NO_SERIES);
    private final LeftOut leftOut = new LeftOut();

    State state = State.OPENING;
    /** With what it came in. */
    Access access = Access.ANYBODY;
    /** The first message, and so the form, has come. */
    boolean hasSpoken;
    /** Subscribed by the simple form. */
    boolean isSimple;
    /** Gets status, warning and shutdown messages: by the full form always, by the simple form if it asked for them. */
    boolean wantsEvents;
    /** Chose to be disconnected rather than to miss open candles when it does not read fast enough. */
    boolean disconnectsWhenSlow;
    /** Wants, or has wanted, quotes of some series with the time at which they were sent. */
    boolean hasTimestamps;
    /** Was told that it is behind, and not yet that it is not any more. */
    boolean isWarned;
    /** The closed candle for which there was no room, while it is being handled; else null. */
    Candle refused;
    /** How many open candles were left out since it was last told, or up to date. */
    long conflated;
    /** A subscription is being looked up; further requests wait until it is answered. */
    boolean isResolving;
    /** Requests that wait; null until the first one does. */
    ArrayDeque<Request> deferred;
    /** What it is subscribed to by {@code ["*"]}. */
    final List<Watch> watches = new ArrayList<>(0);
    /** Pages of history that it waits for; null until it asks for the first. */
    PageQueue pages;
    /** How many requests to REST are under way on its behalf. */
    int fetches;
    /** How many pages of the log are being read on its behalf. */
    int logReads;
    /** In the list of sessions to flush. */
    boolean isQueuedForFlush;
    /** How many quotes it still wants; 0 for no limit. */
    long quotesLeft;
    /** When it was accepted, then when its handshake was done, then when the last quote for it came; monotonic ns. */
    long lastQuoteNs;
    /** When it asked for something last, monotonic ns. */
    long lastRequestNs;
    /** When a connection that is being closed is ended, monotonic ns. */
    long endNs = NEVER;

    private boolean isCloseFrameQueued;

    Session(final long id, final Connection connection, final EgressSettings settings) {
        this.id = id;
        this.connection = connection;
        this.settings = settings;
        outbox = new Outbox(settings.backlog().maxBytes(), settings.backlog().maxMessages());
        liveness = new Liveness(this, settings.limits());
    }

    /** Unique for the life of the process; any thread. */
    long id() {
        return id;
    }

    /** Its connection; any thread. */
    Connection connection() {
        return connection;
    }

    /** The ids of its series. */
    IntHashSet series() {
        return series;
    }

    /** What waits for it. */
    Outbox outbox() {
        return outbox;
    }

    /** Whether it still lives. */
    Liveness liveness() {
        return liveness;
    }

    /** What it may take, and what may wait for it. */
    EgressSettings settings() {
        return settings;
    }

    /** Whether it takes requests and quotes. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether open candles were left out that are still to be made good. */
    boolean isBehind() {
        return leftOut.isBehind();
    }

    /** Takes a frame that is no quote. False if there is no room. */
    boolean reply(final byte[] frame) {
        // What the library queued before came before: a reply must not overtake the handshake.
        if (!takeOwnFrames()) {
            return false;
        }
        return isCloseFrameQueued || outbox.appendControl(ByteBuffer.wrap(frame));
    }

    /** Moves the library's frames into the outbox. False if there is no room. */
    boolean takeOwnFrames() {
        connection.clearWriteDemand();
        ByteBuffer frame = connection.nextOwnFrame();
        while (frame != null) {
            // Nothing follows a close frame.
            if (!isCloseFrameQueued) {
                isCloseFrameQueued = frame.hasRemaining() && frame.get(frame.position()) == CLOSE_FRAME;
                if (!(isCloseFrameQueued ? outbox.appendLast(frame) : outbox.appendControl(frame))) {
                    return false;
                }
            }
            frame = connection.nextOwnFrame();
        }
        return true;
    }

    /** Takes the last word before the goodbye, whatever waits. False if there is no memory for it. */
    boolean lastWord(final byte[] frame) {
        return takeOwnFrames() && (isCloseFrameQueued || outbox.appendLast(ByteBuffer.wrap(frame)));
    }

    /** Takes a frame that is in the way of nothing else. False if too many such wait. */
    boolean notice(final byte[] frame) {
        return !isCloseFrameQueued && outbox.appendNotice(frame);
    }

    /** Takes a closed candle's quote: always, while there is room. */
    QuoteOutcome closedQuote(final QuoteFrame quote, final Candle candle, final long nowNs) throws IOException {
        lastQuoteNs = nowNs;
        return append(quote, candle);
    }

    /** Whether an open candle can be taken now; if not, its series is noted, and {@link #nextDirty} will name it. */
    boolean takesOpen(final int seriesId, final long nowNs) throws IOException {
        lastQuoteNs = nowNs;
        if (!leftOut.isBehind() && makesRoomForOpen(nowNs)) {
            return true;
        }
        conflated++;
        leftOut.add(seriesId);
        return false;
    }

    private boolean makesRoomForOpen(final long nowNs) throws IOException {
        if (hasRoomForOpen()) {
            return true;
        }
        flush(nowNs);
        return hasRoomForOpen();
    }

    private boolean hasRoomForOpen() {
        return outbox.bytes() <= settings.backlog().conflateBytes()
                && outbox.messages() <= settings.backlog().conflateMessages();
    }

    /** Writes as much as the socket takes now. */
    void flush(final long nowNs) throws IOException {
        if (outbox.flush(connection.channel())) {
            liveness.progress(nowNs);
        }
    }

    /** Whether so little waits that candles of the past can be added without being in the way of live ones. */
    boolean hasRoomForPast() {
        return state == State.OPEN
                && outbox.bytes() <= settings.backlog().conflateBytes() / 2
                && outbox.messages() <= settings.backlog().conflateMessages() / 2;
    }

    /** Takes an open candle's quote. */
    QuoteOutcome openQuote(final QuoteFrame quote) throws IOException {
        return append(quote, null);
    }

    private QuoteOutcome append(final QuoteFrame quote, final Candle closed) throws IOException {
        if (state != State.OPEN || isCloseFrameQueued) {
            return QuoteOutcome.IGNORED;
        }
        if (!fits(quote, closed)) {
            flush(lastQuoteNs);
            if (!fits(quote, closed)) {
                refused = closed;
                return QuoteOutcome.FULL;
            }
        }
        return quotesLeft > 0 && --quotesLeft == 0 ? QuoteOutcome.SENT_LAST : QuoteOutcome.SENT;
    }

    private boolean fits(final QuoteFrame quote, final Candle closed) {
        return closed == null
                ? outbox.append(quote.bytes(), quote.start(), quote.length())
                : outbox.appendClosed(
                        quote.bytes(),
                        quote.start(),
                        quote.length(),
                        closed.seriesId,
                        closed.openTimeMs,
                        closed.revision);
    }

    /** Whether it is to be told that it is behind: to be looked at after each quote. */
    boolean isToBeWarned() {
        return !isWarned && settings.backlog().isNearlyFull(outbox.bytes(), outbox.messages()) && isOpen();
    }

    /** Whether it is to be told that it is not behind any more: to be looked at when something was sent. */
    boolean isToBeCleared() {
        return isWarned && settings.backlog().isHalfEmpty(outbox.bytes(), outbox.messages()) && isOpen();
    }

    /** Whether it has been behind and can take open candles again. */
    boolean canCatchUp() {
        return leftOut.isBehind() && isOpen() && !isCloseFrameQueued && hasRoomForOpen();
    }

    /** The series of which it waits for an open candle the longest, {@link #NO_SERIES} if of none: it is up to date then. */
    int nextDirty() {
        final int next = leftOut.next();
        if (next == NO_SERIES && !isWarned) {
            conflated = 0;
        }
        return next;
    }

    /** Forgets a series. False if it had none such. */
    boolean removeSeries(final int seriesId) {
        leftOut.remove(seriesId);
        if (state == State.OPEN) {
            outbox.forget(seriesId);
        }
        return series.remove(seriesId);
    }

    /** When something is due, monotonic ns; {@link #NEVER} for nothing. */
    long deadlineNs() {
        return switch (state) {
            case OPENING -> after(lastQuoteNs, settings.limits().handshakeTimeoutMs());
            case OPEN -> Math.min(silenceNs(), liveness.deadlineNs());
            case CLOSING, LINGERING -> endNs;
            case GONE -> NEVER;
        };
    }

    /** When it has said nothing, asked for nothing or been sent nothing for too long, monotonic ns. */
    long silenceNs() {
        if (!hasSpoken) {
            return after(lastQuoteNs, settings.limits().subscribeTimeoutMs());
        }
        if (isSimple) {
            return series.isEmpty()
                    ? NEVER
                    : after(lastQuoteNs, settings.limits().streamIdleTimeoutMs());
        }
        return hasSubscription() || isResolving
                ? NEVER
                : after(lastRequestNs, settings.limits().idleTimeoutMs());
    }

    /** Whether it has subscribed to anything. */
    boolean hasSubscription() {
        return !series.isEmpty() || !watches.isEmpty();
    }

    /** A time after another, ms after ns; {@link #NEVER} for 0 ms. */
    static long after(final long fromNs, final long timeoutMs) {
        return timeoutMs == 0 ? NEVER : fromNs + timeoutMs * NS_PER_MS;
    }
}
