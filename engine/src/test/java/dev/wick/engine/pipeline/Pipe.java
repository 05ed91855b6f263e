package dev.wick.engine.pipeline;

import java.util.List;

/** What a history is played to: the engine's pipeline, or the model of it, each with the egress at its end. */
interface Pipe {
    /** Plays one step. */
    void play(Step step);

    /** How many steps more the ring can take. */
    int room();

    /** What the egress took in the last step, in order, closed and open. */
    List<Bar> taken();

    /** What the last step told the listener of gaps, in order. */
    List<String> told();

    /** All counters, in the order of {@link PipeCounts}. */
    long[] counts();

    /** What was published of one series and is remembered, in order. */
    List<Bar> history(int series);

    /** The account of one series. */
    Account account(int series);

    /**
     * Which closed candles of a series were published, are missing, or do not exist.
     *
     * @param fates one letter for each open time from floor to frontier: P published, M missing, E empty, ! more than one, H published and forgotten
     *     though the history says that it is complete
     */
    record Account(
            Long floorMs,
            Long frontierMs,
            Long watermarkMs,
            Long lastClosedMs,
            long missing,
            String fates,
            Memory memory) {}

    /** Of the history of one series: how far it reaches, and its newest entry. */
    record Memory(long begin, long end, long liveFrom, Long completeFromMs, boolean settled, Bar newest) {}
}
