package dev.wick.test.chaos;

import dev.wick.test.host.Scrape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine's own counts over all its lives; what a killed engine counted last is lost. One thread. */
final class Totals {
    private static final List<String> COUNTED = List.of(
            "connector_gaps_opened_total",
            "connector_gap_candles_repaired_total",
            "connector_gap_candles_empty_total",
            "connector_duplicates_filtered_total",
            "connector_revisions_total",
            "connector_reconnections_total",
            "connector_candles_rejected_total",
            "connector_handler_errors_total",
            "connector_subscribers_cut_total");

    private final Map<String, Double> ofPastLives = new LinkedHashMap<>();
    private Scrape latest;

    /** The latest reading of the present life. */
    void read(final Scrape scrape) {
        if (scrape != null) {
            latest = scrape;
        }
    }

    /** The present life is over. */
    void endLife() {
        if (latest != null) {
            COUNTED.forEach(name -> ofPastLives.merge(name, latest.sum(name), Double::sum));
            latest = null;
        }
    }

    long of(final String name) {
        final double present = latest == null ? 0 : latest.sum(name);
        return Math.round(ofPastLives.getOrDefault(name, 0.0) + present);
    }
}
