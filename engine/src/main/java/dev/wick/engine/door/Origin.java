package dev.wick.engine.door;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a web page comes from: scheme, host and port, in lower case, the port filled in. Immutable.
 *
 * @param scheme such as https
 * @param host a name, or an address; IPv6 in brackets
 * @param port -1 if none was given and the scheme has no usual one
 */
record Origin(String scheme, String host, int port) {
    /** Reads the value of an {@code Origin} header or of the setting; null for what is none. */
    static Origin parse(final String text) {
        final URI uri;
        try {
            uri = new URI(text);
        } catch (final URISyntaxException e) {
            return null;
        }
        final boolean isOrigin = uri.getScheme() != null
                && uri.getHost() != null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!isOrigin) {
            return null;
        }
        final String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return new Origin(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? usualPort(scheme) : uri.getPort());
    }

    /** What a page of this scheme would be the same origin as, by the {@code Host} header of its request; null for none. */
    static Origin ofHost(final String scheme, final String hostHeader) {
        return parse(scheme + "://" + hostHeader);
    }

    private static int usualPort(final String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    boolean isWeb() {
        return "http".equals(scheme) || "https".equals(scheme);
    }
}
