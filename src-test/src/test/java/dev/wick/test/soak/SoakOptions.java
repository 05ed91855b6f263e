package dev.wick.test.soak;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Which run.
 *
 * @param durationMs ms
 * @param folder for log, journal and curve; made if it is not there
 */
record SoakOptions(long seed, long durationMs, Path folder) {
    static final double DEFAULT_MINUTES = 30;
    private static final double LEAST_MINUTES = 5;
    private static final double MOST_MINUTES = 1_440;

    /** Reads {@code --minutes}, {@code --seed} and {@code --folder}; all may be left out. */
    static SoakOptions of(final List<String> arguments) {
        double minutes = DEFAULT_MINUTES;
        long seed = 1;
        Path folder = Path.of("target", "soak");
        for (final Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            final String word = words.next();
            if (!words.hasNext()) {
                throw new IllegalArgumentException(word + " needs a value");
            }
            final String value = words.next();
            switch (word) {
                case "--minutes" -> minutes = Double.parseDouble(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--folder" -> folder = Path.of(value);
                default ->
                    throw new IllegalArgumentException(word + " is unknown; there are --minutes, --seed and --folder");
            }
        }
        return of(minutes, seed, folder);
    }

    static SoakOptions of(final double minutes, final long seed, final Path folder) {
        if (!(minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES)) {
            throw new IllegalArgumentException(
                    "minutes must be " + LEAST_MINUTES + " to " + MOST_MINUTES + ", for a curve that can be judged");
        }
        return new SoakOptions(seed, (long) (minutes * 60_000), folder);
    }
}
