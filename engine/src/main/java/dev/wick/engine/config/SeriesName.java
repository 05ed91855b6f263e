package dev.wick.engine.config;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;

/**
 * A series as it is written in the settings: {@code binance:spot:BTCUSDT@1m}.
 *
 * @param venue where it trades
 * @param symbol the venue's own name of the instrument
 * @param interval the length of its bars
 */
public record SeriesName(Venue venue, String symbol, Interval interval) {
    /** Reads one name; the interval is {@code 1m} where none is written. Throws with the reason. */
    static SeriesName of(final String text) {
        final String[] parts = text.split(":", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("\"" + text + "\" is not exchange:contract_type:SYMBOL@interval");
        }
        final Exchange exchange = Exchange.of(parts[0])
                .orElseThrow(() -> new IllegalArgumentException("\"" + parts[0] + "\" is not a known exchange"));
        final Venue venue = exchange.venue(parts[1])
                .orElseThrow(() -> new IllegalArgumentException(
                        exchange + " has no contract type \"" + parts[1] + "\" but " + exchange.contractTypes()));
        // The last one, and not the first character: a symbol may itself begin with the sign, as @107 does.
        final int at = parts[2].lastIndexOf('@');
        final String symbol = at > 0 ? parts[2].substring(0, at) : parts[2];
        final String interval = at > 0 ? parts[2].substring(at + 1) : Interval.M1.text();
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" names no symbol");
        }
        return new SeriesName(
                venue,
                symbol,
                Interval.of(interval)
                        .orElseThrow(() -> new IllegalArgumentException("\"" + interval + "\" is not an interval")));
    }

    @Override
    public String toString() {
        return venue.exchange() + ":" + venue.contractType() + ":" + symbol + "@" + interval;
    }
}
