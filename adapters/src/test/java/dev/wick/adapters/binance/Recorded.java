package dev.wick.adapters.binance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

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

    /** The cells of each row of a recorded answer, without quotes; read without any JSON library, as an oracle. */
    static List<String[]> rows(final String name) {
        return Pattern.compile("\\[([^\\[\\]]+)]")
                .matcher(text(name))
                .results()
                .map(row -> row.group(1).replace("\"", "").split(",", -1))
                .toList();
    }
}
