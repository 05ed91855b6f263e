package dev.wick.adapters.feed;

/** How it is known that a candle is closed. */
public enum Finality {
    /** The exchange flagged it. */
    EXCHANGE("exchange"),
    /** The next candle of the series has begun. */
    SUCCESSOR("successor"),
    /** A REST row whose close time lies before the exchange's own time. */
    REST("rest"),
    /** Its time is over, and nothing else came. */
    TIMER("timer");

    private final String text;

    Finality(final String text) {
        this.text = text;
    }

    /** The word on the wire. */
    public String text() {
        return text;
    }
}
