package dev.wick.adapters.sim.market;

/** One bar while trades go into it: prices in ticks, quantities in lots. Written by whoever owns it, one thread at a time. */
public final class Bar {
    /** Stands for the id of no trade. */
    public static final long NO_TRADE = -1;

    private final Instrument instrument;
    private long openTimeMs;
    private long nextOpenTimeMs;
    private long open;
    private long high;
    private long low;
    private long close;
    private long lots;
    private long turnover;
    private long takerLots;
    private long takerTurnover;
    private long trades;
    private long firstId;
    private long lastId;

    /**
     * An empty bar: all four prices are the last one before it.
     *
     * @param openTimeMs its first ms, UTC
     * @param nextOpenTimeMs the first ms after it, UTC
     */
    public Bar(
            final Instrument instrument, final long openTimeMs, final long nextOpenTimeMs, final long previousTicks) {
        this.instrument = instrument;
        begin(openTimeMs, nextOpenTimeMs, previousTicks);
    }

    /** Starts over as another empty bar. */
    void begin(final long newOpenTimeMs, final long newNextOpenTimeMs, final long previousTicks) {
        openTimeMs = newOpenTimeMs;
        nextOpenTimeMs = newNextOpenTimeMs;
        open = previousTicks;
        high = previousTicks;
        low = previousTicks;
        close = previousTicks;
        lots = 0;
        turnover = 0;
        takerLots = 0;
        takerTurnover = 0;
        trades = 0;
        firstId = NO_TRADE;
        lastId = NO_TRADE;
    }

    /** Puts a trade in. */
    void add(final TapeCursor trade) {
        add(trade.id(), trade.ticks(), trade.lots(), trade.takerBuys());
    }

    private void add(final long id, final long ticks, final long tradeLots, final boolean takerBuys) {
        if (trades == 0) {
            open = ticks;
            high = ticks;
            low = ticks;
            firstId = id;
        }
        high = Math.max(high, ticks);
        low = Math.min(low, ticks);
        close = ticks;
        lastId = id;
        trades++;
        final long worth = instrument.turnover(ticks, tradeLots);
        lots += tradeLots;
        turnover = Math.addExact(turnover, worth);
        if (takerBuys) {
            takerLots += tradeLots;
            takerTurnover += worth;
        }
    }

    /** A bar with one trade more at the same price: plausible, and wrong. For faults; this bar stays as it is. */
    public Bar withOneTradeMore() {
        final Bar other = new Bar(instrument, openTimeMs, nextOpenTimeMs, close);
        other.open = open;
        other.high = high;
        other.low = low;
        other.lots = lots;
        other.turnover = turnover;
        other.takerLots = takerLots;
        other.takerTurnover = takerTurnover;
        other.trades = trades;
        other.firstId = firstId;
        other.lastId = lastId;
        other.add(lastId + 1, close, instrument.maxLots(), true);
        return other;
    }

    /** What is traded. */
    public Instrument instrument() {
        return instrument;
    }

    /** First ms, UTC. */
    public long openTimeMs() {
        return openTimeMs;
    }

    /** Last ms, UTC, inclusive. */
    public long closeTimeMs() {
        return nextOpenTimeMs - 1;
    }

    /** First ms after it, UTC. */
    public long nextOpenTimeMs() {
        return nextOpenTimeMs;
    }

    /** First price, ticks. */
    public long open() {
        return open;
    }

    /** Highest price, ticks. */
    public long high() {
        return high;
    }

    /** Lowest price, ticks. */
    public long low() {
        return low;
    }

    /** Last price, ticks. */
    public long close() {
        return close;
    }

    /** Traded lots. */
    public long lots() {
        return lots;
    }

    /** Sum of {@link Instrument#turnover} over its trades. */
    public long turnover() {
        return turnover;
    }

    /** Lots that takers bought. */
    public long takerLots() {
        return takerLots;
    }

    /** Turnover of what takers bought. */
    public long takerTurnover() {
        return takerTurnover;
    }

    /** Number of trades. */
    public long trades() {
        return trades;
    }

    /** Id of the first trade, or {@link #NO_TRADE}. */
    public long firstId() {
        return firstId;
    }

    /** Id of the last trade, or {@link #NO_TRADE}. */
    public long lastId() {
        return lastId;
    }
}
