package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.FeedListener.CloseCause;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a leg whose connection has ended, or has to. The supervisor's thread. */
final class LegRepair {
    /** The first pause after a leg was replaced for a few of its series, ms; doubles up to {@link #LAST_PAUSE_MS}. */
    static final long FIRST_PAUSE_MS = 60_000;

    static final long LAST_PAUSE_MS = 3_600_000;

    private static final Logger LOG = LoggerFactory.getLogger(LegRepair.class);

    private final Venue venue;
    private final Links links;
    private final Subscriptions subscriptions;
    private final Renewal renewal;
    private final VenueLegs.Events events;
    private final SupervisorSettings settings;
    private final Jitter jitter;
    private final Metrics metrics;
    private long errors;

    LegRepair(
            final Venue venue,
            final Links links,
            final Subscriptions subscriptions,
            final Renewal renewal,
            final VenueLegs.Events events,
            final SupervisorSettings settings,
            final Jitter jitter,
            final Metrics metrics) {
        this.venue = venue;
        this.links = links;
        this.subscriptions = subscriptions;
        this.renewal = renewal;
        this.events = events;
        this.settings = settings;
        this.jitter = jitter;
        this.metrics = metrics;
    }

    /** A connection is not needed any more: it is closed, and no error. */
    void dismiss(final LegLink link) {
        subscriptions.endTrial(link);
        detach(link);
        link.connection.close();
    }

    private void detach(final LegLink link) {
        links.remember(link);
        link.detached = true;
        link.open = false;
    }

    /** A connection has ended, or is about to be ended as dead: its leg gets another, counted as an error of this type. */
    void lost(final LegLink link, final String errorType, final String detail, final long nowMs) {
        final Leg leg = link.leg;
        subscriptions.ended(link);
        detach(link);
        if (link.announced == null) {
            count(errorType);
        }
        if (leg.successor == link) {
            renewal.failed(leg, nowMs);
            log(link, errorType, leg.renewAtMs - nowMs, detail);
            return;
        }
        leg.failures = link.hasDelivered() ? 0 : leg.failures;
        if (leg.successor != null) {
            log(link, errorType, 0, detail);
            renewal.takeOver(leg, nowMs);
            return;
        }
        final long delayMs =
                jitter.fullGrowing(settings.reconnectDelayMs(), settings.reconnectDelayMaxMs(), leg.failures);
        leg.failures++;
        leg.current = null;
        leg.renewAtMs = Leg.NEVER;
        leg.dialAtMs = nowMs + delayMs;
        log(link, errorType, delayMs, detail);
        List.copyOf(leg.series.values()).forEach(events::onLost);
    }

    private void count(final String errorType) {
        errors++;
        metrics.counter(Metric.CONNECTION_ERRORS, venue, errorType).increment();
    }

    private void log(final LegLink link, final String errorType, final long delayMs, final String detail) {
        LogFields.of(link.announced == null ? LOG.atWarn() : LOG.atInfo(), venue)
                .addKeyValue("leg", link.threadName)
                .addKeyValue("error_type", errorType)
                .addKeyValue("retry_in_ms", delayMs)
                .log("Connection lost: {}", detail);
    }

    /** A successor that is refused what the old connection still delivers is none. */
    void refused(final LegLink link, final List<Series> series, final String exchangeMessage, final long nowMs) {
        final Leg leg = link.leg;
        if (link.detached || leg.successor != link) {
            return;
        }
        for (final Series one : series) {
            if (leg.current.isAcknowledged(one.id()) && Renewal.isLively(leg.current, one.id(), nowMs)) {
                endDead(link, "refused", "the successor was refused " + one + ": " + exchangeMessage, nowMs);
                return;
            }
        }
    }

    /** Series stay unanswered however often they are asked for: the connection is replaced. */
    void hopeless(final LegLink link, final List<Series> series, final long nowMs) {
        if (series.isEmpty() || link.detached) {
            return;
        }
        final Leg leg = link.leg;
        final String detail = series.size() + " series, the first " + series.get(0) + ", stayed unanswered after "
                + Subscriptions.MAX_ROUNDS + " repetitions";
        if (leg.successor == link) {
            if (series.stream().anyMatch(one -> leg.current.isAcknowledged(one.id()))) {
                endDead(link, CloseCause.ACK_TIMEOUT.text(), detail, nowMs);
            }
        } else if (!link.proven) {
            endDead(link, CloseCause.ACK_TIMEOUT.text(), detail, nowMs);
        } else if (link.announced == null && nowMs >= leg.replaceAfterMs) {
            if (nowMs - leg.replaceAfterMs > LAST_PAUSE_MS) {
                leg.replacements = 0;
            }
            // Its other series are well: they must not suffer, least of all again and again for one that never answers.
            leg.replaceAfterMs = nowMs + jitter.growing(FIRST_PAUSE_MS, LAST_PAUSE_MS, leg.replacements);
            leg.replacements++;
            count(CloseCause.ACK_TIMEOUT.text());
            renewal.announced(link, detail, true, nowMs);
        }
    }

    private void endDead(final LegLink link, final String errorType, final String detail, final long nowMs) {
        lost(link, errorType, detail, nowMs);
        link.connection.close();
    }

    /** Connections that failed or ended unasked. */
    long errors() {
        return errors;
    }
}
