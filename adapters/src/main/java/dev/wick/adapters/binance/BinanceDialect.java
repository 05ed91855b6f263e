package dev.wick.adapters.binance;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.rest.RestDialect;
import java.io.IOException;
import java.net.http.HttpHeaders;

/**
 * Binance's weight header and error bodies, alike on its three markets. Stateless; any thread.
 *
 * <p>Source: rest-api.md of binance-spot-api-docs, "IP Limits" and "HTTP Return Codes".
 */
final class BinanceDialect implements RestDialect {
    /** In any case; HTTP/2 has header names in small letters. */
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";

    /** What a refusal says: {@code {"code":-1121,"msg":"Invalid symbol."}}. */
    private static final class Refusal {
        private Long code;
        private String text;

        byte field(final String field, final JsonReader<?> reader) throws IOException {
            if (field.equals("msg") && reader.last() == '"') {
                text = reader.readString();
                return reader.getNextToken();
            }
            if (field.equals("code") && reader.last() != '"') {
                code = BinanceJson.wholeNumber(reader);
                return reader.getNextToken();
            }
            return reader.skip();
        }
    }

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
        final Refusal refusal = new Refusal();
        try {
            BinanceJson.eachField(BinanceJson.open(body), refusal::field);
        } catch (final IOException | IndexOutOfBoundsException e) {
            return null;
        }
        return refusal.text == null ? null : (refusal.code == null ? "" : refusal.code + " ") + refusal.text;
    }
}
