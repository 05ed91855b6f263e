package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import java.util.EnumMap;
import java.util.Map;

/**
 * Watches over what one venue delivers: closes that are overdue, series and legs that are silent, closes to be confirmed; and
 * tells of every change. The supervisor's thread.
 *
 * <pre>
 *   stamps of the stream ──► ExchangeClock ──► CloseWatch ───► Backfill, timer
 *   times of REST ──► ClockWatch ──┴──► ClockSkew ──► latency, check of the future, metrics
 *   times of candles ──► SeriesWatch ─┬──► Probes ──► REST ──► ring ──► pipeline ──► onProbed
 *                        SilenceWatch ┘      └──► subscribe again, replace the leg, or wait longer
 * </pre>
 */
final class VenueHealthWatch {
    private static final long EVERY_MS = 100;

    private final RedundantLegs legs;
    private final Venue venue;
    private final Backfill backfill;
    private final SubscriberDesk desk;
    private final Map<Integer, Wanted> wanted;
    private final ExchangeClock exchangeClock = new ExchangeClock();
    private final ClockWatch clockWatch;
    private final CloseWatch closes;
    private final Probes probes;
    private final SeriesWatch seriesWatch;
    private final TwinWatch twins;
    private final SilenceWatch silence;
    private final Confirmations confirmations;
    private final Map<Liveness, Counter> states = new EnumMap<>(Liveness.class);
    private long nextMs;
    private boolean isStopped;

    /**
     * Watches nothing yet.
     *
     * @param wanted the venue's series by id, which the caller keeps
     */
    VenueHealthWatch(
            final ExchangeAdapter adapter,
            final RedundantLegs legs,
            final VenueRest rest,
            final Backfill.Owner owner,
            final Map<Integer, Wanted> wanted,
            final SharedParts shared) {
        final SupervisorParts parts = shared.parts();
        final HealthSettings settings = shared.settings().health();
        venue = adapter.venue();
        this.legs = legs;
        this.wanted = wanted;
        backfill = shared.backfill();
        desk = parts.subscribers();
        clockWatch = new ClockWatch(
                rest, exchangeClock, shared.jitter(), parts.skews().of(venue), shared.metrics());
        closes = new CloseWatch(adapter.closing(), backfill, owner, parts.publisher(), parts.watermarks(), settings);
        probes = new Probes(rest, parts.publisher());
        seriesWatch = new SeriesWatch(legs, backfill, probes, exchangeClock, shared.jitter(), settings.inactivityMs());
        twins = new TwinWatch(legs, shared.jitter(), settings.inactivityMs());
        silence =
                new SilenceWatch(legs, twins, probes, rest, exchangeClock, wanted::get, closes, seriesWatch, settings);
        confirmations =
                new Confirmations(rest, parts.publisher(), shared.jitter(), gauge(shared, Metric.CLOSED_UNCONFIRMED));
        for (final Liveness state : Liveness.values()) {
            states.put(state, gauge(shared, Metric.SERIES_STATE, state.name()));
        }
    }

    private Counter gauge(final SharedParts shared, final Metric metric, final String... further) {
        final Counter counter = new Counter();
        final String[] labels = new String[2 + further.length];
        labels[0] = venue.exchange().text();
        labels[1] = venue.contractType().name();
        System.arraycopy(further, 0, labels, 2, further.length);
        shared.metrics().gauge(metric, counter::get, labels);
        return counter;
    }

    /** A series is wanted from now on; live, until something is known against it. */
    SeriesHealth begin(final Series series, final long nowMs) {
        states.get(Liveness.LIVE).add(1);
        return seriesWatch.begin(series.interval(), nowMs);
    }

    /** Nobody wants the series any more. */
    void forget(final Wanted one, final long nowMs) {
        final Series series = one.series;
        states.get(one.health.state).add(-1);
        confirmations.forget(series.id());
        if (one.health.state != Liveness.LIVE) {
            // What is said once to everybody who subscribes must not outlive its truth.
            desk.status(series, Liveness.LIVE.name(), "no longer watched", nowMs);
        }
    }

    /** The exchange has said yes to a series. */
    void onAcknowledged(final Wanted one, final long nowMs) {
        if (one.acknowledgedAtMs == 0) {
            one.acknowledgedAtMs = nowMs;
            one.acknowledgedExchangeMs = exchangeTimeMs(nowMs);
        }
        one.health.quietSinceMs = nowMs;
    }

    /** A candle was closed, and the exchange has not said so. */
    void confirm(final Series series, final long openTimeMs) {
        confirmations.add(series, openTimeMs);
    }

    void onProbed(final Series series, final boolean isNews) {
        probes.onProbed(series.id(), isNews);
    }

    /** The exchange's time, UTC ms. */
    long exchangeTimeMs(final long nowMs) {
        return exchangeClock.timeMs(nowMs);
    }

    /** The first open time that is owed of an acknowledged series, UTC ms. */
    long firstOwedMs(final Wanted one) {
        return closes.firstOwedMs(one);
    }

    int tick(final long nowMs) {
        exchangeClock.observe(legs.newestExchangeTimeMs(), nowMs);
        if (isStopped || nowMs < nextMs) {
            return 0;
        }
        nextMs = nowMs + EVERY_MS;
        if (!wanted.isEmpty()) {
            clockWatch.tick(nowMs);
        }
        probes.tick(nowMs);
        final long exchangeMs = exchangeTimeMs(nowMs);
        for (final Wanted one : wanted.values()) {
            if (one.delisted == null && one.acknowledgedAtMs != 0 && legs.isAcknowledged(one.series.id())) {
                closes.check(one, nowMs, exchangeMs);
            }
        }
        twins.tick(nowMs);
        silence.tick(nowMs);
        for (final Wanted one : wanted.values()) {
            judge(one, nowMs);
        }
        return confirmations.tick(nowMs, backfill.isBusy(venue));
    }

    private void judge(final Wanted one, final long nowMs) {
        final Liveness before = one.health.state;
        final Liveness state = seriesWatch.judge(one, nowMs);
        if (state != before) {
            one.health.state = state;
            states.get(before).add(-1);
            states.get(state).add(1);
            desk.status(one.series, state.name(), one.health.reason, nowMs);
        }
    }

    /** Connections end now, and that is right. */
    void stop() {
        isStopped = true;
    }
}
