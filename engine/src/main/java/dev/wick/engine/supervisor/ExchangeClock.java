package dev.wick.engine.supervisor;

/**
 * What time it is at one exchange, as far as its messages show. The supervisor's thread.
 *
 * <p>Each stamp of the exchange was in the past when it reached us, so that every sample (stamp less our time) lies below the
 * true offset, and the highest of late is the best. An exchange may be skewed, or a simulator may run many times
 * faster than we do: the estimate follows. Never ahead of the exchange by more than it was set back within the window.
 */
final class ExchangeClock {
    private static final long WINDOW_MS = 60_000;
    /** Where stamps are rare, as the open times of long bars are, the window is so many of them. */
    private static final int MIN_SAMPLES = 8;
    /** A REST answer's time this far below the estimate is no slow answer: the clock was set back. */
    private static final long SET_BACK_MS = 60_000;

    private static final long NONE = Long.MIN_VALUE;

    private long newestMs = NONE;
    private long current = NONE;
    private long previous = NONE;
    private long currentSinceMs;
    private int samples;

    /**
     * Takes the newest stamp that has come on the stream; nothing happens unless it is newer than the one before.
     *
     * @param exchangeMs the exchange's, UTC ms; 0 for none yet
     * @param nowMs ours, UTC ms
     */
    void observe(final long exchangeMs, final long nowMs) {
        if (exchangeMs > 0 && exchangeMs > newestMs) {
            newestMs = exchangeMs;
            sample(exchangeMs - nowMs, nowMs);
        }
    }

    /** Takes the exchange's time from a REST answer that has just come, both UTC ms. */
    void observeServerTime(final long exchangeMs, final long nowMs) {
        if (exchangeMs <= 0) {
            return;
        }
        if (exchangeMs < timeMs(nowMs) - SET_BACK_MS) {
            current = NONE;
            previous = NONE;
        }
        sample(exchangeMs - nowMs, nowMs);
    }

    /** The exchange's time now, UTC ms; ours as long as nothing was seen of it. */
    long timeMs(final long nowMs) {
        final long best = Math.max(current, previous);
        return best == NONE ? nowMs : nowMs + best;
    }

    /** Whether anything was seen of it. */
    boolean isKnown() {
        return Math.max(current, previous) != NONE;
    }

    /** So far it is ahead of ours at least, ms; only if known. */
    long leastOffsetMs() {
        return Math.max(current, previous);
    }

    private void sample(final long offsetMs, final long nowMs) {
        if (current == NONE) {
            currentSinceMs = nowMs;
            samples = 0;
        } else if (nowMs - currentSinceMs > WINDOW_MS && samples >= MIN_SAMPLES) {
            previous = current;
            current = NONE;
            currentSinceMs = nowMs;
            samples = 0;
        }
        current = Math.max(current, offsetMs);
        samples++;
    }
}
