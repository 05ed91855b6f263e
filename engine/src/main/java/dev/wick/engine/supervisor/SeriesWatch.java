package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.supervisor.Probes.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges of each series of one venue whether it is live, by an expectation of its own that knows quiet symbols; when one is
 * silent beyond that on a live connection, REST is asked whether it has traded, and only if so it is subscribed again. The
 * supervisor's thread.
 */
final class SeriesWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesWatch.class);
    /** So long a new series may take to come up before that is worth a word. */
    private static final long START_MS = 15_000;
    /** What REST knows of may be on its way to us. */
    private static final long SETTLE_MS = 1_000;
    /** Questions under way at once at a venue: a mute series is no emergency, and the rate limit is shared. */
    private static final int MOST_CHECKS = 3;

    private static final long FIRST_RETRY_MS = 5_000;
    private static final long LAST_RETRY_MS = 300_000;
    private static final long FIRST_GAP_MS = 60_000;
    private static final int MOST_BARS = 3;
    private static final long LONGEST_SILENCE_MS = 900_000;

    private final RedundantLegs legs;
    private final Backfill backfill;
    private final Probes probes;
    private final ExchangeClock exchangeClock;
    private final Jitter jitter;
    private final long inactivityMs;
    private int checks;
    private long nowMs;

    SeriesWatch(
            final RedundantLegs legs,
            final Backfill backfill,
            final Probes probes,
            final ExchangeClock exchangeClock,
            final Jitter jitter,
            final long inactivityMs) {
        this.legs = legs;
        this.backfill = backfill;
        this.probes = probes;
        this.exchangeClock = exchangeClock;
        this.jitter = jitter;
        this.inactivityMs = inactivityMs;
    }

    /** A series that is wanted from now on. */
    SeriesHealth begin(final Interval interval, final long nowMs) {
        final long barMs = interval.shortestMs();
        return new SeriesHealth(
                new Rhythm(Math.min(FIRST_GAP_MS, barMs), inactivityMs, MOST_BARS * barMs, LONGEST_SILENCE_MS), nowMs);
    }

    /** What a series is now, and why; asks and acts where that is due. */
    Liveness judge(final Wanted one, final long newNowMs) {
        nowMs = newNowMs;
        final SeriesHealth health = one.health;
        if (one.delisted != null) {
            return because(health, one.delisted, Liveness.DELISTED);
        }
        final int id = one.series.id();
        final boolean isStarting = one.acknowledgedAtMs == 0 && nowMs - one.wantedAtMs < START_MS;
        if (!legs.isOpen(id)) {
            health.quietSinceMs = nowMs;
            health.verdictAtMs = 0;
            return isStarting
                    ? because(health, "subscribing", Liveness.LIVE)
                    : because(health, "no connection, dialling", Liveness.STALE);
        }
        observe(health, legs.lastCandleMs(id));
        if (one.interrupted) {
            return because(health, "connected again, subscribing", Liveness.RECOVERING);
        }
        if (backfill.isRepairing(id)) {
            return because(health, "fetching missed candles", Liveness.RECOVERING);
        }
        if (!legs.isAcknowledged(id)) {
            return isStarting
                    ? because(health, "subscribing", Liveness.LIVE)
                    : because(health, "waiting for the exchange's acknowledgement", Liveness.RECOVERING);
        }
        return judgeSilence(one);
    }

    private static void observe(final SeriesHealth health, final long lastMs) {
        if (lastMs <= health.lastCandleMs) {
            return;
        }
        if (health.lastCandleMs != 0) {
            health.rhythm.heardAfter(lastMs - health.lastCandleMs);
        }
        health.lastCandleMs = lastMs;
        health.quietSinceMs = Math.max(health.quietSinceMs, lastMs);
        health.verdictAtMs = 0;
        health.askedAgainMs = 0;
        health.fruitless = 0;
        health.nextCheckMs = 0;
    }

    private Liveness judgeSilence(final Wanted one) {
        final SeriesHealth health = one.health;
        if (health.verdictAtMs != 0 && nowMs >= health.verdictAtMs) {
            askAgain(one);
        }
        final long silenceMs = nowMs - health.quietSinceMs;
        if (silenceMs > health.rhythm.expectedSilenceMs()) {
            check(one, silenceMs);
            return because(health, "no candle for longer than usual", Liveness.STALE);
        }
        if (health.askedAgainMs != 0) {
            return because(health, "subscribed again: it was mute although it traded", Liveness.RECOVERING);
        }
        return because(health, "delivering as usual", Liveness.LIVE);
    }

    private void check(final Wanted one, final long silenceMs) {
        final long askedAtMs = nowMs;
        final SeriesHealth health = one.health;
        if (health.isChecking || health.verdictAtMs != 0 || nowMs < health.nextCheckMs || checks >= MOST_CHECKS) {
            return;
        }
        health.isChecking =
                probes.ask(one.series, answer -> onVerdict(one, verdictOf(one, answer), askedAtMs, silenceMs));
        if (health.isChecking) {
            checks++;
        } else {
            health.nextCheckMs = nowMs + jitter.around(SETTLE_MS);
        }
    }

    /** What traded before the exchange acknowledged the series was not for the stream to bring. */
    private Verdict verdictOf(final Wanted one, final Probes.Answer answer) {
        final boolean isBefore = answer.isOver(one.series, exchangeClock.timeMs(one.acknowledgedAtMs));
        return answer.verdict() == Verdict.TRADED && isBefore ? Verdict.QUIET : answer.verdict();
    }

    private void onVerdict(final Wanted one, final Verdict verdict, final long askedAtMs, final long silenceMs) {
        final SeriesHealth health = one.health;
        checks--;
        health.isChecking = false;
        switch (verdict) {
            case TRADED -> health.verdictAtMs = health.lastCandleMs > askedAtMs ? 0 : nowMs + SETTLE_MS;
            case QUIET -> wasRight(one, silenceMs, askedAtMs);
            default -> retryLater(health);
        }
    }

    /** Nothing has traded: the silence is the symbol's, whoever found out. */
    void wasRight(final Wanted one, final long silenceMs, final long askedAtMs) {
        one.health.rhythm.silenceWasRight(silenceMs);
        one.health.quietSinceMs = Math.max(one.health.quietSinceMs, askedAtMs);
        one.health.askedAgainMs = 0;
        one.health.fruitless = 0;
    }

    private void retryLater(final SeriesHealth health) {
        health.nextCheckMs = nowMs + jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, health.fruitless++);
    }

    private void askAgain(final Wanted one) {
        final SeriesHealth health = one.health;
        final Series series = one.series;
        final long lastMs = Math.max(health.lastCandleMs, one.acknowledgedAtMs);
        health.verdictAtMs = 0;
        health.askedAgainMs = nowMs;
        health.quietSinceMs = nowMs;
        retryLater(health);
        LogFields.of(LOG.atWarn(), series)
                .addKeyValue("silent_ms", nowMs - lastMs)
                .log(
                        "Mute: REST shows trades that the connection did not bring; this series alone is subscribed again");
        legs.askAgain(series);
    }

    private static Liveness because(final SeriesHealth health, final String reason, final Liveness state) {
        health.reason = reason;
        return state;
    }
}
