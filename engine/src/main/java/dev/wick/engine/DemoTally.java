package dev.wick.engine;

import dev.wick.adapters.sim.MadeCandle;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps what a subscriber got and compares it with what a simulator made: every closed candle once, every value exact. Of a
 * candle that was revised the last revision counts.
 *
 * <p>Guarded by itself: quotes come on the client's thread, questions on another.
 */
public final class DemoTally {
    /**
     * What the comparison found.
     *
     * @param expected closed candles that were owed
     * @param missing of these, not received
     * @param twice received more than once
     * @param wrong received with other values than were made
     */
    public record Verdict(long expected, long missing, long twice, long wrong) {
        /** Whether nothing was missing, twice or wrong. */
        public boolean isClean() {
            return missing == 0 && twice == 0 && wrong == 0;
        }
    }

    private record Key(String symbol, long openTimeMs) {}

    private final Map<Key, Map<String, Object>> closed = new HashMap<>();
    private final Map<String, Long> firstOpenTimeMs = new HashMap<>();
    private final Set<String> symbols = new HashSet<>();
    private long openQuotes;
    private long closedQuotes;
    private long twice;

    /** An empty tally. */
    public DemoTally() {}

    /** Takes a quote of the feed. */
    public synchronized void onQuote(final Map<String, Object> quote) {
        final String symbol = (String) quote.get("symbol");
        final long openTimeMs = ((Number) quote.get("open_time")).longValue();
        symbols.add(symbol);
        firstOpenTimeMs.merge(symbol, openTimeMs, Math::min);
        if (!QuoteLine.isClosed(quote)) {
            openQuotes++;
            return;
        }
        closedQuotes++;
        final Key key = new Key(symbol, openTimeMs);
        if (((Number) quote.get("revision")).longValue() > 0) {
            closed.put(key, quote);
        } else if (closed.putIfAbsent(key, quote) != null) {
            twice++;
        }
    }

    /** Closed candles received. */
    public synchronized long closedQuotes() {
        return closedQuotes;
    }

    /** Updates of forming candles received. */
    public synchronized long openQuotes() {
        return openQuotes;
    }

    /** Symbols of which anything was received. */
    public synchronized int symbolsSeen() {
        return symbols.size();
    }

    /**
     * Judges all symbols' candles: what was made from the first candle received on, and was over by the given time. A
     * symbol of which nothing came owes everything since the first candle of any.
     *
     * @param made the simulator's own record of a symbol, in any order
     * @param untilMs close times before this are owed, UTC ms of the simulated exchange
     */
    public synchronized Verdict judge(
            final List<String> all, final Function<String, List<MadeCandle>> made, final long untilMs) {
        final long earliestMs =
                firstOpenTimeMs.values().stream().mapToLong(t -> t).max().orElse(Long.MAX_VALUE);
        long expected = 0;
        long missing = 0;
        long wrong = 0;
        for (final String symbol : all) {
            final long fromMs = firstOpenTimeMs.getOrDefault(symbol, earliestMs);
            for (final MadeCandle candle : made.apply(symbol)) {
                if (candle.openTimeMs() < fromMs || candle.closeTimeMs() >= untilMs) {
                    continue;
                }
                expected++;
                final Map<String, Object> quote = closed.get(new Key(symbol, candle.openTimeMs()));
                if (quote == null) {
                    missing++;
                } else if (!isExact(quote, candle)) {
                    wrong++;
                }
            }
        }
        return new Verdict(expected, missing, twice, wrong);
    }

    private boolean isExact(final Map<String, Object> quote, final MadeCandle made) {
        return same(quote.get("open"), made.open())
                && same(quote.get("high"), made.high())
                && same(quote.get("low"), made.low())
                && same(quote.get("close"), made.close())
                && absentOrSame(quote.get("volume"), made.baseVolume())
                && absentOrSame(quote.get("trade_num"), BigDecimal.valueOf(made.trades()))
                && ((Number) quote.get("close_time")).longValue() == made.closeTimeMs();
    }

    /** Not every exchange gives every amount. */
    private static boolean absentOrSame(final Object number, final BigDecimal made) {
        return number == null || same(number, made);
    }

    private static boolean same(final Object number, final BigDecimal made) {
        return number != null && new BigDecimal(number.toString()).compareTo(made) == 0;
    }
}
