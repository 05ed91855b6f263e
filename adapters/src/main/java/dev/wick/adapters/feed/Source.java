package dev.wick.adapters.feed;

/** Which way a candle came in. */
public enum Source {
    /** Pushed by the exchange. */
    STREAM("stream"),
    /** Fetched by REST to fill a hole. */
    BACKFILL("backfill");

    private final String text;

    Source(final String text) {
        this.text = text;
    }

    /** The word on the wire. */
    public String text() {
        return text;
    }
}
