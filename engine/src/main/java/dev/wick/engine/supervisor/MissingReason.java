package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryException;
import java.util.Locale;

/**
 * Why a candle is still missing.
 *
 * @param code one word for programs, which stays the same while the reason does
 * @param text for people
 */
record MissingReason(String code, String text) {
    /** REST was not asked yet. */
    static final MissingReason NOT_ASKED = new MissingReason("not_asked", "not asked for yet");
    /** REST has answered, and has it no more than we do. */
    static final MissingReason NOT_THERE_YET =
            new MissingReason("not_there_yet", "REST has answered, and does not reach past it yet");
    /** No new request goes to the venue. */
    static final MissingReason BREAKER_OPEN = new MissingReason(
            "breaker_open", "the venue has failed again and again: its circuit breaker lets no request go");
    /** The exchange wants silence. */
    static final MissingReason RATE_LIMITED =
            new MissingReason("rate_limited", "the exchange has limited the rate of our requests");

    /** It is older than what REST has. */
    static MissingReason beyondHistory(final int historyBars) {
        return new MissingReason(
                "beyond_history", "beyond what the exchange keeps, the newest " + historyBars + " bars of a series");
    }

    /** A request for it has failed. */
    static MissingReason failed(final Exception failure) {
        return failure instanceof final HistoryException told
                ? new MissingReason(told.kind().name().toLowerCase(Locale.ROOT), told.getMessage())
                : new MissingReason("failed", failure.toString());
    }
}
