package dev.wick.engine.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Origins of web pages, separated by commas, or * for all; a list of lower-case {@link String}s. Immutable. */
record OriginList() implements Kind {
    @Override
    public Object parse(final String text) {
        final List<String> origins = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                origins.add(origin(part.strip()));
            }
        }
        return List.copyOf(origins);
    }

    private static String origin(final String text) {
        if ("*".equals(text)) {
            return text;
        }
        final URI uri;
        try {
            uri = URI.create(text);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(text + " is not an origin", e);
        }
        final boolean isOrigin = uri.getScheme() != null
                && uri.getHost() != null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!isOrigin) {
            throw new IllegalArgumentException(
                    text + " is not an origin: scheme, host, and a port if it is not the usual");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String allowed() {
        return "origins such as https://desk.example.com,http://localhost:3000, or * for all, or empty";
    }

    @Override
    public boolean allowsEmpty() {
        return true;
    }
}
