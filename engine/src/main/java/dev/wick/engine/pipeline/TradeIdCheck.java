package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.TradeIds;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the trade ids of successive closed candles join, which proves that no trade lies between them. Counts and
 * reports where they do not, and where that is a proof has both candles confirmed by REST; holds nothing back.
 *
 * <pre>
 *   10:01  ids 100..140     10:02  none, no trade     10:03  ids 141..190     10:04  ids 195..201
 *                      └──────────── join ────────────┘             └── hole: 191 to 194 ──┘
 * </pre>
 *
 * <p>Bars without a trade, and open times that REST has shown not to exist, are passed over. A row of REST has no ids, and is
 * compared with nothing; neither is anything across a gap that is still open. The pipeline's thread.
 */
final class TradeIdCheck {
    /** How two candles' ids fail to join; the label of a counter. */
    enum Kind {
        /** There are ids between them. */
        HOLE("hole"),
        /** Both have some of the same ids, or the later candle has the lower ones. */
        OVERLAP("overlap");

        private final String text;

        Kind(final String text) {
            this.text = text;
        }

        /** The word in metrics and logs. */
        String text() {
            return text;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TradeIdCheck.class);
    /** Open times in a row that are passed over, at most. */
    private static final int LONGEST_WALK = 1_000;

    private final GapListener listener;
    private final StageErrors errors;

    TradeIdCheck(final GapListener listener, final StageErrors errors) {
        this.listener = listener;
        this.errors = errors;
    }

    /** Compares a closed candle, which was just entered in the books, with its neighbours on both sides. */
    void onClosed(final SeriesState series, final Candle candle) {
        final TradeIdChain chain = series.tradeIds;
        final int at = chain.put(candle);
        if (at < 0) {
            return;
        }
        if (chain.hasTrades(at)) {
            compare(series, before(series, at), at);
            compare(series, at, after(series, at));
        } else if (chain.isQuiet(at)) {
            compare(series, before(series, at), after(series, at));
        }
    }

    /** Compares the candles on both sides of open times that REST has just shown not to exist, all UTC ms, inclusive. */
    void onEmptied(final SeriesState series, final long fromMs, final long toMs) {
        final TradeIdChain chain = series.tradeIds;
        final Interval interval = series.series.interval();
        final long endMs = interval.next(toMs);
        for (int at = chain.placeFrom(fromMs); at < chain.size() && chain.openTimeMs(at) <= endMs; at++) {
            if (!series.empty.contains(interval.previous(chain.openTimeMs(at)))) {
                continue;
            }
            final int right = chain.isQuiet(at) ? after(series, at) : at;
            compare(series, before(series, at), right);
        }
    }

    /** The nearest candle with trades on the left, -1 if that is not known. */
    private static int before(final SeriesState series, final int at) {
        final TradeIdChain chain = series.tradeIds;
        final Interval interval = series.series.interval();
        int left = at - 1;
        long timeMs = interval.previous(chain.openTimeMs(at));
        for (int walked = 0; left >= 0 && walked < LONGEST_WALK; walked++) {
            if (chain.openTimeMs(left) == timeMs) {
                if (!chain.isQuiet(left)) {
                    return chain.hasTrades(left) ? left : -1;
                }
                left--;
            } else if (!series.empty.contains(timeMs)) {
                return -1;
            }
            timeMs = interval.previous(timeMs);
        }
        return -1;
    }

    private static int after(final SeriesState series, final int at) {
        final TradeIdChain chain = series.tradeIds;
        final Interval interval = series.series.interval();
        int right = at + 1;
        long timeMs = interval.next(chain.openTimeMs(at));
        for (int walked = 0; right < chain.size() && walked < LONGEST_WALK; walked++) {
            if (chain.openTimeMs(right) == timeMs) {
                if (!chain.isQuiet(right)) {
                    return chain.hasTrades(right) ? right : -1;
                }
                right++;
            } else if (!series.empty.contains(timeMs)) {
                return -1;
            }
            timeMs = interval.next(timeMs);
        }
        return -1;
    }

    private void compare(final SeriesState series, final int left, final int right) {
        final TradeIdChain chain = series.tradeIds;
        if (left < 0 || right < 0 || !chain.hasTrades(right)) {
            return;
        }
        final long expected = chain.last(left) + 1;
        if (chain.first(right) != expected) {
            contradict(series, left, right, chain.first(right) > expected ? Kind.HOLE : Kind.OVERLAP);
        }
    }

    private void contradict(final SeriesState series, final int left, final int right, final Kind kind) {
        final TradeIdChain chain = series.tradeIds;
        series.venue.contradictions(kind, chain.proves).increment();
        chain.contradictions++;
        if (Long.bitCount(chain.contradictions) == 1) {
            report(series, left, right, kind);
        }
        if (chain.proves == TradeIds.STRICT) {
            try {
                listener.onProvisionalClose(series.series.id(), chain.openTimeMs(left));
                listener.onProvisionalClose(series.series.id(), chain.openTimeMs(right));
            } catch (final RuntimeException e) {
                errors.on("trade ids of " + series.series + " that do not join", e);
            }
        }
    }

    /** The first, second, fourth, eighth of a series, and so on. */
    private static void report(final SeriesState series, final int left, final int right, final Kind kind) {
        final TradeIdChain chain = series.tradeIds;
        LOG.atWarn()
                .addKeyValue("exchange", series.series.venue().exchange())
                .addKeyValue("contract_type", series.series.venue().contractType())
                .addKeyValue("symbol", series.series.symbol())
                .addKeyValue("kind", kind.text())
                .addKeyValue("count", chain.contradictions)
                .log(
                        "The trade ids of two closed candles of {} do not join: {} has {} to {}, {} has {} to {}. {}",
                        series.series,
                        Instant.ofEpochMilli(chain.openTimeMs(left)),
                        chain.first(left),
                        chain.last(left),
                        Instant.ofEpochMilli(chain.openTimeMs(right)),
                        chain.first(right),
                        chain.last(right),
                        chain.proves == TradeIds.STRICT
                                ? "One of them is wrong: both are confirmed by REST"
                                : "On this venue that is a hint only");
    }
}
