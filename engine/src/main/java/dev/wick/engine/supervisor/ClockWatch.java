package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.VenueSkews;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what is known of one venue's clock up to date, asking REST once a minute if nothing speaks against it, and hands it to
 * the pipeline and to the metrics. No candle waits for it. The supervisor's thread.
 */
final class ClockWatch {
    private static final long EVERY_MS = 60_000;
    private static final double NS_PER_SECOND = 1e9;

    private final VenueRest rest;
    private final ExchangeClock exchangeClock;
    private final Jitter jitter;
    private final VenueSkews.Skew exported;
    private final ClockSkew skew = new ClockSkew();
    private long nextAskMs;
    private volatile double skewSeconds = Double.NaN;
    private volatile double uncertaintySeconds = Double.NaN;

    /**
     * Knows nothing yet.
     *
     * @param exchangeClock is told of REST's times, and tells of the stream's
     * @param exported read by the pipeline
     */
    ClockWatch(
            final VenueRest rest,
            final ExchangeClock exchangeClock,
            final Jitter jitter,
            final VenueSkews.Skew exported,
            final Metrics metrics) {
        this.rest = rest;
        this.exchangeClock = exchangeClock;
        this.jitter = jitter;
        this.exported = exported;
        final Venue venue = rest.venue();
        final String exchange = venue.exchange().text();
        final String contractType = venue.contractType().name();
        metrics.gauge(Metric.CLOCK_SKEW, () -> skewSeconds, exchange, contractType);
        metrics.gauge(Metric.CLOCK_SKEW_UNCERTAINTY, () -> uncertaintySeconds, exchange, contractType);
    }

    /** Asks if it is time, and exports what is known. */
    void tick(final long nowMs) {
        if (nowMs >= nextAskMs && rest.isUndisturbed()) {
            nextAskMs = nowMs + jitter.around(EVERY_MS);
            rest.ask(HistoryClient::serverTime, this::onReading, failure -> {});
        }
        if (exchangeClock.isKnown()) {
            skew.observeStream(exchangeClock.leastOffsetMs());
        }
        if (skew.isKnown()) {
            export(nowMs);
        }
    }

    private void onReading(final HistoryClient.ServerTime reading) {
        if (reading.serverMs() > 0) {
            skew.observe(reading);
            exchangeClock.observeServerTime(
                    reading.serverMs(), TimeUnit.NANOSECONDS.toMillis(reading.receivedTimeNs() + 999_999));
        }
    }

    private void export(final long nowMs) {
        final long bestNs = skew.bestNs(nowMs);
        skewSeconds = bestNs / NS_PER_SECOND;
        exported.leastMs().set(TimeUnit.NANOSECONDS.toMillis(skew.leastNs(nowMs)));
        if (skew.isBounded()) {
            exported.bestNs().set(bestNs);
            uncertaintySeconds = skew.uncertaintyNs(nowMs) / NS_PER_SECOND;
        }
    }
}
