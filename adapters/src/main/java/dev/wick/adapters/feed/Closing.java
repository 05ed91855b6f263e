package dev.wick.adapters.feed;

/** How a venue tells that a candle is final. */
public enum Closing {
    /** It flags the last message of every bar, bars without a trade included. */
    FLAGGED,
    /** It flags the last message of a bar that had trades; of a quiet bar nothing may come, nor is the flag certain. */
    FLAGGED_IF_TRADED,
    /**
     * It flags nothing: a bar is closed by its successor (which the adapter sees on one unbroken connection), by REST, or by
     * the clock when REST cannot be had.
     */
    UNFLAGGED
}
