package dev.wick.engine.pipeline;

/** Why a candle is broken; the label of a counter. */
public enum RejectReason {
    MISSING_VALUE("missing_value"),
    PRICES_CROSSED("prices_crossed"),
    NEGATIVE_VALUE("negative_value"),
    OFF_GRID("off_grid"),
    IN_THE_FUTURE("in_the_future"),
    BEFORE_2009("before_2009"),
    /** Closed so long before our first candle of the series that nobody can want it as live data. */
    TOO_OLD("too_old");

    private final String text;

    RejectReason(final String text) {
        this.text = text;
    }

    /** The word in metrics and logs. */
    public String text() {
        return text;
    }
}
