package dev.wick.test.soak;

import dev.wick.test.host.Scrape;
import java.util.function.ToDoubleFunction;

/** What is measured of the engine, and how much more of it would be growth. */
@SuppressWarnings("ImmutableEnumChecker")
enum Gauge {
    /** Right after a full collection. */
    HEAP("heap after GC, MB", 0.10, 3, scrape -> scrape.value("jvm_memory_bytes_used{area=\"heap\",}") / 1e6),
    /** Classes and compiled code: grows while the compiler works, which it does for long at modest rates. */
    NON_HEAP("non-heap, MB", 0.25, 8, scrape -> scrape.value("jvm_memory_bytes_used{area=\"nonheap\",}") / 1e6),
    DIRECT("direct, MB", 0.05, 2, scrape -> scrape.value("jvm_buffer_pool_used_bytes{pool=\"direct\",}") / 1e6),
    MAPPED("mapped, MB", 0.05, 2, scrape -> scrape.value("jvm_buffer_pool_used_bytes{pool=\"mapped\",}") / 1e6),
    THREADS("threads", 0.05, 3, scrape -> scrape.value("jvm_threads_current")),
    DESCRIPTORS("descriptors", 0.05, 6, scrape -> scrape.value("process_open_fds")),
    SERIES("series", 0, 1, scrape -> scrape.sum("connector_series_active")),
    MISSING("candles missing", 0, 100, scrape -> scrape.sum("connector_gap_candles_missing"));

    private final String title;
    private final double relative;
    private final double absolute;
    private final ToDoubleFunction<Scrape> reading;

    Gauge(final String title, final double relative, final double absolute, final ToDoubleFunction<Scrape> reading) {
        this.title = title;
        this.relative = relative;
        this.absolute = absolute;
        this.reading = reading;
    }

    String title() {
        return title;
    }

    double read(final Scrape scrape) {
        return reading.applyAsDouble(scrape);
    }

    /** The growth over the judged time that is still taken for flat, around this level. */
    double tolerance(final double level) {
        return Math.max(absolute, relative * level);
    }
}
