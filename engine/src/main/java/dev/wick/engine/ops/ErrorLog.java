package dev.wick.engine.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts errors, and logs each distinct one when it comes first, with its stack, then at the 10th, 100th, … time.
 *
 * <p>Two errors are the same if place, class and the beginning of the message are, digits left aside: a message with a
 * position or a price in it would be a new one every time. Thread-safe; its memory is bounded.
 */
public final class ErrorLog {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorLog.class);

    private static final int MAX_DISTINCT = 256;
    private static final int MAX_PLACES = 64;
    private static final int MESSAGE_PREFIX = 100;
    private static final String OTHER = "other";

    private final Map<String, AtomicLong> byError = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> byPlace = new ConcurrentHashMap<>();
    private final Metrics metrics;

    /** Errors are counted in {@link Metric#HANDLER_ERRORS}. */
    public ErrorLog(final Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Takes an error; any thread.
     *
     * @param where the stage that it happened in: one of a few fixed words
     */
    public void report(final String where, final Throwable error) {
        place(where).incrementAndGet();
        final long times = count(where, error);
        if (times == 1) {
            LOG.atError().setCause(error).addKeyValue("stage", where).log("Error, the work goes on");
        } else if (isPowerOfTen(times)) {
            LOG.atError()
                    .addKeyValue("stage", where)
                    .addKeyValue("times", times)
                    .log("The same error again: {}", String.valueOf(error));
        }
    }

    /** All errors so far. */
    public long total() {
        return byPlace.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private AtomicLong place(final String where) {
        final String place = byPlace.containsKey(where) || byPlace.size() < MAX_PLACES ? where : OTHER;
        return byPlace.computeIfAbsent(place, p -> {
            final AtomicLong count = new AtomicLong();
            metrics.gauge(Metric.HANDLER_ERRORS, count::get, p);
            return count;
        });
    }

    private long count(final String where, final Throwable error) {
        final String key = where + '|' + error.getClass().getName() + '|' + prefix(error.getMessage());
        final AtomicLong known = byError.get(key);
        if (known != null) {
            return known.incrementAndGet();
        }
        final String bounded = byError.size() < MAX_DISTINCT ? key : OTHER;
        return byError.computeIfAbsent(bounded, k -> new AtomicLong()).incrementAndGet();
    }

    private static String prefix(final String message) {
        final String text = String.valueOf(message);
        return text.substring(0, Math.min(MESSAGE_PREFIX, text.length())).replaceAll("\\d+", "#");
    }

    private static boolean isPowerOfTen(final long number) {
        long power = 10;
        while (power < number && power < Long.MAX_VALUE / 10) {
            power *= 10;
        }
        return power == number;
    }
}
