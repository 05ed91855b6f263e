package dev.wick.adapters.gateio;

import dev.wick.adapters.rest.RestDialect;
import dev.wick.adapters.rest.RestJson;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;

/**
 * Gate's rate headers and error bodies, alike on its three markets. Any thread.
 *
 * <p>Source: "Frequency limit rule" of Gate's API v4 documents. Of the time at which the limit starts over the unit is not
 * documented; without a refusal, and by one client's experience with one, too, it is just the present.
 */
final class GateRestDialect implements RestDialect {
    private static final String LIMIT = "X-Gate-RateLimit-Limit";
    private static final String REMAINING = "X-Gate-RateLimit-Requests-Remain";
    private static final String RESET = "X-Gate-RateLimit-Reset-Timestamp";

    /** The window in which requests are counted. */
    private static final long WINDOW_MS = TimeUnit.SECONDS.toMillis(10);

    /** More than that is no time at which a window of ten seconds starts over. */
    private static final long LONGEST_PAUSE_MS = TimeUnit.MINUTES.toMillis(1);

    /** In seconds so large a time is beyond the year 5000, in ms before 1974. */
    private static final long SECONDS_BELOW = 100_000_000_000L;

    private final EpochClock clock;

    /** Reads our clock, UTC ms, to know how far off a time in a header is. */
    GateRestDialect(final EpochClock clock) {
        this.clock = clock;
    }

    /** So that numbers of contracts are not cut off. Documented for the stream; REST is taken to do the same. */
    @Override
    public Map<String, String> headers() {
        return GateDialogue.DECIMAL_SIZES;
    }

    @Override
    public long usedWeight(final HttpHeaders headers) {
        final long limit = number(headers, LIMIT);
        final long remaining = number(headers, REMAINING);
        return limit < 0 || remaining < 0 || remaining > limit ? -1 : limit - remaining;
    }

    @Override
    public String errorWords(final byte[] body) {
        final String label = RestJson.field(body, "label");
        final String message = RestJson.field(body, "message");
        if (label == null || message == null) {
            return label == null ? message : label;
        }
        return label + " " + message;
    }

    /** A 429 is over with the window; a 403, which no document explains, is taken for a firewall's. */
    @Override
    public long silenceMs(final int status, final HttpHeaders headers, final byte[] body) {
        return switch (status) {
            case 429 -> untilResetMs(headers);
            case 403 -> DEFAULT_PAUSE_MS;
            default -> RestDialect.super.silenceMs(status, headers, body);
        };
    }

    private long untilResetMs(final HttpHeaders headers) {
        final long reset = number(headers, RESET);
        final long resetMs = reset < SECONDS_BELOW ? 1_000 * reset : reset;
        return Math.max(WINDOW_MS, Math.min(LONGEST_PAUSE_MS, resetMs - clock.time()));
    }

    private static long number(final HttpHeaders headers, final String name) {
        final String text = headers.firstValue(name).orElse("").strip();
        try {
            return text.isEmpty() ? -1 : Long.parseLong(text);
        } catch (final NumberFormatException e) {
            return -1;
        }
    }
}
