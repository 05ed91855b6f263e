package dev.wick.adapters.binance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers recorded from Binance. */
final class Recorded {
    private Recorded() {}

    static byte[] bytes(final String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/binance/rest/" + name)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(final String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
