package dev.wick.adapters.rest;

import java.net.http.HttpHeaders;

/** What one exchange's REST answers say in its own way. Called by any thread, several at once. */
public interface RestDialect {
    /** The weight that the exchange says this address has used in the current minute; -1 if it does not say. */
    long usedWeight(HttpHeaders headers);

    /** The exchange's own words in the body of a refusal, code and text; null if there are none that can be read. */
    String errorWords(byte[] body);
}
