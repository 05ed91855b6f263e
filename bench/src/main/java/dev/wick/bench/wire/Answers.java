package dev.wick.bench.wire;

/** Checks what one subscriber gets. Its receiving thread; allocates only for what is wrong. */
interface Answers {
    /** What {@link #check} says of a text that is no candle: an acknowledgement, an event. */
    long NO_CANDLE = -1;

    /** What {@link #check} says of a candle that is not as it was sent. */
    long WRONG = -2;

    /**
     * Takes one text message.
     *
     * @return the number of the candle in it, {@link #NO_CANDLE} or {@link #WRONG}
     */
    long check(byte[] bytes, int from, int to);

    /** How many closed candles came so far. */
    long closed();
}
