package dev.wick.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When it was measured, and how quiet the machine was meanwhile.
 *
 * @param start UTC, whole seconds
 * @param took from the first section to the last
 * @param loadAtStart load average of a minute, as the report began; negative if unknown
 * @param loadAtEnd the same as it ended: most of it is the report's own
 * @param steal share of all processor time that the hypervisor gave to others, from 0 to 1; NaN if unknown
 */
record Noise(Instant start, Duration took, double loadAtStart, double loadAtEnd, double steal) {
    private static final Path STAT = Path.of("/proc/stat");
    /** user nice system idle iowait irq softirq steal; what follows is counted in the first two already. */
    private static final int FIELDS = 8;

    /** Begins to listen. */
    static Meter begin() {
        return new Meter();
    }

    /** What the machine was like at one moment, to be compared with a later one. */
    static final class Meter {
        private final Instant start = Instant.now();
        private final long startNs = System.nanoTime();
        private final double load = load();
        private final String stat = stat();

        private Meter() {}

        /** What it was like since. */
        Noise end() {
            return new Noise(
                    start.truncatedTo(ChronoUnit.SECONDS),
                    Duration.ofNanos(System.nanoTime() - startNs),
                    load,
                    load(),
                    stealShare(stat, stat()));
        }
    }

    /** The share between two readings of the line {@code cpu} of {@code /proc/stat}. */
    static double stealShare(final String before, final String after) {
        final String[] from = before.trim().split("\\s+", -1);
        final String[] to = after.trim().split("\\s+", -1);
        if (from.length <= FIELDS || to.length <= FIELDS) {
            return Double.NaN;
        }
        long all = 0;
        for (int i = 1; i <= FIELDS; i++) {
            all += Long.parseLong(to[i]) - Long.parseLong(from[i]);
        }
        final long stolen = Long.parseLong(to[FIELDS]) - Long.parseLong(from[FIELDS]);
        return all > 0 ? (double) stolen / all : 0;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String stat() {
        try {
            return Files.readAllLines(STAT).get(0);
        } catch (final IOException e) {
            return "";
        }
    }
}
