package dev.wick.adapters.limit;

/** Lets time pass; a seam, so that tests own the time. */
@FunctionalInterface
public interface Sleeper {
    /** Returns after this many ms, which are positive, or when the thread is interrupted. */
    void sleepMs(long delayMs) throws InterruptedException;
}
