package dev.wick.adapters.sim;

/**
 * One frame's text, encoded once for all its receivers: the whole with the stream's name around it, and the part inside.
 * Reused; owned by the simulator's thread.
 */
public final class KlineText {
    private static final int CAPACITY = 1024;

    private final TextBuffer whole = new TextBuffer(CAPACITY);
    private int innerFrom;
    private int innerTo;

    /** To write the whole text into. */
    public TextBuffer whole() {
        return whole;
    }

    /** Says which part of the whole is the bare payload. */
    public void inner(final int from, final int to) {
        innerFrom = from;
        innerTo = to;
    }

    int from(final boolean wrapped) {
        return wrapped ? 0 : innerFrom;
    }

    int length(final boolean wrapped) {
        return wrapped ? whole.length() : innerTo - innerFrom;
    }
}
