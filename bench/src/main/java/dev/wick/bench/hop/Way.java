package dev.wick.bench.hop;

/** A way for candles from the calling thread to another, running from its making until it is closed. */
interface Way extends AutoCloseable {
    /**
     * Sends the next candle; one thread. The time of sending is noted right before the call that publishes.
     *
     * @param number counts from 0, without a hole
     * @param plannedNs when it was to be sent, monotonic ns
     */
    void send(long number, long plannedNs);

    /** What has come. */
    Arrivals arrivals();

    /** How many were left out on purpose, since a newer one of the same series was there; any thread. */
    default long leftOut() {
        return 0;
    }

    @Override
    void close();
}
