package dev.wick.adapters.bybit;

import dev.wick.adapters.rest.Refusal;
import dev.wick.adapters.rest.RestDialect;
import dev.wick.adapters.rest.RestJson;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Bybit's error bodies, alike on its three markets: most come with status 200 and a {@code retCode}. Stateless; any thread.
 *
 * <p>Source: {@code error.mdx} and {@code rate-limit.mdx} of bybit-exchange/docs. Public answers carry no count of what was
 * used.
 */
final class BybitDialect implements RestDialect {
    private static final String CODE = "retCode";
    private static final String MESSAGE = "retMsg";
    private static final String FINE = "0";
    /** "Too many visits": counted by the second, or by five of them for an address. */
    private static final String TOO_MANY_VISITS = "10006";

    /** "System level frequency protection". */
    private static final String PROTECTION = "10429";

    /** "Exceeded the IP rate limit". */
    private static final String TOO_MANY_OF_ADDRESS = "10018";

    /** The longest window that is documented, ms. */
    private static final long PAUSE_MS = TimeUnit.SECONDS.toMillis(5);

    /** Documented for 403, "access too frequent", ms. */
    private static final long BAN_MS = TimeUnit.MINUTES.toMillis(10);

    /** The words of the content network in front of it, where Bybit does not serve a country; asking less does not help. */
    private static final String NOT_HERE = "block access from your country";

    @Override
    public long usedWeight(final HttpHeaders headers) {
        return -1;
    }

    @Override
    public String errorWords(final byte[] body) {
        final String message = RestJson.field(body, MESSAGE);
        final String code = RestJson.field(body, CODE);
        return message == null ? null : (code == null ? "" : code + " ") + message;
    }

    /** {@inheritDoc} A 403 of another kind than a country's is taken for the ban: to ask on would prolong it. */
    @Override
    public long silenceMs(final int status, final HttpHeaders headers, final byte[] body) {
        if (status == 403) {
            return new String(body, StandardCharsets.UTF_8).contains(NOT_HERE) ? 0 : BAN_MS;
        }
        return RestDialect.super.silenceMs(status, headers, body);
    }

    @Override
    public Refusal refusal(final byte[] body) {
        final String code = RestJson.field(body, CODE);
        if (code == null || code.equals(FINE)) {
            return null;
        }
        final long silenceMs = switch (code) {
            case TOO_MANY_VISITS, PROTECTION -> PAUSE_MS;
            case TOO_MANY_OF_ADDRESS -> BAN_MS;
            default -> 0;
        };
        return new Refusal(errorWords(body) == null ? CODE + " " + code : errorWords(body), silenceMs);
    }
}
