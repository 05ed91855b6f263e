package dev.wick.test.chaos;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Which run.
 *
 * @param seed decides what happens when; real threads and sockets decide the rest
 * @param durationMs how long it goes wild, ms; then it settles, which takes a minute or two more
 * @param folder for logs, journal and report; emptied at the start
 */
record ChaosOptions(long seed, long durationMs, Path folder) {
    private static final double DEFAULT_MINUTES = 1;
    private static final double MAX_MINUTES = 240;

    /** Reads {@code --seed}, {@code --minutes} and {@code --folder}; all may be left out. */
    static ChaosOptions of(final List<String> arguments) {
        long seed = System.nanoTime() & 0xFFFF_FFFFL;
        double minutes = DEFAULT_MINUTES;
        Path folder = null;
        for (final Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            final String word = words.next();
            if (!words.hasNext()) {
                throw new IllegalArgumentException(word + " needs a value");
            }
            final String value = words.next();
            switch (word) {
                case "--seed" -> seed = Long.parseLong(value);
                case "--minutes" -> minutes = Double.parseDouble(value);
                case "--folder" -> folder = Path.of(value);
                default ->
                    throw new IllegalArgumentException(word + " is unknown; there are --seed, --minutes and --folder");
            }
        }
        return of(seed, minutes, folder);
    }

    /** A run of so many minutes; its folder is {@code target/chaos-<seed>} unless given. */
    static ChaosOptions of(final long seed, final double minutes, final Path folder) {
        if (!(minutes > 0 && minutes <= MAX_MINUTES)) {
            throw new IllegalArgumentException("minutes must be more than 0, and " + MAX_MINUTES + " at most");
        }
        return new ChaosOptions(
                seed, (long) (minutes * 60_000), folder == null ? Path.of("target", "chaos-" + seed) : folder);
    }

    double minutes() {
        return durationMs / 60_000.0;
    }
}
