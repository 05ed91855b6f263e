package dev.wick.engine.door;

import java.util.Locale;

/**
 * What the door looks at of a client's request. Immutable; its text names no field, as it may hold a token.
 *
 * @param target path and query
 * @param authorization the header, empty if there is none
 * @param origin the header, null if there is none
 * @param host the header, empty if there is none
 */
public record HandshakeHead(String target, String authorization, String origin, String host) {
    private static final String SCHEME = "bearer ";
    private static final String PARAMETER = "token=";

    /** The token that was sent, by header or else in the query; null if none was. */
    String token() {
        final String fromHeader = bearer(authorization);
        return fromHeader != null ? fromHeader : inQuery();
    }

    /** The token of an {@code Authorization} header; null if that has none. */
    static String bearer(final String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    private String inQuery() {
        final int query = target.indexOf('?');
        if (query < 0) {
            return null;
        }
        for (final String field : target.substring(query + 1).split("&", -1)) {
            if (field.startsWith(PARAMETER)) {
                return field.substring(PARAMETER.length());
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "HandshakeHead";
    }
}
