package dev.wick.test.chaos;

import dev.wick.adapters.feed.Venue;
import java.util.Map;

/** A series as the feed names it; all are of one interval. */
record SeriesKey(String exchange, String contractType, String symbol) {
    static SeriesKey of(final Venue venue, final String symbol) {
        return new SeriesKey(venue.exchange().text(), venue.contractType().name(), symbol);
    }

    /** Of a quote or status message. */
    static SeriesKey of(final Map<String, Object> message) {
        return new SeriesKey((String) message.get("exchange"), (String) message.get("contract_type"), (String)
                message.get("symbol"));
    }

    @Override
    public String toString() {
        return exchange + ":" + contractType + ":" + symbol;
    }
}
