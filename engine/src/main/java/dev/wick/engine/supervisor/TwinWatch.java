package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells by its twin that a leg does not deliver: what one of them brings and the other does not needs no question to REST. A silent
 * leg is replaced, a series that alone is mute is subscribed again. Nothing is missing meanwhile. The supervisor's thread.
 */
final class TwinWatch {
    /** How long one series may be mute on a leg that delivers others, ms; doubles up to {@link #LAST_MUTE_MS}. */
    static final long FIRST_MUTE_MS = 30_000;

    static final long LAST_MUTE_MS = 3_600_000;

    private static final Logger LOG = LoggerFactory.getLogger(TwinWatch.class);
    private static final long NOT_BEHIND = 0;

    /** How a leg, or a series on it, stands against its twin. */
    private static final class Standing {
        /** What was last heard, or from when on anything can be expected, UTC ms. */
        long lastMs;
        /** Since when the twin has brought what this has not, UTC ms. */
        long behindSinceMs = NOT_BEHIND;
        /** How often it was asked for in vain. */
        int tries;

        /** The times of the last candles, here and there; whether this has been behind for so long. */
        boolean isBehindFor(
                final long limitMs, final long hereMs, final long thereMs, final long slackMs, final long nowMs) {
            if (hereMs > lastMs) {
                lastMs = hereMs;
                behindSinceMs = NOT_BEHIND;
            }
            if (behindSinceMs == NOT_BEHIND && thereMs > lastMs + slackMs) {
                behindSinceMs = nowMs;
            }
            return behindSinceMs != NOT_BEHIND && nowMs - behindSinceMs >= limitMs;
        }

        void startAnew(final long nowMs) {
            lastMs = nowMs;
            behindSinceMs = NOT_BEHIND;
        }
    }

    private static final class State {
        final Leg leg;
        final Standing whole = new Standing();
        final Int2ObjectHashMap<Standing> series = new Int2ObjectHashMap<>();

        State(final Leg leg) {
            this.leg = leg;
        }
    }

    private final RedundantLegs legs;
    private final Jitter jitter;
    /** What comes so much later on one leg is no news on the other, ms; and so long that may take to bring what is. */
    private final long slackMs;

    private final Int2ObjectHashMap<State> states = new Int2ObjectHashMap<>();
    private long nowMs;

    /**
     * Watches nothing yet.
     *
     * @param inactivityMs how long a leg may be silent while its twin delivers, ms
     */
    TwinWatch(final RedundantLegs legs, final Jitter jitter, final long inactivityMs) {
        this.legs = legs;
        this.jitter = jitter;
        slackMs = Math.max(1, inactivityMs / 2);
    }

    void tick(final long newNowMs) {
        nowMs = newNowMs;
        if (!legs.isRedundant()) {
            return;
        }
        states.values().removeIf(state -> state.leg.isGone());
        legs.legs().forEach(this::watch);
    }

    /** Whether the leg's twin has brought what this leg has not. */
    boolean isBehind(final Leg leg) {
        final State state = states.get(leg.id);
        return state != null && state.whole.behindSinceMs != NOT_BEHIND;
    }

    private void watch(final Leg leg) {
        if (!leg.isOpen()) {
            states.remove(leg.id);
            return;
        }
        final State state = states.computeIfAbsent(leg.id, id -> new State(leg));
        // Not at every look: each id would be an object. What has gone makes it more than the leg carries, soon.
        if (state.series.size() > leg.series.size()) {
            state.series.keySet().retainAll(leg.series.keySet());
        }
        long newestThereMs = LegSink.NEVER;
        for (final Series one : leg.series.values()) {
            newestThereMs = Math.max(newestThereMs, watch(leg, one, state));
        }
        final long hereMs = Math.max(leg.lastCandleMs(), leg.openedAtMs());
        if (state.whole.isBehindFor(slackMs, hereMs, newestThereMs, slackMs, nowMs)) {
            states.remove(leg.id);
            legs.replace(leg, "silent", "the other leg brings what it does not; nothing is missing");
        }
    }

    /** The time of the twin's last candle of a series, as far as this leg can be expected to have it. */
    private long watch(final Leg leg, final Series series, final State state) {
        final Standing standing = state.series.computeIfAbsent(series.id(), id -> new Standing());
        final Leg twin = legs.twinOf(leg, series.id());
        if (twin == null || !leg.isAcknowledged(series.id())) {
            standing.startAnew(nowMs);
            return LegSink.NEVER;
        }
        final long thereMs = twin.lastCandleMs(series.id());
        final long expectedFromMs = standing.lastMs;
        final long hereMs = leg.lastCandleMs(series.id());
        final long limitMs = Math.min(LAST_MUTE_MS, FIRST_MUTE_MS << Math.min(standing.tries, 7));
        if (standing.isBehindFor(limitMs, hereMs, thereMs, slackMs, nowMs)) {
            standing.tries++;
            standing.startAnew(nowMs + jitter.full(FIRST_MUTE_MS / 10));
            LogFields.of(LOG.atInfo(), series)
                    .addKeyValue("leg", leg.toString())
                    .log("Mute on this leg alone: subscribed again there; the other leg delivers it");
            legs.askAgain(LegSide.of(leg.id), series);
        } else if (hereMs > expectedFromMs) {
            standing.tries = 0;
        }
        return thereMs > expectedFromMs ? thereMs : LegSink.NEVER;
    }
}
