package dev.wick.adapters.rest;

import dev.wick.adapters.feed.Venue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes the URLs that are asked. Stateless. */
public final class RestUrl {
    private static final Pattern BASE = Pattern.compile("https?://[^/?#\\s]+/*", Pattern.CASE_INSENSITIVE);

    private RestUrl() {}

    /**
     * Scheme, host and port without a slash at the end.
     *
     * @param own the venue's own
     * @param override what the user wants instead, or null
     * @throws IllegalArgumentException if the override is no such URL
     */
    public static String base(final Venue venue, final String own, final String override) {
        if (override == null) {
            return own;
        }
        if (!BASE.matcher(override).matches()) {
            throw new IllegalArgumentException("REST URL of " + venue + ": " + override
                    + " is not of the form https://host:port; scheme and host are needed, the port may be left out");
        }
        return override.replaceAll("/+$", "");
    }

    /** A text as it may stand in a query. */
    public static String encode(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
