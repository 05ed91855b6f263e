package dev.wick.adapters.sim.market;

import java.util.SplittableRandom;

/**
 * All trades of one instrument, for ever, as a pure function of seed, symbol and time. Immutable; any thread.
 *
 * <p>Time is cut into blocks of a fixed length with a fixed number of trades each, at random moments; so the id of every
 * trade is known without counting up to it, and any stretch of time can be read by itself. With 16 trades to a block, short
 * bars without a single trade occur, as they do in reality.
 *
 * <pre>
 *      listed                       dense from          start             now
 *   ─────┼─────────────────────────────┼──────────────────┼─────────────────┼────►
 *        │ far past: 4 trades an hour  │  blocks of 16 trades, at the rate asked for
 * </pre>
 *
 * <p>The far past is thin so that a request for a thousand daily bars is still cheap. The dense part begins 26 hours before
 * the start (1,500 bars of one minute), or two million trades before it if that is less.
 */
public final class Tape {
    static final int BLOCK_TRADES = 16;
    static final int FAR_BLOCK_TRADES = 4;
    private static final long FAR_BLOCK_MS = 3_600_000L;
    private static final long FAR_BLOCKS = 3 * 365 * 24;
    private static final long DENSE_MS = 26 * 3_600_000L;
    private static final double DENSE_TRADES = 2e6;
    private static final long MINUTE_MS = 60_000L;
    private static final long FIRST_ID = 1_000_000L;

    private final Instrument instrument;
    private final long seed;
    private final Wander wander;
    private final long denseFromMs;
    private final long blockMs;
    private final int blockTrades;
    private final long firstDenseId;

    /**
     * The tape of an instrument.
     *
     * @param tradesPerSecond of the market's time; more than 0
     * @param startMs when the market starts to be live, UTC ms
     */
    Tape(final long marketSeed, final Instrument instrument, final double tradesPerSecond, final long startMs) {
        this.instrument = instrument;
        seed = Seeds.of(marketSeed, instrument.symbol());
        wander = new Wander(seed);
        blockMs = Math.max(BLOCK_TRADES, Math.round(BLOCK_TRADES * 1_000 / tradesPerSecond));
        blockTrades = (int) Math.max(BLOCK_TRADES, Math.round(tradesPerSecond * blockMs / 1_000));
        final long denseMs = Math.min(DENSE_MS, (long) (DENSE_TRADES * 1_000 / tradesPerSecond));
        denseFromMs = Math.floorDiv(startMs - denseMs, MINUTE_MS) * MINUTE_MS;
        firstDenseId = FIRST_ID + new SplittableRandom(seed).nextLong(1_000) * FIRST_ID;
    }

    /** What is traded. */
    public Instrument instrument() {
        return instrument;
    }

    /** Its first day, UTC ms: three years before the dense part. */
    public long listedMs() {
        return denseFromMs - FAR_BLOCKS * FAR_BLOCK_MS;
    }

    /** A cursor on the first trade at or after a time, UTC ms. */
    public TapeCursor from(final long timeMs) {
        return new TapeCursor(this, Math.max(timeMs, listedMs()));
    }

    long blockAt(final long timeMs) {
        final long sinceMs = timeMs - denseFromMs;
        return Math.floorDiv(sinceMs, sinceMs < 0 ? FAR_BLOCK_MS : blockMs);
    }

    long startMs(final long block) {
        return denseFromMs + block * lengthMs(block);
    }

    long lengthMs(final long block) {
        return block < 0 ? FAR_BLOCK_MS : blockMs;
    }

    int trades(final long block) {
        return block < 0 ? FAR_BLOCK_TRADES : blockTrades;
    }

    int maxTrades() {
        return blockTrades;
    }

    long firstId(final long block) {
        return firstDenseId + block * trades(block);
    }

    SplittableRandom random(final long block) {
        return new SplittableRandom(Seeds.mix(seed, block));
    }

    double priceTicks(final long timeMs) {
        return instrument.startTicks() * (1 + wander.at(timeMs));
    }
}
