package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.NanoClock;

/**
 * Reads OKX's frames; one per connection, on its leg's thread.
 *
 * <pre>
 *   {"arg":{"channel":"candle1m","instId":"BTC-USDT-SWAP"},"data":[["1774964340000","66898.7",…,"0"]]}
 *   {"event":"subscribe","arg":{"channel":"candle1m","instId":"BTC-USDT"},"connId":"d0b44253"}
 *   pong
 * </pre>
 *
 * <p>Fields may come in any order; of a repeated one the last counts. A push may have several rows in any order: the candles
 * come out by open time. Nothing is passed on before the last byte was seen to belong to well-formed JSON, and nothing of a
 * push in which one row cannot be read. Whether values make sense together is for the engine to judge.
 */
public final class OkxFrameParser implements FrameParser {
    private static final Words ARG = Words.of("arg");
    private static final Words DATA = Words.of("data");
    private static final byte[] PONG = ascii("pong");

    private static final Words DATA_NEXT = Words.of("},\"data\":[[\"");
    private static final Words END = Words.of("]}");

    private final OrderedScan scan = new OrderedScan();
    private final JsonCursor cursor = new JsonCursor();
    private final OkxEvents events;
    private final OkxArg arg = new OkxArg(cursor);
    private final CandleRows rows;
    private final SeriesTable table;
    private final int legId;
    private final CandleSink sink;
    private final LegStats stats;
    private final NanoClock nanoClock;
    private boolean hasArg;
    private boolean hasData;

    OkxFrameParser(final OkxMarket market, final ParserParts parts) {
        events = new OkxEvents(cursor, parts.replies());
        rows = new CandleRows(market, cursor);
        table = parts.table();
        legId = parts.legId();
        sink = parts.sink();
        stats = parts.stats();
        nanoClock = parts.nanoClock();
    }

    /** A parser without a connection: answers to requests and notices go nowhere. For benchmarks and tests. */
    public static FrameParser withoutConnection(
            final OkxMarket market,
            final SeriesTable table,
            final CandleSink sink,
            final LegStats stats,
            final NanoClock nanoClock) {
        return new OkxFrameParser(market, new ParserParts(table, 0, sink, Replies.UNHEARD, stats, nanoClock));
    }

    @Override
    public Outcome onFrame(
            final byte[] frame, final int offset, final int length, final long readNs, final long receivedTimeNs) {
        stats.add(Stat.FRAMES, 1);
        if (isPong(frame, offset, length)) {
            return Outcome.CONTROL;
        }
        final boolean isWhole = readUsual(frame, offset, length) || readAny(frame, offset, length);
        final Outcome outcome = isWhole ? outcome(readNs, receivedTimeNs) : Outcome.GARBLED;
        if (outcome == Outcome.GARBLED) {
            stats.add(Stat.GARBLED, 1);
        } else if (outcome == Outcome.IGNORED) {
            stats.add(Stat.IGNORED, 1);
        }
        return outcome;
    }

    /** A push of one row with its fields in the order in which they come; several times as fast as any other. */
    private boolean readUsual(final byte[] frame, final int offset, final int length) {
        scan.reset(frame, offset, length);
        arg.readUsual(scan);
        if (scan.after(DATA_NEXT).failed()) {
            return false;
        }
        rows.readUsual(scan);
        events.clear();
        hasArg = true;
        hasData = true;
        return scan.after(END).isDone();
    }

    /** Whatever it is, with its fields in any order. */
    private boolean readAny(final byte[] frame, final int offset, final int length) {
        cursor.reset(frame, offset, length);
        hasArg = false;
        hasData = false;
        events.clear();
        if (cursor.peek() == Kind.OBJECT) {
            readMembers();
        } else {
            cursor.skip();
        }
        return cursor.finish();
    }

    private static boolean isPong(final byte[] frame, final int offset, final int length) {
        if (length != PONG.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (frame[offset + i] != PONG[i]) {
                return false;
            }
        }
        return true;
    }

    private void readMembers() {
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (cursor.is(ARG)) {
                arg.read();
                hasArg = true;
            } else if (cursor.is(DATA)) {
                rows.read();
                hasData = true;
            } else {
                events.readMember();
            }
        }
    }

    private Outcome outcome(final long readNs, final long receivedTimeNs) {
        if (events.isPresent()) {
            return events.tell(hasArg ? arg.topic() : null);
        }
        if (!hasArg || !hasData) {
            return hasArg == hasData ? Outcome.IGNORED : Outcome.GARBLED;
        }
        if (!arg.isCandle()) {
            return arg.isWhole() ? Outcome.IGNORED : Outcome.GARBLED;
        }
        return rows.areWhole() && arg.isWhole() ? candles(readNs, receivedTimeNs) : Outcome.GARBLED;
    }

    private Outcome candles(final long readNs, final long receivedTimeNs) {
        final Interval interval = arg.interval();
        final int seriesId = interval == null
                ? SeriesTable.UNKNOWN
                : table.find(arg.instId(), arg.instIdOffset(), arg.instIdLength(), interval);
        if (seriesId == SeriesTable.UNKNOWN || rows.count() == 0) {
            return Outcome.IGNORED;
        }
        if (rows.rounded() > 0) {
            stats.add(Stat.ROUNDED_DECIMALS, rows.rounded());
        }
        stats.lastMessageTimeMs(receivedTimeNs / 1_000_000);
        for (int i = 0; i < rows.count(); i++) {
            final Candle candle = rows.candle(i);
            candle.seriesId = seriesId;
            candle.closeTimeMs = interval.next(candle.openTimeMs) - 1;
            candle.legId = legId;
            candle.receivedTimeNs = receivedTimeNs;
            candle.readNs = readNs;
            candle.parsedNs = nanoClock.nanoTime();
            stats.add(Stat.CANDLES, 1);
            sink.onCandle(candle);
        }
        return Outcome.CANDLES;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
