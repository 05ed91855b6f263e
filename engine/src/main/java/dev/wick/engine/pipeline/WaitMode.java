package dev.wick.engine.pipeline;

/** What a thread does while it has nothing to do. */
public enum WaitMode {
    /** Parks until somebody makes work: costs nothing while idle, and about 10 µs to wake up. */
    BLOCK,
    /** Gives its core to whoever wants it, again and again. */
    YIELD,
    /** Keeps its core busy: the fastest, for pinned threads with a core of their own. */
    SPIN
}
