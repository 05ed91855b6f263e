package dev.wick.engine.config;

/** What a thread does while there is nothing to do. */
public enum Waiting {
    /** Parks, and is woken by whoever brings work. */
    BLOCK,
    /** Gives the core away and asks again. */
    YIELD,
    /** Asks again at once; wants a core of its own. */
    SPIN
}
