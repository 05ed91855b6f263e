package dev.wick.adapters.feed;

/**
 * One bar of a series, as a reusable carrier: parsers fill it, ring slots and queues hold copies.
 *
 * <p>Identity is ({@link #seriesId}, {@link #openTimeMs}). A plain struct with one owner at a time: the parser until
 * {@link CandleSink#onCandle} returns, then whoever holds the copy. Absent whole numbers are {@link #NONE}, absent
 * decimals say so themselves.
 */
public final class Candle {
    /** A time, count or id that the exchange does not send. Zero and -1 both occur on the wire, so it is neither. */
    public static final long NONE = Long.MIN_VALUE;

    /** Dense id from the {@link SeriesRegistry}. */
    public int seriesId;
    /** The bar's start, UTC ms; on the grid of the series' interval. */
    public long openTimeMs;
    /** The bar's last millisecond, UTC ms: the next open time less one. */
    public long closeTimeMs;
    /** The exchange's own stamp on the message, UTC ms, or {@link #NONE}. */
    public long eventTimeMs;
    /** Our clock when the frame's bytes were read, epoch ns. */
    public long receivedTimeNs;

    public final Decimal open = new Decimal();
    public final Decimal high = new Decimal();
    public final Decimal low = new Decimal();
    public final Decimal close = new Decimal();
    /** Traded amount in the base currency. */
    public final Decimal volume = new Decimal();
    /** Traded amount in the quote currency. */
    public final Decimal quoteVolume = new Decimal();
    /** Traded number of contracts, where the venue counts in contracts. */
    public final Decimal contracts = new Decimal();

    /** Number of trades, or {@link #NONE}. */
    public long tradeCount;
    /** First trade's id, -1 for no trade as Binance writes it, or {@link #NONE}. */
    public long firstTradeId;
    /** Last trade's id, -1 for no trade as Binance writes it, or {@link #NONE}. */
    public long lastTradeId;

    /** Final, or still forming. */
    public boolean closed;
    /** How we know that it is closed; null while it is open. */
    public Finality finality;
    /** Stream or backfill. */
    public Source source;
    /** 0 for the first published closed values, then one more for each later, different one. */
    public int revision;
    /** Which leg brought it; {@link LegSide#of} tells which of two. */
    public int legId;
    /** Closed: its place in the series' order of publication, which the engine counts; {@link #NONE} before that. */
    public long position;

    /** Monotonic ns: bytes read from the exchange's socket; 0 for a candle whose way is not measured. */
    public long readNs;
    /** Monotonic ns: parsed. */
    public long parsedNs;
    /** Monotonic ns: routed by the pipeline. */
    public long routedNs;

    public Candle() {
        clear();
    }

    /** Makes every field absent. */
    public void clear() {
        seriesId = -1;
        openTimeMs = NONE;
        closeTimeMs = NONE;
        eventTimeMs = NONE;
        receivedTimeNs = 0;
        open.clear();
        high.clear();
        low.clear();
        close.clear();
        volume.clear();
        quoteVolume.clear();
        contracts.clear();
        tradeCount = NONE;
        firstTradeId = NONE;
        lastTradeId = NONE;
        closed = false;
        finality = null;
        source = Source.STREAM;
        revision = 0;
        legId = 0;
        position = NONE;
        readNs = 0;
        parsedNs = 0;
        routedNs = 0;
    }

    /** Makes this a copy of another, stamps and all. */
    public void copyFrom(final Candle other) {
        seriesId = other.seriesId;
        openTimeMs = other.openTimeMs;
        closeTimeMs = other.closeTimeMs;
        eventTimeMs = other.eventTimeMs;
        receivedTimeNs = other.receivedTimeNs;
        copyValuesFrom(other);
        firstTradeId = other.firstTradeId;
        lastTradeId = other.lastTradeId;
        closed = other.closed;
        finality = other.finality;
        source = other.source;
        revision = other.revision;
        legId = other.legId;
        position = other.position;
        readNs = other.readNs;
        parsedNs = other.parsedNs;
        routedNs = other.routedNs;
    }

    private void copyValuesFrom(final Candle other) {
        open.copyFrom(other.open);
        high.copyFrom(other.high);
        low.copyFrom(other.low);
        close.copyFrom(other.close);
        volume.copyFrom(other.volume);
        quoteVolume.copyFrom(other.quoteVolume);
        contracts.copyFrom(other.contracts);
        tradeCount = other.tradeCount;
    }

    /** Whether prices, volumes and trade count are the same, and absent in the same places. */
    public boolean sameValues(final Candle other) {
        return open.sameAs(other.open)
                && high.sameAs(other.high)
                && low.sameAs(other.low)
                && close.sameAs(other.close)
                && volume.sameAs(other.volume)
                && quoteVolume.sameAs(other.quoteVolume)
                && contracts.sameAs(other.contracts)
                && tradeCount == other.tradeCount;
    }

    @Override
    public String toString() {
        return "series " + seriesId + " open time " + openTimeMs + (closed ? " closed" : " open") + " o=" + open + " h="
                + high + " l=" + low + " c=" + close + " v=" + volume + " n="
                + (tradeCount == NONE ? "absent" : Long.toString(tradeCount));
    }
}
