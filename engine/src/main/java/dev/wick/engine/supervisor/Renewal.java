package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a connection that will end, before it does: a successor is dialled beside it, and takes over once it has and delivers
 * what the old one did. Both deliver meanwhile, and the engine leaves out what comes twice. The supervisor's thread.
 */
final class Renewal {
    /** Over which the legs of a venue that are announced to end together are spread, ms; exchanges give 30 s or more. */
    static final long SPREAD_MS = 10_000;
    /** A series that delivered on the old connection within this time is awaited on the new one, ms. */
    static final long LIVELY_MS = 60_000;
    /** How long after the last acknowledgement it is awaited, ms: a quiet symbol must not hold the old one for ever. */
    static final long PATIENCE_MS = 15_000;
    /**
     * After which the first connection of a second leg is replaced unasked, ms: half of the shortest lifetime that exchanges set, so
     * that twins which were dialled together do not come to the end of it together.
     */
    static final long FIRST_LIFE_MS = 12 * 3_600_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private final Venue venue;
    private final LegDialer dialer;
    private final VenueLegs.Events events;
    private final Jitter jitter;
    private final SupervisorSettings settings;
    private final LegSide side;
    private final TwinLegs twin;

    Renewal(
            final Venue venue,
            final LegDialer dialer,
            final VenueLegs.Events events,
            final Jitter jitter,
            final SupervisorSettings settings,
            final LegSide side,
            final TwinLegs twin) {
        this.venue = venue;
        this.dialer = dialer;
        this.events = events;
        this.jitter = jitter;
        this.settings = settings;
        this.side = side;
        this.twin = twin;
    }

    /** A leg's connection is open. */
    void opened(final LegLink link, final long nowMs) {
        final Leg leg = link.leg;
        if (side == LegSide.B && link == leg.current && leg.isInFirstLife()) {
            leg.renewAtMs = Math.min(leg.renewAtMs, nowMs + FIRST_LIFE_MS);
        }
    }

    /** A connection is to be replaced; a second announcement changes nothing. */
    void announced(final LegLink link, final String why, final boolean isOnlyLeg, final long nowMs) {
        if (link.announced != null) {
            return;
        }
        link.announced = why;
        LogFields.of(LOG.atInfo(), venue)
                .addKeyValue("leg", link.threadName)
                .log("The connection will be replaced before it ends: {}", why);
        final Leg leg = link.leg;
        if (link == leg.current && leg.successor == null) {
            leg.renewAtMs = Math.min(leg.renewAtMs, nowMs + (isOnlyLeg ? 0 : jitter.full(SPREAD_MS)));
        }
    }

    /**
     * Dials a successor that is due; never while a connection of the twin legs is being replaced.
     *
     * @return the connection that has been succeeded and is to be closed; null for none
     */
    LegLink tick(final Leg leg, final long nowMs) {
        if (leg.current == null) {
            return null;
        }
        if (leg.successor == null && leg.renewAtMs <= nowMs && !twin.isRenewing()) {
            final long delayMs = dialer.delayMs();
            leg.renewAtMs = delayMs > 0 ? nowMs + delayMs : Leg.NEVER;
            if (delayMs == 0) {
                leg.successor = dialer.dial(leg);
            }
        }
        return leg.successor != null && isReady(leg, nowMs) ? takeOver(leg, nowMs) : null;
    }

    private boolean isReady(final Leg leg, final long nowMs) {
        final LegLink successor = leg.successor;
        if (!successor.open || !successor.proven || successor.hasToAsk()) {
            return false;
        }
        final boolean isPatienceOver = nowMs - successor.acknowledgedAtMs >= PATIENCE_MS;
        for (final Series series : leg.series.values()) {
            if (leg.current.isAcknowledged(series.id()) && !hasSucceeded(leg, series.id(), isPatienceOver, nowMs)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSucceeded(
            final Leg leg, final int seriesId, final boolean isPatienceOver, final long nowMs) {
        final Asked asked = leg.successor.asked(seriesId);
        if (asked == null || asked.state == Asked.State.UNANSWERED) {
            return false;
        }
        return asked.state == Asked.State.REFUSED
                || isPatienceOver
                || leg.successor.delivers(seriesId)
                || !isLively(leg.current, seriesId, nowMs);
    }

    /** Whether the series delivered on this connection not long ago. */
    static boolean isLively(final LegLink link, final int seriesId, final long nowMs) {
        final long lastMs = link.sink.lastCandleMs(seriesId);
        return lastMs != LegSink.NEVER && nowMs - lastMs <= LIVELY_MS;
    }

    /** The successor becomes the leg's connection; gives the old one, which may be gone already. */
    LegLink takeOver(final Leg leg, final long nowMs) {
        final LegLink old = leg.current;
        leg.current = leg.successor;
        leg.successor = null;
        leg.renewFailures = 0;
        leg.renewAtMs = leg.current.announced == null ? Leg.NEVER : nowMs;
        for (final Series series : List.copyOf(leg.series.values())) {
            if (!leg.current.isAcknowledged(series.id())) {
                tellLost(leg.current, series);
            }
        }
        LogFields.of(LOG.atInfo(), venue)
                .addKeyValue("leg", leg.current.threadName)
                .log("The connection has taken the place of {}", old.threadName);
        return old;
    }

    private void tellLost(final LegLink link, final Series series) {
        events.onLost(series);
        final Asked asked = link.asked(series.id());
        if (asked != null && asked.state == Asked.State.REFUSED) {
            events.onRefused(series, asked.refusal);
        }
    }

    /** The successor is no more; the old connection stays, and another is tried later. */
    void failed(final Leg leg, final long nowMs) {
        leg.successor = null;
        leg.renewAtMs = nowMs
                + jitter.fullGrowing(settings.reconnectDelayMs(), settings.reconnectDelayMaxMs(), leg.renewFailures);
        leg.renewFailures++;
    }
}
