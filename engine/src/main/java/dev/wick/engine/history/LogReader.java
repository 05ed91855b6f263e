package dev.wick.engine.history;

import java.util.function.Consumer;

/** Reads what was published and is not in memory any more. */
@FunctionalInterface
public interface LogReader {
    /** There is no log. */
    LogReader NOTHING = (query, answer) -> answer.accept(LogPage.UNKNOWN);

    /**
     * Reads a piece; any thread.
     *
     * @param answer called once, by another thread or at once; must not throw
     */
    void read(LogQuery query, Consumer<LogPage> answer);
}
