package dev.wick.adapters.feed;

/** Turns the bytes of one text frame into candles. One per connection, used by its leg's thread alone. */
public interface FrameParser {
    /** What a frame was. */
    enum Outcome {
        /** It held candles, and the sink has them. */
        CANDLES,
        /** A candle of a series that nobody wants any more, or another channel: nothing to do. */
        IGNORED,
        /** The exchange's answer to a request, or a notice: the connection has been told. */
        CONTROL,
        /** Not what the exchange documents: cut, not JSON, or a value that is no number. Nothing was passed on. */
        GARBLED
    }

    /**
     * Parses one whole frame. Never throws, whatever the bytes are; passes on nothing of a garbled frame.
     *
     * @param frame holds the payload, from {@code offset}, {@code length} bytes long; not kept, not changed
     * @param readNs monotonic ns at which the bytes were read
     * @param receivedTimeNs epoch ns at which the bytes were read
     */
    Outcome onFrame(byte[] frame, int offset, int length, long readNs, long receivedTimeNs);
}
