package dev.wick.adapters.feed;

/** Takes a candle. */
@FunctionalInterface
public interface CandleSink {
    /**
     * Takes one candle; may wait when the engine is full, which is how back-pressure reaches the socket.
     *
     * @param candle owned by the caller, who reuses it after this call; copy what you keep
     */
    void onCandle(Candle candle);

    /**
     * All that one read from the socket brought has been handed over. Called by the thread that calls {@link #onCandle}, after each read,
     * whether it brought candles or not.
     */
    default void onReadEnd() {}
}
