package dev.wick.bench.report;

/** How much time measuring may take. */
public enum Effort {
    /** Long enough for figures that one may quote. */
    FULL,
    /** Everything once, for a moment: shows that it works, and that the answers are right. Its times mean nothing. */
    SMOKE
}
