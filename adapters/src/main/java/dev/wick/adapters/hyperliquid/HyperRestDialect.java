package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.rest.RestDialect;
import java.net.http.HttpHeaders;

/**
 * Hyperliquid's answers say nothing of use so far, and its refusals have no words in JSON: plain text with 422, {@code null}
 * with 429 (not documented). Stateless; any thread.
 */
final class HyperRestDialect implements RestDialect {
    @Override
    public long usedWeight(final HttpHeaders headers) {
        return -1;
    }

    @Override
    public String errorWords(final byte[] body) {
        return null;
    }
}
