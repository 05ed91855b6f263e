package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is asked of the exchange in step with what is wanted: asks, takes answers, asks again for what stayed unanswered, and
 * for nothing else. The supervisor's thread.
 */
final class Subscriptions {
    /** How often a series is asked for again before its connection is held to be at fault. */
    static final int MAX_ROUNDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Venue venue;
    private final VenueLegs.Events events;
    private final CircuitBreaker breaker;
    private final TwinLegs twin;

    Subscriptions(final Venue venue, final VenueLegs.Events events, final CircuitBreaker breaker, final TwinLegs twin) {
        this.venue = venue;
        this.events = events;
        this.breaker = breaker;
        this.twin = twin;
    }

    /** Counts candles as answers, and sends what waits, if the breaker lets it. */
    void tick(final LegLink link, final long nowMs) {
        if (!link.open) {
            return;
        }
        final List<Series> delivering = link.answeredByCandles();
        if (!delivering.isEmpty()) {
            acknowledged(link, delivering, nowMs);
        }
        if (link.detached) {
            return;
        }
        if (link.trial && !link.isPending()) {
            endTrial(link);
        }
        if (link.hasToAsk() ? maySubscribe(link) : link.hasToDrop() && breaker.isClosed()) {
            link.send();
        }
    }

    private boolean maySubscribe(final LegLink link) {
        if (link.trial) {
            return true;
        }
        final boolean may = breaker.mayTry();
        link.trial = may && breaker.isHalfOpen();
        return may;
    }

    /** The exchange said yes to these series, or delivers them. */
    void acknowledged(final LegLink link, final List<Series> series, final long nowMs) {
        for (final Series one : series) {
            final Asked entry = link.asked(one.id());
            if (entry == null || entry.state == Asked.State.ACKNOWLEDGED) {
                continue;
            }
            final boolean isNews = !link.leg.isAcknowledged(one.id());
            link.turn(entry, Asked.State.ACKNOWLEDGED);
            entry.rounds = 0;
            link.acknowledgedAtMs = nowMs;
            if (isNews && !link.detached) {
                events.onAcknowledged(one);
            }
        }
        link.proven = true;
        if (link.trial || breaker.isClosed()) {
            link.trial = false;
            breaker.succeeded();
        }
    }

    /** The exchange said no; told on, unless another connection has the series. */
    void refused(final LegLink link, final List<Series> series, final String exchangeMessage) {
        for (final Series one : series) {
            final Asked entry = link.asked(one.id());
            if (entry == null) {
                continue;
            }
            link.turn(entry, Asked.State.REFUSED);
            entry.rounds = 0;
            entry.refusal = exchangeMessage;
            if (!link.leg.isAcknowledged(one.id())) {
                LogFields.of(LOG.atWarn(), one)
                        .addKeyValue("leg", link.threadName)
                        .log("The exchange refused the subscription: {}", exchangeMessage);
                events.onRefused(one, exchangeMessage);
            }
        }
    }

    /**
     * Neither yes nor no came in time. What delivers all the same is acknowledged by that; the rest is asked for again.
     *
     * @return what was asked for so often that the connection should be replaced; empty while there is hope
     */
    List<Series> unanswered(final LegLink link, final List<Series> series, final long nowMs) {
        final List<Series> delivering = link.answeredByCandles();
        if (!delivering.isEmpty()) {
            acknowledged(link, delivering, nowMs);
        }
        final List<Series> hopeless = new ArrayList<>();
        int asked = 0;
        int round = 0;
        for (final Series one : series) {
            final Asked entry = link.asked(one.id());
            if (entry == null || entry.state != Asked.State.UNANSWERED) {
                continue;
            }
            entry.rounds++;
            round = Math.max(round, entry.rounds);
            if (entry.rounds > MAX_ROUNDS) {
                entry.rounds = 0;
                hopeless.add(one);
            }
            link.ask(one);
            asked++;
        }
        if (asked > 0) {
            holdAgainst(link, round);
            LogFields.of(LOG.atWarn(), venue)
                    .addKeyValue("leg", link.threadName)
                    .addKeyValue("round", round)
                    .log("{} series were not acknowledged in time, asking for them again", asked);
        }
        return hopeless;
    }

    /** One round is one failure, however many messages it took; and none if the connection works otherwise, or its twin. */
    private void holdAgainst(final LegLink link, final int round) {
        if (link.proven || twin.isWell()) {
            endTrial(link);
        } else if (round > link.failedRounds) {
            link.failedRounds = round;
            link.trial = false;
            breaker.failed(CircuitBreaker.Kind.SUBSCRIBE);
        }
    }

    /** A trial that has shown nothing, neither good nor bad. */
    void endTrial(final LegLink link) {
        if (link.trial) {
            link.trial = false;
            breaker.released();
        }
    }

    /** A connection ended unasked: held against the venue if it never answered anything, and its twin neither. */
    void ended(final LegLink link) {
        if (link.proven || link.failedRounds > 0 || twin.isWell()) {
            endTrial(link);
        } else {
            link.trial = false;
            breaker.failed(link.open ? CircuitBreaker.Kind.SUBSCRIBE : CircuitBreaker.Kind.CONNECT);
        }
    }
}
