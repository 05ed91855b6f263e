package dev.wick.test.fuzz;

import java.util.List;

/**
 * How long a hunt goes on, and which way: as many inputs as there is time for, or so many of them and always the same.
 *
 * @param runs how many inputs; 0 if time is the bound
 * @param seconds for how long, where it is
 * @param seed of libFuzzer; the same seed, seeds and runs try the same inputs, as long as the code is the same
 */
record Extent(int runs, int seconds, int seed) {
    /** Tells a process that hangs from one that works: even a machine that has other things to do is several times as fast. */
    private static final int LEAST_RUNS_PER_SECOND = 50;

    static Extent ofTime(final int seconds, final int seed) {
        return new Extent(0, seconds, seed);
    }

    static Extent ofRuns(final int runs, final int seed) {
        return new Extent(runs, 0, seed);
    }

    /** Whether the same comes out each time. */
    boolean isRepeatable() {
        return runs > 0;
    }

    /** When it should be over at the latest, s. */
    int mostSeconds() {
        return isRepeatable() ? runs / LEAST_RUNS_PER_SECOND : seconds;
    }

    /** To libFuzzer. */
    List<String> options() {
        return List.of("-seed=" + seed, isRepeatable() ? "-runs=" + runs : "-max_total_time=" + seconds);
    }

    @Override
    public String toString() {
        return (isRepeatable() ? runs + " runs" : seconds + " s") + " from seed " + seed;
    }
}
