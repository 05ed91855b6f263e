package dev.wick.adapters.feed;

import java.util.List;
import java.util.Optional;

/** A venue's REST side. Blocks; for threads that may wait, any number of them at once. */
public interface HistoryClient {
    /**
     * What a request for candles has shown.
     *
     * @param delivered how many closed candles the sink got
     * @param provenToMs every open time from the asked first to this one was delivered or does not exist, UTC ms; before
     *     the asked first if nothing is proven
     */
    record Answer(int delivered, long provenToMs) {}

    /**
     * What the exchange's clock showed at some moment between two moments of ours.
     *
     * @param serverMs the exchange's, UTC ms, rounded down
     * @param askedTimeNs ours before the request was sent, epoch ns
     * @param receivedTimeNs ours when the answer was there, epoch ns
     */
    record ServerTime(long serverMs, long askedTimeNs, long receivedTimeNs) {}

    /**
     * Fetches closed candles, oldest first, page by page, each with source {@code backfill} and finality {@code rest}.
     * A row counts as closed only if its close time lies before the exchange's own time.
     *
     * @param fromMs first open time, UTC ms, inclusive
     * @param toMs last open time, UTC ms, inclusive
     */
    Answer candles(Series series, long fromMs, long toMs, CandleSink sink) throws HistoryException;

    /**
     * The newest bar of a series as the exchange has it, closed or forming; to no sink, and not marked closed even if it is.
     * Tells whether a series that is silent on the stream has traded. Empty if there is none.
     */
    Optional<Candle> newest(Series series) throws HistoryException;

    /** The symbols that trade now, as the venue writes them. */
    List<String> symbols() throws HistoryException;

    /** The exchange's clock, UTC ms; never ahead of it. */
    long serverTimeMs() throws HistoryException;

    /**
     * Reads the exchange's clock between two readings of ours: the shorter that was, the better is known how far the two differ.
     * At most a second old.
     */
    ServerTime serverTime() throws HistoryException;
}
