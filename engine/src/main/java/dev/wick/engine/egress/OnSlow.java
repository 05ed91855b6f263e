package dev.wick.engine.egress;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a subscriber wants to happen when it does not read fast enough. Closed candles are never left out. */
public enum OnSlow {
    /** Open candles are left out until it reads again; then it gets the newest of each series. */
    CONFLATE,
    /** It is disconnected, and may resume. */
    DISCONNECT;

    /** All, as they are written. */
    static List<String> texts() {
        return Arrays.stream(values()).map(OnSlow::text).toList();
    }

    /** The value of a text, which is one of {@link #texts}. */
    static OnSlow of(final String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** As subscribers write it: {@code conflate}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
