package dev.wick.adapters.binance;

import dev.wick.adapters.rest.RestDialect;
import dev.wick.adapters.rest.RestJson;
import java.net.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/**
 * Binance's weight header and error bodies, alike on its three markets. Stateless; any thread.
 *
 * <p>Source: rest-api.md of binance-spot-api-docs, "IP Limits" and "HTTP Return Codes".
 */
final class BinanceDialect implements RestDialect {
    /** In any case; HTTP/2 has header names in small letters. */
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";

    /** What the firewall's 403 is answered with, ms. How long it lasts is not documented; asking on prolongs it. */
    private static final long FIREWALL_PAUSE_MS = TimeUnit.MINUTES.toMillis(10);

    @Override
    public long usedWeight(final HttpHeaders headers) {
        final String text = headers.firstValue(USED_WEIGHT).orElse("").strip();
        try {
            return text.isEmpty() ? -1 : Long.parseLong(text);
        } catch (final NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public String errorWords(final byte[] body) {
        final String text = RestJson.field(body, "msg");
        final String code = RestJson.field(body, "code");
        return text == null ? null : (code == null ? "" : code + " ") + text;
    }

    @Override
    public long silenceMs(final int status, final HttpHeaders headers, final byte[] body) {
        return status == 403 ? FIREWALL_PAUSE_MS : RestDialect.super.silenceMs(status, headers, body);
    }
}
