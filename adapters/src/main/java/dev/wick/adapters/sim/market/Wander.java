package dev.wick.adapters.sim.market;

/**
 * A price path that looks like a random walk, but can be read at any moment without walking there: value noise in octaves,
 * each with four times the period and twice the swing of the one before, which is how a random walk scales. Immutable.
 */
final class Wander {
    private static final int OCTAVES = 10;
    private static final long SHORTEST_PERIOD_MS = 15_000;
    /** Of the shortest octave; all ten together stay within a fifth of the price. */
    private static final double SMALLEST_SWING = 0.0002;

    private final long seed;

    Wander(final long seed) {
        this.seed = seed;
    }

    /** The relative distance from the starting price at a time, UTC ms; between -0.21 and 0.21. */
    double at(final long timeMs) {
        double sum = 0;
        double swing = SMALLEST_SWING;
        long periodMs = SHORTEST_PERIOD_MS;
        for (int octave = 0; octave < OCTAVES; octave++) {
            sum += swing * noise(octave, timeMs, periodMs);
            swing *= 2;
            periodMs *= 4;
        }
        return sum;
    }

    private double noise(final int octave, final long timeMs, final long periodMs) {
        final long cell = Math.floorDiv(timeMs, periodMs);
        final double part = (double) (timeMs - cell * periodMs) / periodMs;
        final double smooth = part * part * (3 - 2 * part);
        final double left = lattice(octave, cell);
        return left + (lattice(octave, cell + 1) - left) * smooth;
    }

    private double lattice(final int octave, final long cell) {
        return (Seeds.mix(seed + octave * Seeds.STEP, cell) >> 10) * 0x1p-53;
    }
}
