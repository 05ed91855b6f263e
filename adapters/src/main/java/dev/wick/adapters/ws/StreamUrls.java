package dev.wick.adapters.ws;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Where a venue's streams are: at one address, or at one for each of its redundant legs. Immutable; any thread. */
public final class StreamUrls {
    private final List<String> urls;

    private StreamUrls(final List<String> urls) {
        this.urls = List.copyOf(urls);
    }

    /**
     * Reads scheme, host and port; two of them, with a comma between, for leg A and leg B.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static StreamUrls of(final Venue venue, final String text) {
        final List<String> urls = new ArrayList<>();
        for (final String one : text.split(",", -1)) {
            urls.add(checked(venue, one.strip()));
        }
        if (urls.size() > LegSide.values().length) {
            throw new IllegalArgumentException("The stream URL of " + venue + " is \"" + text
                    + "\"; there may be two, one for each leg, and not " + urls.size());
        }
        return new StreamUrls(urls);
    }

    private static String checked(final Venue venue, final String text) {
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

    /** Where a leg is to connect, with the exchange's path behind scheme, host and port. */
    public URI forLeg(final int legId, final String path) {
        return URI.create(urls.get(Math.min(LegSide.of(legId).ordinal(), urls.size() - 1)) + path);
    }
}
