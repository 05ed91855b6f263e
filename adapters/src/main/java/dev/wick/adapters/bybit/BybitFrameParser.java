package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.LongReader;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.NanoClock;

/**
 * Reads the frames of Bybit's v5 public topics; one per connection, on its leg's thread.
 *
 * <pre>
 *   {"topic":"kline.5.BTCUSDT","data":[{"start":1672324800000,"end":1672325099999,"interval":"5","open":"16649.5",…,
 *    "confirm":false,"timestamp":1672324988882}],"ts":1672324988882,"type":"snapshot"}
 *   {"success":true,"ret_msg":"subscribe","conn_id":"…","req_id":"1","op":"subscribe"}    answer to a request
 *   {"success":true,"ret_msg":"pong","conn_id":"…","req_id":"","op":"ping"}               answer to a keep-alive
 *   {"op":"pong","args":["1672916271846"]}                                               likewise
 * </pre>
 *
 * <p>Fields may come in any order, and do: the markets differ. Of a repeated one the last counts. Nothing is passed on
 * before the last byte was seen to belong to well-formed JSON. Whether values make sense together is for the engine to judge.
 */
public final class BybitFrameParser implements FrameParser {
    private static final Words TOPIC = Words.of("topic");
    private static final Words DATA = Words.of("data");
    private static final Words TS = Words.of("ts");
    private static final Words SUCCESS = Words.of("success");
    private static final Words MESSAGE = Words.of("ret_msg");
    private static final Words REQUEST_ID = Words.of("req_id");
    private static final Words OP = Words.of("op");
    private static final Words PING = Words.of("ping");
    private static final Words PONG = Words.of("pong");

    /** None that we give; ours begin with 1. */
    private static final long FOREIGN_ID = 0;

    /** What the {@code op} field says. */
    private enum Op {
        NONE,
        ALIVE,
        REQUEST
    }

    private static final Words TYPE_FIRST = Words.of("{\"type\":\"");
    private static final Words TOPIC_NEXT = Words.of(",\"topic\":\"");
    private static final Words TOPIC_FIRST = Words.of("{\"topic\":\"");
    private static final Words TS_NEXT = Words.of(",\"ts\":");
    private static final Words TYPE_NEXT = Words.of(",\"type\":\"");
    private static final Words END = Words.of("}");

    private final OrderedScan scan = new OrderedScan();
    private final JsonCursor cursor = new JsonCursor();
    private final BybitTopic topic = new BybitTopic();
    private final BybitKlineReader klines;
    private final SeriesTable table;
    private final int legId;
    private final CandleSink sink;
    private final Replies replies;
    private final LegStats stats;
    private final NanoClock nanoClock;

    private boolean hasData;
    private long frameTimeMs;
    private boolean frameTimeBroken;
    private Kind success = Kind.NULL;
    private Op op = Op.NONE;
    private long requestId;
    private String message = "";

    BybitFrameParser(final BybitMarket market, final ParserParts parts) {
        klines = new BybitKlineReader(market, cursor);
        table = parts.table();
        legId = parts.legId();
        sink = parts.sink();
        replies = parts.replies();
        stats = parts.stats();
        nanoClock = parts.nanoClock();
    }

    /** A parser without a connection: answers to requests go nowhere. For benchmarks and tests. */
    public static FrameParser withoutConnection(
            final BybitMarket market,
            final SeriesTable table,
            final CandleSink sink,
            final LegStats stats,
            final NanoClock nanoClock) {
        return new BybitFrameParser(market, new ParserParts(table, 0, sink, Replies.UNHEARD, stats, nanoClock));
    }

    @Override
    public Outcome onFrame(
            final byte[] frame, final int offset, final int length, final long readNs, final long receivedTimeNs) {
        stats.add(Stat.FRAMES, 1);
        final boolean isWhole = readUsual(frame, offset, length) || readAny(frame, offset, length);
        final Outcome outcome = isWhole ? outcome(frame, readNs, receivedTimeNs) : Outcome.GARBLED;
        count(outcome);
        return outcome;
    }

    /** One bar with its fields in one of the two orders in which they come; several times as fast as any other. */
    private boolean readUsual(final byte[] frame, final int offset, final int length) {
        scan.reset(frame, offset, length);
        final boolean isTypeFirst = scan.isNext(TYPE_FIRST);
        if (isTypeFirst) {
            scan.skip(TYPE_FIRST).text().after(TOPIC_NEXT);
        } else {
            scan.after(TOPIC_FIRST);
        }
        if (scan.failed()) {
            return false;
        }
        topic.read(scan.text());
        klines.readUsual(scan);
        frameTimeMs = scan.after(TS_NEXT).epochMs();
        frameTimeBroken = false;
        if (!isTypeFirst) {
            scan.after(TYPE_NEXT).text();
        }
        return scan.after(END).isDone();
    }

    /** Whatever it is, with its fields in any order. */
    private boolean readAny(final byte[] frame, final int offset, final int length) {
        cursor.reset(frame, offset, length);
        clear();
        if (cursor.peek() == Kind.OBJECT) {
            cursor.beginObject();
            while (cursor.nextKey()) {
                readMember();
            }
        } else {
            cursor.skip();
        }
        return cursor.finish();
    }

    private void clear() {
        topic.clear();
        klines.clear();
        hasData = false;
        frameTimeMs = Candle.NONE;
        frameTimeBroken = false;
        success = Kind.NULL;
        op = Op.NONE;
        requestId = Replies.NO_ID;
        message = "";
    }

    private void readMember() {
        if (cursor.is(TOPIC)) {
            topic.read(cursor);
        } else if (cursor.is(DATA)) {
            hasData = true;
            klines.read();
        } else if (cursor.is(TS)) {
            readFrameTime();
        } else if (cursor.is(SUCCESS)) {
            success = cursor.readValue();
        } else if (cursor.is(OP)) {
            readOp();
        } else if (cursor.is(REQUEST_ID)) {
            readRequestId();
        } else if (cursor.is(MESSAGE)) {
            message = cursor.readValue() == Kind.STRING ? text() : "";
        } else {
            cursor.skip();
        }
    }

    private void readFrameTime() {
        final Kind kind = cursor.readValue();
        frameTimeMs = kind == Kind.NUMBER || kind == Kind.STRING
                ? LongReader.read(cursor.bytes(), cursor.offset(), cursor.length())
                : Candle.NONE;
        frameTimeBroken = kind != Kind.NULL && frameTimeMs == Candle.NONE;
    }

    private void readOp() {
        if (cursor.readValue() != Kind.STRING || cursor.length() == 0) {
            op = Op.NONE;
        } else {
            op = cursor.is(PING) || cursor.is(PONG) ? Op.ALIVE : Op.REQUEST;
        }
    }

    /** Contracts may answer with an empty id: then it is told by the order. */
    private void readRequestId() {
        final Kind kind = cursor.readValue();
        final boolean given = (kind == Kind.STRING || kind == Kind.NUMBER) && cursor.length() > 0;
        requestId = given ? LongReader.read(cursor.bytes(), cursor.offset(), cursor.length()) : Replies.NO_ID;
        if (given && requestId == LongReader.GARBAGE) {
            requestId = FOREIGN_ID;
        }
    }

    private Outcome outcome(final byte[] frame, final long readNs, final long receivedTimeNs) {
        return switch (topic.kind()) {
            case KLINE -> candleOutcome(frame, readNs, receivedTimeNs);
            case OTHER -> Outcome.IGNORED;
            case BROKEN -> Outcome.GARBLED;
            case NONE -> replyOutcome();
        };
    }

    private Outcome replyOutcome() {
        if (op == Op.ALIVE) {
            return Outcome.CONTROL;
        }
        if (success == Kind.FALSE) {
            replies.onRejected(requestId, message);
            return Outcome.CONTROL;
        }
        if (success == Kind.TRUE && op == Op.REQUEST) {
            replies.onAccepted(requestId);
            return Outcome.CONTROL;
        }
        // Bars that do not say whose they are, are not what the exchange documents.
        return hasData && klines.isWhole() ? Outcome.GARBLED : Outcome.IGNORED;
    }

    private Outcome candleOutcome(final byte[] frame, final long readNs, final long receivedTimeNs) {
        if (frameTimeBroken || !klines.isWhole()) {
            return Outcome.GARBLED;
        }
        final int seriesId = topic.find(table, frame);
        if (seriesId == SeriesTable.UNKNOWN) {
            return Outcome.IGNORED;
        }
        final long parsedNs = nanoClock.nanoTime();
        if (klines.rounded() > 0) {
            stats.add(Stat.ROUNDED_DECIMALS, klines.rounded());
        }
        stats.add(Stat.CANDLES, klines.count());
        stats.lastMessageTimeMs(receivedTimeNs / 1_000_000);
        for (int i = 0; i < klines.count(); i++) {
            final Candle candle = klines.candle(i);
            candle.seriesId = seriesId;
            candle.eventTimeMs = frameTimeMs == Candle.NONE ? candle.eventTimeMs : frameTimeMs;
            if (candle.closeTimeMs == Candle.NONE) {
                candle.closeTimeMs = topic.interval().next(candle.openTimeMs) - 1;
            }
            candle.finality = candle.closed ? Finality.EXCHANGE : null;
            candle.legId = legId;
            candle.receivedTimeNs = receivedTimeNs;
            candle.readNs = readNs;
            candle.parsedNs = parsedNs;
            sink.onCandle(candle);
        }
        return Outcome.CANDLES;
    }

    private void count(final Outcome outcome) {
        if (outcome == Outcome.GARBLED) {
            stats.add(Stat.GARBLED, 1);
        } else if (outcome == Outcome.IGNORED) {
            stats.add(Stat.IGNORED, 1);
        }
    }

    private String text() {
        return new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8);
    }
}
