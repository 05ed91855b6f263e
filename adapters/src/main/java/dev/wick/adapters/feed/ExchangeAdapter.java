package dev.wick.adapters.feed;

import java.util.Set;

/** All that the engine sees of one venue. Thread-safe; closing it stops REST, not the connections. */
public interface ExchangeAdapter extends AutoCloseable {
    /** Which venue this is. */
    Venue venue();

    /** What it allows. */
    VenueLimits limits();

    /** How it closes candles. */
    Closing closing();

    /** What the trade ids of its closed candles prove. */
    TradeIds tradeIds();

    /** The intervals that it streams. */
    Set<Interval> intervals();

    /**
     * A symbol as {@link HistoryClient#symbols} lists it: {@code btcusdt} becomes {@code BTCUSDT} where case does not matter.
     * Where names are looked up (Hyperliquid's {@code @107} is {@code HYPE/USDC}), by the list that was fetched last.
     */
    String canonicalSymbol(String symbol);

    /**
     * Takes leave for one dial by the exchange's allowance of dials; the supervisor's thread, before each {@link #connect}. Never
     * blocks.
     *
     * @return 0 if leave is taken: dial now; else nothing is taken: try again after so many ms
     */
    long dialDelayMs();

    /**
     * Starts a connection and returns at once; the supervisor's thread.
     *
     * @param legId the number that its candles carry; its {@link LegSide} tells which address it takes, if there are two
     * @param threadName at most 15 characters, for the leg's thread
     * @param sink takes the candles, on the leg's thread
     */
    FeedConnection connect(int legId, String threadName, CandleSink sink, FeedListener listener);

    /** The REST side; the same object every time. */
    HistoryClient history();

    /** What has become of REST connections so far; any thread. */
    RestUse restUse();

    @Override
    void close();
}
