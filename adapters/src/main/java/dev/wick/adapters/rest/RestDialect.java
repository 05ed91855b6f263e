package dev.wick.adapters.rest;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one exchange's REST answers say in its own way. Called by any thread, several at once. */
public interface RestDialect {
    /** What is assumed when a 429 does not say for how long, ms: a minute, by which most exchanges count. */
    long DEFAULT_PAUSE_MS = TimeUnit.MINUTES.toMillis(1);

    /** What is assumed when a 418 does not say for how long, ms: the shortest ban that Binance documents. */
    long DEFAULT_BAN_MS = TimeUnit.MINUTES.toMillis(2);

    /** Headers of every request, besides the usual ones. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * The weight, or the number of requests, that the exchange says this address has used in the window which the limiter
     * counts by; -1 if it does not say.
     *
     * @param headers of any answer, names in any case
     */
    long usedWeight(HttpHeaders headers);

    /** The exchange's own words in the body of a refusal, code and text; null if there are none that can be read. */
    String errorWords(byte[] body);

    /**
     * Whether a status other than 200 means that the exchange wants silence, and for how long, ms, if the answer has no
     * {@code Retry-After}; 0 if it is another kind of no.
     */
    default long silenceMs(final int status, final HttpHeaders headers, final byte[] body) {
        return switch (status) {
            case 429 -> DEFAULT_PAUSE_MS;
            case 418 -> DEFAULT_BAN_MS;
            default -> 0;
        };
    }

    /**
     * Looks whether an answer with status 200 is a no; null if it is none. Called for every answer: look at the fields that
     * matter ({@link RestJson#field}) and at no more.
     *
     * @param body is JSON, and does not nest too deeply
     */
    default Refusal refusal(final byte[] body) {
        return null;
    }
}
