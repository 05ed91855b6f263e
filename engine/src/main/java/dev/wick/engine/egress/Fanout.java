package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.egress.SubscriptionTable.Subscribers;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.io.IOException;
import org.agrona.concurrent.EpochNanoClock;
import org.java_websocket.framing.CloseFrame;

/**
 * Gives a candle to everybody who wants it: encoded once, at the first who takes it. Egress thread; allocates nothing once
 * every series was seen.
 */
final class Fanout {
    private final SubscriptionTable table;
    private final Sessions sessions;
    private final QuoteEncoder encoder;
    private final LatestCandles latest = new LatestCandles();
    private final Counter closedSent;
    private final Counter openSent;
    private final Counter conflated;
    private final Counter replayed;
    private final EpochNanoClock clock;
    private long epochNs;
    private boolean isEncoded;

    Fanout(
            final SubscriptionTable table,
            final Sessions sessions,
            final QuoteEncoder encoder,
            final Metrics metrics,
            final EpochNanoClock clock) {
        this.table = table;
        this.sessions = sessions;
        this.encoder = encoder;
        this.clock = clock;
        closedSent = metrics.counter(Metric.QUOTES_SENT, "true");
        openSent = metrics.counter(Metric.QUOTES_SENT, "false");
        conflated = metrics.counter(Metric.QUOTES_CONFLATED);
        replayed = metrics.counter(Metric.QUOTES_REPLAYED);
    }

    /** What the quotes of this duty cycle have as their current time, epoch ns. */
    void now(final long timeNs) {
        epochNs = timeNs;
    }

    /** Gives a closed candle to its subscribers. True if it was sent to any. */
    boolean closed(final Candle candle) {
        latest.passed(candle);
        final Subscribers subscribers = table.of(candle.seriesId);
        if (subscribers == null || subscribers.liveCount() == 0) {
            return false;
        }
        isEncoded = false;
        boolean any = false;
        for (int i = subscribers.liveCount() - 1; i >= 0; i--) {
            any |= sendClosed(subscribers.session(i), candle, subscribers.wantsTimestamps(i));
        }
        return any;
    }

    /** Encodes a candle, unless that was done for another subscriber. */
    private QuoteFrame frame(final Candle candle, final boolean withTimestamp) {
        if (!isEncoded) {
            encoder.encode(candle, epochNs);
            isEncoded = true;
        }
        return withTimestamp ? encoder.stamped(clock) : encoder.plain();
    }

    private boolean sendClosed(final Session session, final Candle candle, final boolean withTimestamp) {
        try {
            final QuoteFrame frame = frame(candle, withTimestamp);
            return done(session, session.closedQuote(frame, candle, sessions.nowNs()), closedSent);
        } catch (final IOException e) {
            sessions.abort(session, "write failed: " + e.getMessage());
        } catch (final RuntimeException e) {
            sessions.fail(session, e);
        }
        return false;
    }

    /** Gives an open candle to its subscribers. True if it was sent to any. */
    boolean open(final Candle candle) {
        final Subscribers subscribers = table.of(candle.seriesId);
        if (subscribers == null) {
            return false;
        }
        isEncoded = false;
        boolean any = false;
        for (int i = subscribers.liveCount() - 1; i >= 0; i--) {
            if (!subscribers.isClosedOnly(i)) {
                final QuoteOutcome outcome = sendOpen(subscribers.session(i), candle, subscribers.wantsTimestamps(i));
                any |= outcome == QuoteOutcome.SENT || outcome == QuoteOutcome.SENT_LAST;
            }
        }
        return any;
    }

    /**
     * Keeps a candle that {@link #open} was given, for those who have not got it.
     *
     * @return another object for the caller to use instead, or the same if it is not kept
     */
    Candle keep(final Candle candle) {
        final Subscribers subscribers = table.of(candle.seriesId);
        return subscribers == null || subscribers.count() == 0 ? candle : latest.keep(candle);
    }

    /** Forgets the open candle of a series that had no subscribers for a while. */
    void forget(final int seriesId) {
        latest.forget(seriesId);
    }

    /** Sends a closed candle of the past to one session. False if it takes no more. */
    boolean past(final Session session, final Candle candle) {
        isEncoded = false;
        replayed.increment();
        return sendClosed(session, candle, table.wantsTimestamps(candle.seriesId, session)) && session.isOpen();
    }

    /** Sends the candle that is forming now to a session that has just been served from the past; none if it is not newer. */
    void forming(final Session session, final int seriesId, final long afterMs) {
        final Candle candle = latest.newest(seriesId);
        if (candle != null && candle.openTimeMs > afterMs) {
            isEncoded = false;
            sendOpen(session, candle, table.wantsTimestamps(seriesId, session));
        }
    }

    private QuoteOutcome sendOpen(final Session session, final Candle candle, final boolean withTimestamp) {
        try {
            if (!session.takesOpen(candle.seriesId, sessions.nowNs())) {
                return leaveOut(session);
            }
            final QuoteOutcome outcome = session.openQuote(frame(candle, withTimestamp));
            done(session, outcome, openSent);
            return outcome;
        } catch (final IOException e) {
            sessions.abort(session, "write failed: " + e.getMessage());
        } catch (final RuntimeException e) {
            sessions.fail(session, e);
        }
        return QuoteOutcome.IGNORED;
    }

    private QuoteOutcome leaveOut(final Session session) {
        if (session.disconnectsWhenSlow && session.isOpen()) {
            sessions.cuts().slowAsAsked(session);
            return QuoteOutcome.IGNORED;
        }
        conflated.increment();
        return QuoteOutcome.CONFLATED;
    }

    /** Sends the newest open candles that a session was not sent while it was behind, as many as it takes. */
    void catchUp(final Session session) {
        while (session.canCatchUp()) {
            final int seriesId = session.nextDirty();
            final Candle candle = seriesId < 0 ? null : latest.newest(seriesId);
            if (candle != null) {
                sendLate(session, candle);
            }
        }
    }

    private void sendLate(final Session session, final Candle candle) {
        isEncoded = false;
        try {
            final QuoteFrame frame = frame(candle, table.wantsTimestamps(candle.seriesId, session));
            done(session, session.openQuote(frame), openSent);
        } catch (final IOException e) {
            sessions.abort(session, "write failed: " + e.getMessage());
        }
    }

    private boolean done(final Session session, final QuoteOutcome outcome, final Counter sent) throws IOException {
        return switch (outcome) {
            case SENT -> {
                sent.increment();
                sessions.added(session);
                yield true;
            }
            case SENT_LAST -> {
                sent.increment();
                sessions.queueFlush(session);
                sessions.end(session, CloseFrame.NORMAL, "limit reached");
                yield true;
            }
            case FULL -> {
                sessions.cuts().backlogFull(session);
                yield false;
            }
            case CONFLATED, IGNORED -> false;
        };
    }
}
