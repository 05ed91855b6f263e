package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.KeptText;
import dev.wick.adapters.text.LongReader;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.NanoClock;

/**
 * Reads Binance's stream frames, bare or wrapped by a combined stream; one per connection, on its leg's thread.
 *
 * <pre>
 *   {"stream":"nknusdt@kline_1m","data":{"e":"kline","E":1633998523963,"s":"NKNUSDT","k":{"t":1633998480000,
 *    "T":1633998539999,"s":"NKNUSDT","i":"1m","f":19862761,"L":19862790,"o":"0.35270000","c":"0.35280000",…}}}
 *   {"result":null,"id":1}                                      answer to a request
 *   {"code":2,"msg":"Invalid request: …","id":2}                likewise; also as {"error":{"code":2,"msg":…},"id":2}
 *   {"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}
 * </pre>
 *
 * <p>Fields may come in any order; of a repeated one the last counts. Nothing is passed on before the last byte was seen
 * to belong to well-formed JSON. Whether values make sense together is for the engine to judge.
 */
public final class BinanceFrameParser implements FrameParser {
    private static final Words KLINE = Words.of("kline");
    private static final Words SERVER_SHUTDOWN = Words.of("serverShutdown");
    private static final Words DATA = Words.of("data");
    private static final Words RESULT = Words.of("result");
    private static final Words ID = Words.of("id");
    private static final Words ERROR = Words.of("error");
    private static final Words CODE = Words.of("code");
    private static final Words MESSAGE = Words.of("msg");

    /** What the {@code e} field says. */
    private enum Event {
        NONE,
        KLINE,
        SERVER_SHUTDOWN,
        OTHER
    }

    private static final Words ENVELOPE = Words.of("{\"stream\":\"");
    private static final Words ENVELOPE_DATA = Words.of(",\"data\":");
    private static final Words KLINE_EVENT = Words.of("{\"e\":\"kline\",");
    private static final Words EVENT_TIME = Words.of("\"E\":");
    private static final Words EVENT_SYMBOL = Words.of(",\"s\":\"");
    private static final Words COMMA = Words.of(",");
    private static final Words END = Words.of("}");

    private final OrderedScan scan = new OrderedScan();
    private final JsonCursor cursor = new JsonCursor();
    private final KlineReader kline;
    private final Candle candle;
    private final SeriesTable table;
    private final int legId;
    private final CandleSink sink;
    private final Replies replies;
    private final LegStats stats;
    private final NanoClock nanoClock;

    private Event event = Event.NONE;
    private long eventTimeMs;
    private boolean eventTimeBroken;
    private boolean hasKline;
    /** Was in an envelope, so that nothing of the event is expected beside it. */
    private boolean wrapped;

    private boolean hasResult;
    private boolean hasError;
    private long errorCode;
    private String errorMessage = "";
    private long requestId;

    BinanceFrameParser(final BinanceMarket market, final ParserParts parts) {
        kline = new KlineReader(market, cursor);
        candle = kline.candle;
        table = parts.table();
        legId = parts.legId();
        sink = parts.sink();
        replies = parts.replies();
        stats = parts.stats();
        nanoClock = parts.nanoClock();
    }

    /** A parser without a connection: answers to requests and notices go nowhere. For benchmarks and tests. */
    public static FrameParser withoutConnection(
            final BinanceMarket market,
            final SeriesTable table,
            final CandleSink sink,
            final LegStats stats,
            final NanoClock nanoClock) {
        return new BinanceFrameParser(market, new ParserParts(table, 0, sink, Replies.UNHEARD, stats, nanoClock));
    }

    @Override
    public Outcome onFrame(
            final byte[] frame, final int offset, final int length, final long readNs, final long receivedTimeNs) {
        stats.add(Stat.FRAMES, 1);
        final boolean isWhole = readUsual(frame, offset, length) || readAny(frame, offset, length);
        final Outcome outcome = isWhole ? outcome(readNs, receivedTimeNs) : Outcome.GARBLED;
        count(outcome);
        return outcome;
    }

    /** A kline with its fields in the order in which they come, nothing missing and nothing more; three times as fast as any other. */
    private boolean readUsual(final byte[] frame, final int offset, final int length) {
        scan.reset(frame, offset, length);
        wrapped = scan.isNext(ENVELOPE);
        if (wrapped) {
            scan.skip(ENVELOPE).text().after(ENVELOPE_DATA);
        }
        eventTimeMs = scan.after(KLINE_EVENT).after(EVENT_TIME).epochMs();
        if (scan.failed()) {
            return false;
        }
        scan.after(EVENT_SYMBOL).text().after(COMMA);
        kline.readUsual(scan);
        scan.after(END);
        if (wrapped) {
            scan.after(END);
        }
        event = Event.KLINE;
        eventTimeBroken = false;
        hasKline = true;
        return scan.isDone();
    }

    /** Whatever it is, with its fields in any order. */
    private boolean readAny(final byte[] frame, final int offset, final int length) {
        cursor.reset(frame, offset, length);
        clear();
        if (cursor.peek() == Kind.OBJECT) {
            readMembers(true);
        } else {
            cursor.skip();
        }
        return cursor.finish();
    }

    private void clear() {
        clearEvent();
        wrapped = false;
        hasResult = false;
        hasError = false;
        errorCode = Candle.NONE;
        errorMessage = "";
        requestId = Replies.NO_ID;
    }

    private void clearEvent() {
        event = Event.NONE;
        eventTimeMs = Candle.NONE;
        eventTimeBroken = false;
        hasKline = false;
    }

    private void readMembers(final boolean outermost) {
        cursor.beginObject();
        while (cursor.nextKey()) {
            switch (outermost && wrapped ? -1 : cursor.onlyByte()) {
                case 'e' -> readEvent();
                case 'E' -> readEventTime();
                case 'k' -> {
                    kline.read();
                    hasKline = true;
                }
                default -> {
                    if (outermost) {
                        readEnvelope();
                    } else {
                        cursor.skip();
                    }
                }
            }
        }
    }

    private void readEnvelope() {
        if (cursor.is(DATA)) {
            clearEvent();
            wrapped = true;
            if (cursor.peek() == Kind.OBJECT) {
                readMembers(false);
            } else {
                cursor.skip();
            }
        } else if (cursor.is(RESULT)) {
            hasResult = cursor.skip();
        } else if (cursor.is(ID)) {
            requestId = readLong();
        } else if (cursor.is(ERROR)) {
            readError();
        } else {
            readErrorField();
        }
    }

    private void readError() {
        final Kind kind = cursor.peek();
        hasError |= kind != Kind.NULL;
        if (kind == Kind.OBJECT) {
            cursor.beginObject();
            while (cursor.nextKey()) {
                readErrorField();
            }
        } else if (cursor.readValue() == Kind.STRING) {
            errorMessage = text();
        }
    }

    private void readErrorField() {
        if (cursor.is(CODE)) {
            errorCode = readLong();
            hasError = true;
        } else if (cursor.is(MESSAGE)) {
            errorMessage = cursor.readValue() == Kind.STRING ? text() : "";
            hasError = true;
        } else {
            cursor.skip();
        }
    }

    private void readEvent() {
        if (cursor.readValue() != Kind.STRING) {
            event = Event.OTHER;
        } else if (cursor.is(KLINE)) {
            event = Event.KLINE;
        } else {
            event = cursor.is(SERVER_SHUTDOWN) ? Event.SERVER_SHUTDOWN : Event.OTHER;
        }
    }

    private void readEventTime() {
        final boolean absent = cursor.peek() == Kind.NULL;
        eventTimeMs = readLong();
        eventTimeBroken = !absent && eventTimeMs == Candle.NONE;
    }

    /** The number that comes next; {@link Candle#NONE}, which is {@link LongReader#GARBAGE}, if it is none. */
    private long readLong() {
        final Kind kind = cursor.readValue();
        if (kind != Kind.NUMBER && kind != Kind.STRING) {
            return Candle.NONE;
        }
        return LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
    }

    private Outcome outcome(final long readNs, final long receivedTimeNs) {
        return switch (event) {
            case KLINE -> candleOutcome(readNs, receivedTimeNs);
            case SERVER_SHUTDOWN -> {
                replies.onNotice("the exchange is about to restart this server");
                yield Outcome.CONTROL;
            }
            case NONE -> replyOutcome();
            case OTHER -> Outcome.IGNORED;
        };
    }

    private Outcome replyOutcome() {
        if (hasError) {
            replies.onRejected(
                    requestId, errorCode == Candle.NONE ? errorMessage : errorMessage + " (code " + errorCode + ")");
            return Outcome.CONTROL;
        }
        if (hasResult) {
            replies.onAccepted(requestId);
            return Outcome.CONTROL;
        }
        // A kline that does not say what it is, is not what the exchange documents.
        return hasKline ? Outcome.GARBLED : Outcome.IGNORED;
    }

    private Outcome candleOutcome(final long readNs, final long receivedTimeNs) {
        if (!hasKline || eventTimeBroken || !kline.isWhole()) {
            return Outcome.GARBLED;
        }
        if (kline.interval() == null) {
            return Outcome.IGNORED;
        }
        final KeptText symbol = kline.symbol();
        final int seriesId = table.find(symbol.bytes(), symbol.offset(), symbol.length(), kline.interval());
        if (seriesId == SeriesTable.UNKNOWN) {
            return Outcome.IGNORED;
        }
        candle.seriesId = seriesId;
        candle.eventTimeMs = eventTimeMs;
        if (candle.closeTimeMs == Candle.NONE) {
            candle.closeTimeMs = kline.interval().next(candle.openTimeMs) - 1;
        }
        candle.finality = candle.closed ? Finality.EXCHANGE : null;
        candle.legId = legId;
        candle.receivedTimeNs = receivedTimeNs;
        candle.readNs = readNs;
        candle.parsedNs = nanoClock.nanoTime();
        if (kline.rounded() > 0) {
            stats.add(Stat.ROUNDED_DECIMALS, kline.rounded());
        }
        stats.add(Stat.CANDLES, 1);
        stats.lastMessageTimeMs(receivedTimeNs / 1_000_000);
        sink.onCandle(candle);
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
