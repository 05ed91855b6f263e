package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import org.slf4j.spi.LoggingEventBuilder;

/** Puts what a log line is about into its fields, under the same names everywhere. Stateless. */
final class LogFields {
    private LogFields() {}

    static LoggingEventBuilder of(final LoggingEventBuilder line, final Venue venue) {
        return line.addKeyValue("exchange", venue.exchange()).addKeyValue("contract_type", venue.contractType());
    }

    static LoggingEventBuilder of(final LoggingEventBuilder line, final Series series) {
        return of(line, series.venue())
                .addKeyValue("symbol", series.symbol())
                .addKeyValue("interval", series.interval());
    }
}
