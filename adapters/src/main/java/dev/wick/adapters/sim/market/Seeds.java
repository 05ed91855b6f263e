package dev.wick.adapters.sim.market;

/** Makes one seed from several numbers, so that every symbol and every stretch of time has its own. Stateless. */
final class Seeds {
    /** The golden ratio's fraction in 64 bits: consecutive multiples lie far apart. */
    static final long STEP = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** A seed that depends on every bit of both. */
    static long mix(final long seed, final long number) {
        long z = seed + (number + 1) * STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A seed of a name's own. */
    static long of(final long seed, final String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed, name.charAt(i));
        }
        return mixed;
    }
}
