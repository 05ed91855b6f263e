package dev.wick.adapters.ws;

import dev.wick.adapters.feed.Venue;
import java.net.URI;

/** Checks where streams are said to be. Stateless; any thread. */
public final class StreamUrl {
    private StreamUrl() {}

    /**
     * Scheme, host and port, without a slash at the end.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static String of(final Venue venue, final String text) {
        final String stripped = text.replaceAll("/+$", "");
        final URI uri = URI.create(stripped);
        final boolean isWebSocket = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        final String path = uri.getRawPath();
        if (!isWebSocket || uri.getHost() == null || (path != null && !path.isEmpty())) {
            throw new IllegalArgumentException("The stream URL of " + venue + " is \"" + text
                    + "\"; it must be ws://host:port or wss://host:port, without a path");
        }
        return stripped;
    }
}
