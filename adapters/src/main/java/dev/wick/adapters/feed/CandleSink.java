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
}
