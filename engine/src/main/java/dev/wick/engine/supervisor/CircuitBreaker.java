package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a venue alone for a while after it has failed again and again. The supervisor's thread; {@link #stateCode} is for any.
 *
 * <p>Closed until so many tries in a row have failed; then open, and nobody may try; after the recovery time half-open: as
 * many trials as the settings say, whoever asks first. When these succeed it is closed; one failure opens it for twice as
 * long, up to five minutes. Every open time is shortened at random by up to a fifth, so that venues that fell together
 * are not tried together. Live connections go on whatever the state: it rules what is new.
 */
final class CircuitBreaker {
    /** The longest that a venue is left alone, ms, unless the recovery time itself is longer. */
    static final long MAX_OPEN_MS = 300_000;

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    /** What failed; the label of the failure counter. */
    enum Kind {
        /** A dial, or a connection that ended before it was asked for anything. */
        CONNECT,
        /** A connection on which no subscription at all was answered. */
        SUBSCRIBE,
        /** A REST request that got no usable answer. */
        REST;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The position; its ordinal is the gauge's value. */
    private enum State {
        CLOSED,
        OPEN,
        HALF_OPEN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Venue venue;
    private final BreakerSettings settings;
    private final EpochClock clock;
    private final Jitter jitter;
    private final Map<Kind, Counter> failures = new EnumMap<>(Kind.class);
    private volatile State state = State.CLOSED;
    private int consecutiveFailures;
    private int openings;
    private long halfOpenAtMs;
    private int trialsOut;
    private int trialsPassed;

    CircuitBreaker(
            final Venue venue,
            final BreakerSettings settings,
            final EpochClock clock,
            final Jitter jitter,
            final Metrics metrics) {
        this.venue = venue;
        this.settings = settings;
        this.clock = clock;
        this.jitter = jitter;
        for (final Kind kind : Kind.values()) {
            failures.put(kind, metrics.counter(Metric.CIRCUIT_BREAKER_FAILURES, venue, kind.text()));
        }
    }

    /**
     * Whether something new may be sent to the venue now. In half-open a yes is a trial, which the caller must end by
     * {@link #succeeded}, {@link #failed} or {@link #released}; until then all others are told no. Being told no is not
     * a failure.
     */
    boolean mayTry() {
        tick();
        if (state == State.HALF_OPEN && trialsOut + trialsPassed < settings.halfOpenCalls()) {
            trialsOut++;
            return true;
        }
        return state == State.CLOSED;
    }

    /** The venue did what was asked. What was asked before the breaker opened does not count while it is open. */
    void succeeded() {
        if (state == State.CLOSED) {
            consecutiveFailures = 0;
        } else if (state == State.HALF_OPEN && trialsOut > 0) {
            trialsOut--;
            trialsPassed++;
            if (trialsPassed >= settings.halfOpenCalls()) {
                close();
            }
        }
    }

    /** The venue failed; what was asked before the breaker opened is counted, and nothing more, while it is open. */
    void failed(final Kind kind) {
        failures.get(kind).increment();
        if (state == State.CLOSED) {
            consecutiveFailures++;
            if (consecutiveFailures >= settings.failureThreshold()) {
                open(kind);
            }
        } else if (state == State.HALF_OPEN && trialsOut > 0) {
            consecutiveFailures++;
            open(kind);
        }
    }

    /** A trial ended without having shown anything, such as one that was called off; the next may go. */
    void released() {
        trialsOut = Math.max(0, trialsOut - 1);
    }

    /** Lets time pass: open becomes half-open. */
    void tick() {
        if (state == State.OPEN && clock.time() >= halfOpenAtMs) {
            state = State.HALF_OPEN;
            trialsOut = 0;
            trialsPassed = 0;
            LogFields.of(LOG.atInfo(), venue)
                    .addKeyValue("circuit_state", state.text())
                    .log(
                            "The venue is tried again, {} at a time: success resumes everything, failure leaves it alone for"
                                    + " longer",
                            settings.halfOpenCalls());
        }
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    String state() {
        return state.text();
    }

    /** 0 closed, 1 open, 2 half-open; any thread. */
    int stateCode() {
        return state.ordinal();
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isHalfOpen() {
        return state == State.HALF_OPEN;
    }

    /** When it lets a trial go, UTC ms; 0 unless it is open. */
    long nextTryMs() {
        return state == State.OPEN ? halfOpenAtMs : 0;
    }

    /** Failures since the last success. */
    int consecutiveFailures() {
        return consecutiveFailures;
    }

    private void open(final Kind kind) {
        final long mostMs = Math.max(MAX_OPEN_MS, settings.recoveryTimeoutMs());
        final long delayMs = jitter.shortened(Jitter.doubled(settings.recoveryTimeoutMs(), mostMs, openings));
        openings++;
        halfOpenAtMs = clock.time() + delayMs;
        state = State.OPEN;
        LogFields.of(LOG.atWarn(), venue)
                .addKeyValue("circuit_state", state.text())
                .addKeyValue("error_type", kind.text())
                .addKeyValue("retry_in_ms", delayMs)
                .log(
                        "The venue failed {} times in a row: live connections go on, nothing new is sent to it until it is"
                                + " tried again",
                        consecutiveFailures);
    }

    private void close() {
        consecutiveFailures = 0;
        openings = 0;
        state = State.CLOSED;
        LogFields.of(LOG.atInfo(), venue)
                .addKeyValue("circuit_state", state.text())
                .log("The venue answers again: dials, subscriptions and REST go on");
    }
}
