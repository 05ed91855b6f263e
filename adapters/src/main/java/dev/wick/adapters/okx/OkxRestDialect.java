package dev.wick.adapters.okx;

import dev.wick.adapters.rest.Refusal;
import dev.wick.adapters.rest.RestDialect;
import dev.wick.adapters.rest.RestJson;
import java.net.http.HttpHeaders;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What OKX's REST answers say: most refusals come with status 200 and a code. It tells no used weight, and with a refusal not
 * for how long it holds. Stateless; any thread. Source: the error codes of the v5 documentation.
 */
final class OkxRestDialect implements RestDialect {
    /** Too many requests, and too busy to take any. */
    private static final Set<String> TOO_MUCH = Set.of("50011", "50013");

    /** Requests are counted in windows of two seconds; this is two of them and some room, since no length is documented. */
    private static final long PAUSE_MS = 5_000;

    /** What a 403, which comes from the gateway before OKX, is answered with. How long it lasts is not documented. */
    private static final long GATEWAY_PAUSE_MS = TimeUnit.MINUTES.toMillis(10);

    @Override
    public long usedWeight(final HttpHeaders headers) {
        return -1;
    }

    @Override
    public String errorWords(final byte[] body) {
        final String text = RestJson.field(body, "msg");
        final String code = RestJson.field(body, "code");
        return text == null ? null : (code == null ? "" : code + " ") + text;
    }

    @Override
    public long silenceMs(final int status, final HttpHeaders headers, final byte[] body) {
        return switch (status) {
            case 429 -> PAUSE_MS;
            case 403 -> GATEWAY_PAUSE_MS;
            default -> RestDialect.super.silenceMs(status, headers, body);
        };
    }

    @Override
    public Refusal refusal(final byte[] body) {
        final String code = RestJson.field(body, "code");
        if (code == null || code.equals("0")) {
            return null;
        }
        final String words = errorWords(body);
        return new Refusal(words == null ? "code " + code : words, TOO_MUCH.contains(code) ? PAUSE_MS : 0);
    }
}
