package dev.wick.engine.config;

/** On how many threads the pipeline and the egress run. */
public enum Threading {
    /** Shared on few cores, else dedicated. */
    AUTO,
    /** One thread for both. */
    SHARED,
    /** One thread each. */
    DEDICATED;

    /** Below this many cores a second thread costs more than it brings. */
    private static final int DEDICATED_FROM_CORES = 4;

    /** What is meant on a machine with so many cores: {@link #SHARED} or {@link #DEDICATED}. */
    public Threading on(final int cores) {
        if (this != AUTO) {
            return this;
        }
        return cores < DEDICATED_FROM_CORES ? SHARED : DEDICATED;
    }
}
