package dev.wick.engine.egress;

/** One whole WebSocket frame with a quote, in an array that the next quote overwrites. Egress thread. */
final class QuoteFrame {
    private byte[] bytes;
    private int start;
    private int end;

    /** The frame is now here. */
    void set(final byte[] array, final int from, final int to) {
        bytes = array;
        start = from;
        end = to;
    }

    /** Holds the frame, from {@link #start}, {@link #length} bytes long. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it begins in {@link #bytes}. */
    int start() {
        return start;
    }

    /** How many bytes it has. */
    int length() {
        return end - start;
    }
}
