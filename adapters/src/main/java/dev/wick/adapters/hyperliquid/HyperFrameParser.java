package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.KeptText;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Reads Hyperliquid's frames; one per connection, on its leg's thread. Candles come out forming, or closed by their successors
 * ({@link SuccessorCloser}).
 *
 * <pre>
 *   {"channel":"candle","data":{"t":1785053340000,"T":1785053399999,"s":"BTC","i":"1m","o":"64340.0","c":"64352.0",
 *    "h":"64354.0","l":"64340.0","v":"1.07768","n":79}}             documented as an array, recorded as one object: both
 *   {"channel":"subscriptionResponse","data":{…}}   {"channel":"error","data":"…"}    see {@link HyperAnswers}
 *   {"channel":"pong"}
 *   Websocket connection established.                               a greeting, no JSON
 * </pre>
 *
 * <p>Fields may come in any order. Nothing is passed on before the last byte was seen to belong to well-formed JSON. Whether
 * values make sense together is for the engine to judge.
 */
public final class HyperFrameParser implements FrameParser {
    /** A connection on which nothing at all came for so long may have lost frames, ns. */
    static final long STANDSTILL_NS = TimeUnit.SECONDS.toNanos(2);

    private final HyperAnswers answers;
    private final HyperFrame frame;
    private final SuccessorCloser closer;
    private final SeriesTable table;
    private final int legId;
    private final LegStats stats;
    private final NanoClock nanoClock;
    private long lastReadNs;
    private boolean hasRead;

    HyperFrameParser(final ParserParts parts) {
        answers = new HyperAnswers(parts.replies());
        frame = new HyperFrame(answers);
        closer = new SuccessorCloser(parts.sink());
        table = parts.table();
        legId = parts.legId();
        stats = parts.stats();
        nanoClock = parts.nanoClock();
    }

    /** A parser without a connection: answers to requests go nowhere. For benchmarks and tests. */
    public static FrameParser withoutConnection(
            final SeriesTable table, final CandleSink sink, final LegStats stats, final NanoClock nanoClock) {
        return new HyperFrameParser(new ParserParts(table, 0, sink, Replies.UNHEARD, stats, nanoClock));
    }

    @Override
    public Outcome onFrame(
            final byte[] bytes, final int offset, final int length, final long readNs, final long receivedTimeNs) {
        stats.add(Stat.FRAMES, 1);
        if (hasRead && readNs - lastReadNs >= STANDSTILL_NS) {
            closer.doubtAll();
        }
        hasRead = true;
        lastReadNs = readNs;
        final Outcome outcome = outcome(bytes, offset, length, readNs, receivedTimeNs);
        if (outcome == Outcome.GARBLED) {
            stats.add(Stat.GARBLED, 1);
            closer.doubtAll();
        } else if (outcome == Outcome.IGNORED) {
            stats.add(Stat.IGNORED, 1);
        }
        return outcome;
    }

    private Outcome outcome(
            final byte[] bytes, final int offset, final int length, final long readNs, final long receivedTimeNs) {
        if (Greeting.isOne(bytes, offset, length)) {
            return Outcome.IGNORED;
        }
        if (!frame.read(bytes, offset, length)) {
            return Outcome.GARBLED;
        }
        return switch (frame.channel()) {
            case CANDLE -> candles(readNs, receivedTimeNs);
            case ACKNOWLEDGEMENT -> acknowledgement();
            case ERROR -> {
                answers.tellError();
                yield Outcome.CONTROL;
            }
            case PONG -> Outcome.CONTROL;
            default -> Outcome.IGNORED;
        };
    }

    private Outcome acknowledgement() {
        if (!answers.tellAcknowledgement()) {
            return Outcome.IGNORED;
        }
        forget(answers.coin(), answers.interval());
        return Outcome.CONTROL;
    }

    /** Subscribed anew or no more: what was seen of it before may not have been the last of its bar. */
    private void forget(final String coin, final String intervalName) {
        final byte[] name = intervalName.getBytes(StandardCharsets.UTF_8);
        final byte[] symbol = coin.getBytes(StandardCharsets.UTF_8);
        final int seriesId = seriesId(symbol, 0, symbol.length, HyperIntervals.of(name, 0, name.length));
        if (seriesId != SeriesTable.UNKNOWN) {
            closer.forget(seriesId);
        }
    }

    private int seriesId(final byte[] coin, final int offset, final int length, final Interval interval) {
        return interval == null ? SeriesTable.UNKNOWN : table.find(coin, offset, length, interval);
    }

    private Outcome candles(final long readNs, final long receivedTimeNs) {
        int handedOn = 0;
        if (frame.candles() == 1) {
            handedOn = handOn(readNs, receivedTimeNs);
        } else if (frame.candles() > 1) {
            frame.beginCandles();
            while (frame.nextCandle()) {
                handedOn += handOn(readNs, receivedTimeNs);
            }
        }
        if (handedOn == 0) {
            return Outcome.IGNORED;
        }
        stats.add(Stat.CANDLES, handedOn);
        stats.lastMessageTimeMs(receivedTimeNs / 1_000_000);
        return Outcome.CANDLES;
    }

    /** Hands on the candle that was read last; returns how many went to the sink. */
    private int handOn(final long readNs, final long receivedTimeNs) {
        final CandleReader read = frame.candle();
        final KeptText coin = read.coin();
        final int seriesId = seriesId(coin.bytes(), coin.offset(), coin.length(), read.interval());
        if (seriesId == SeriesTable.UNKNOWN) {
            return 0;
        }
        final Candle candle = read.candle();
        candle.seriesId = seriesId;
        if (candle.closeTimeMs == Candle.NONE) {
            candle.closeTimeMs = read.interval().next(candle.openTimeMs) - 1;
        }
        candle.legId = legId;
        candle.receivedTimeNs = receivedTimeNs;
        candle.readNs = readNs;
        candle.parsedNs = nanoClock.nanoTime();
        if (read.rounded() > 0) {
            stats.add(Stat.ROUNDED_DECIMALS, read.rounded());
        }
        return closer.accept(read);
    }
}
