package dev.wick.test.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * All that one subscriber received of one series, over all its connections, and from when on something was owed to it.
 * Guarded by itself.
 */
final class Notebook {
    /** Nothing is owed yet. */
    static final long NEVER = Long.MAX_VALUE;

    private final String subscriber;
    private final SeriesKey series;
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private long owedFromMs = NEVER;
    private long notBeforeMs = NEVER;

    /**
     * The engine's word that everything up to an open time was delivered or does not exist.
     *
     * @param watermarkMs the open time, UTC ms
     * @param marketMs the exchange's time when the word was received, UTC ms
     * @param atMs real time of that, UTC ms
     */
    record Claim(long watermarkMs, long marketMs, long atMs) {}

    Notebook(final String subscriber, final SeriesKey series) {
        this.subscriber = subscriber;
        this.series = series;
    }

    String subscriber() {
        return subscriber;
    }

    SeriesKey series() {
        return series;
    }

    /**
     * A subscription without {@code since} was acknowledged.
     *
     * @param formingMs the bar that forms at the exchange by now, UTC ms
     * @param isRunning whether the engine has the series for sure: then that bar and all later ones are owed; else only from
     *     the first quote on, for nobody knows when the engine's own subscription began
     */
    synchronized void acknowledged(final long formingMs, final boolean isRunning) {
        notBeforeMs = formingMs;
        owedFromMs = isRunning ? formingMs : NEVER;
    }

    /** A candle of it came, open or closed. */
    synchronized void sawQuote(final long openTimeMs) {
        if (owedFromMs == NEVER && notBeforeMs != NEVER) {
            owedFromMs = Math.max(openTimeMs, notBeforeMs);
        }
    }

    synchronized void received(final Receipt receipt) {
        receipts.add(receipt);
    }

    synchronized void claimed(final Claim claim) {
        claims.add(claim);
    }

    /** The closed candle that came last, or null. */
    synchronized Receipt last() {
        return receipts.isEmpty() ? null : receipts.get(receipts.size() - 1);
    }

    /** The first open time that is owed, or {@link #NEVER}. */
    synchronized long owedFromMs() {
        return owedFromMs;
    }

    synchronized List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    synchronized List<Claim> claims() {
        return List.copyOf(claims);
    }
}
