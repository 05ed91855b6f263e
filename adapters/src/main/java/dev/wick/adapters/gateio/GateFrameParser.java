package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.SeriesRegistry;
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
 * Reads the frames of one of Gate's markets; one per connection, on its leg's thread.
 *
 * <pre>
 *   {"time":1777455540,"time_ms":1777455540000,"channel":"spot.candlesticks","event":"update","result":{"t":"1777455540",
 *    "v":"55408.7","c":"2330.62","h":"2331","l":"2330.39","o":"2330.79","n":"1m_ETH_USDT","a":"23.77","w":false}}
 *   {"time":1662690902,"channel":"futures.candlesticks","event":"update","result":[{"t":1662690600,"v":80,…,
 *    "n":"5m_BTC_USD_20221230"},{"t":1662690900,"v":0,…}]}
 * </pre>
 *
 * <p>A candle is closed if {@code w} is true; or if it has no {@code w} and the same frame holds a later candle of its series,
 * since the exchange then sends its last values beside the new one. A later frame closes nothing: what was pushed last may be
 * two seconds older than the end of the bar.
 *
 * <p>Fields may come in any order; of a repeated one the last counts. Nothing is passed on before the last byte was seen to
 * belong to well-formed JSON. Whether values make sense together is for the engine to judge.
 */
public final class GateFrameParser implements FrameParser {
    private static final Words TIME = Words.of("time");
    private static final Words TIME_MS = Words.of("time_ms");
    private static final Words CHANNEL = Words.of("channel");
    private static final Words EVENT = Words.of("event");
    private static final Words RESULT = Words.of("result");
    private static final Words UPDATE = Words.of("update");

    private static final Words TIME_FIRST = Words.of("{\"time\":");
    private static final Words TIME_MS_NEXT = Words.of(",\"time_ms\":");
    private static final Words SPOT_CHANNEL = Words.of(",\"channel\":\"spot");
    private static final Words SPOT_CANDLES = Words.of(".candlesticks\",\"");
    private static final Words UPDATE_NEXT = Words.of("event\":\"update\",");
    private static final Words RESULT_NEXT = Words.of("\"result\":{\"t\":\"");
    private static final Words END = Words.of("}}");

    /** Which channel a frame is of. */
    private enum Channel {
        NONE,
        CANDLES,
        PONG,
        SYSTEM,
        OTHER
    }

    private final GateMarket market;
    private final GateMultipliers multipliers;
    private final SeriesRegistry registry;
    private final byte[] candlesChannel;
    private final byte[] pongChannel;
    private final byte[] systemChannel;
    private final OrderedScan scan = new OrderedScan();
    private final JsonCursor cursor = new JsonCursor();
    private final GateResult result;
    private final GateAnswer answer;
    private final int legId;
    private final CandleSink sink;
    private final LegStats stats;
    private final NanoClock nanoClock;

    private Channel channel = Channel.NONE;
    private boolean isUpdate;
    private long timeS;
    private long timeMs;
    private boolean timeBroken;

    /** Makes the parser of one connection; {@code registry} is that of the table in {@code parts}. */
    GateFrameParser(
            final GateMarket market,
            final GateMultipliers multipliers,
            final SeriesRegistry registry,
            final ParserParts parts) {
        this.market = market;
        this.multipliers = multipliers;
        this.registry = registry;
        candlesChannel = ascii(market.channel("candlesticks"));
        pongChannel = ascii(market.channel("pong"));
        systemChannel = ascii(market.channel("system"));
        result = new GateResult(market, parts.table(), cursor);
        answer = new GateAnswer(cursor, parts.replies());
        legId = parts.legId();
        sink = parts.sink();
        stats = parts.stats();
        nanoClock = parts.nanoClock();
    }

    /** A parser without a connection, which knows no contract: answers to requests go nowhere. For benchmarks and tests. */
    public static FrameParser withoutConnection(
            final GateMarket market,
            final SeriesRegistry registry,
            final SeriesTable table,
            final CandleSink sink,
            final LegStats stats,
            final NanoClock nanoClock) {
        return new GateFrameParser(
                market,
                new GateMultipliers(),
                registry,
                new ParserParts(table, 0, sink, Replies.UNHEARD, stats, nanoClock));
    }

    @Override
    public Outcome onFrame(
            final byte[] frame, final int offset, final int length, final long readNs, final long receivedTimeNs) {
        stats.add(Stat.FRAMES, 1);
        final boolean isWhole = readUsual(frame, offset, length) || readAny(frame, offset, length);
        final Outcome outcome = isWhole ? outcome(readNs, receivedTimeNs) : Outcome.GARBLED;
        if (outcome == Outcome.GARBLED) {
            stats.add(Stat.GARBLED, 1);
        } else if (outcome == Outcome.IGNORED) {
            stats.add(Stat.IGNORED, 1);
        }
        return outcome;
    }

    /** A candle of spot with its fields in the order in which they come; several times as fast as any other. */
    private boolean readUsual(final byte[] frame, final int offset, final int length) {
        scan.reset(frame, offset, length);
        if (market != GateMarket.SPOT) {
            return false;
        }
        timeS = scan.after(TIME_FIRST).epochSeconds();
        timeMs = scan.after(TIME_MS_NEXT).epochMs();
        scan.after(SPOT_CHANNEL).after(SPOT_CANDLES).after(UPDATE_NEXT).after(RESULT_NEXT);
        if (scan.failed()) {
            return false;
        }
        result.readUsual(scan);
        channel = Channel.CANDLES;
        isUpdate = true;
        timeBroken = false;
        return scan.after(END).isDone();
    }

    /** Whatever it is, with its fields in any order. */
    private boolean readAny(final byte[] frame, final int offset, final int length) {
        cursor.reset(frame, offset, length);
        clear();
        if (cursor.peek() == Kind.OBJECT) {
            readMembers();
        } else {
            cursor.skip();
        }
        return cursor.finish();
    }

    private void clear() {
        channel = Channel.NONE;
        isUpdate = false;
        timeS = Candle.NONE;
        timeMs = Candle.NONE;
        timeBroken = false;
        result.clear();
        answer.clear();
    }

    private void readMembers() {
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (cursor.is(TIME)) {
                timeS = readTime();
            } else if (cursor.is(TIME_MS)) {
                timeMs = readTime();
            } else if (cursor.is(CHANNEL)) {
                readChannel();
            } else if (cursor.is(EVENT)) {
                readEvent();
            } else if (cursor.is(RESULT)) {
                result.read();
            } else {
                answer.readMember();
            }
        }
    }

    private long readTime() {
        final Kind kind = cursor.readValue();
        if (kind != Kind.NUMBER && kind != Kind.STRING) {
            timeBroken |= kind != Kind.NULL;
            return Candle.NONE;
        }
        final long time = LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
        timeBroken |= time == LongReader.GARBAGE;
        return time;
    }

    private void readChannel() {
        if (cursor.readValue() != Kind.STRING) {
            channel = Channel.OTHER;
        } else if (cursor.is(candlesChannel)) {
            channel = Channel.CANDLES;
        } else if (cursor.is(pongChannel)) {
            channel = Channel.PONG;
        } else if (cursor.is(systemChannel)) {
            channel = Channel.SYSTEM;
        } else {
            channel = cursor.length() == 0 ? Channel.NONE : Channel.OTHER;
        }
    }

    private void readEvent() {
        final boolean isText = cursor.readValue() == Kind.STRING;
        isUpdate = isText && cursor.is(UPDATE);
        answer.event(isText);
    }

    private Outcome outcome(final long readNs, final long receivedTimeNs) {
        return switch (channel) {
            case CANDLES -> isUpdate ? candles(readNs, receivedTimeNs) : reply();
            case NONE -> reply();
            case PONG -> Outcome.CONTROL;
            case SYSTEM -> notice();
            case OTHER -> Outcome.IGNORED;
        };
    }

    private Outcome reply() {
        if (answer.tell(result.isFailure())) {
            return Outcome.CONTROL;
        }
        // A candle that does not say what it is, is not what the exchange documents.
        return result.hasCandle() ? Outcome.GARBLED : Outcome.IGNORED;
    }

    private Outcome notice() {
        if (!result.isUpgrade()) {
            return Outcome.IGNORED;
        }
        answer.notice(result.message());
        return Outcome.CONTROL;
    }

    private Outcome candles(final long readNs, final long receivedTimeNs) {
        if (timeBroken || !result.isWhole()) {
            return Outcome.GARBLED;
        }
        final long parsedNs = nanoClock.nanoTime();
        int passedOn = 0;
        for (int i = 0; i < result.size(); i++) {
            final GateRow row = result.row(i);
            if (row.isKnown()) {
                complete(row);
                row.candle.receivedTimeNs = receivedTimeNs;
                row.candle.readNs = readNs;
                row.candle.parsedNs = parsedNs;
                passedOn++;
            }
        }
        if (passedOn == 0) {
            return Outcome.IGNORED;
        }
        stats.add(Stat.CANDLES, passedOn);
        stats.lastMessageTimeMs(receivedTimeNs / 1_000_000);
        for (int i = 0; i < result.size(); i++) {
            if (result.row(i).isKnown()) {
                sink.onCandle(result.row(i).candle);
            }
        }
        return Outcome.CANDLES;
    }

    private void complete(final GateRow row) {
        final Candle candle = row.candle;
        candle.closeTimeMs = row.interval().next(candle.openTimeMs) - 1;
        candle.eventTimeMs = eventTimeMs();
        candle.legId = legId;
        if (candle.closed) {
            candle.finality = Finality.EXCHANGE;
        } else if (!row.isFlagged() && result.hasSuccessor(row)) {
            candle.closed = true;
            candle.finality = Finality.SUCCESSOR;
        }
        if (market != GateMarket.SPOT) {
            final Decimal multiplier = row.isTradedExactly()
                    ? multipliers.of(registry.byId(candle.seriesId).symbol())
                    : null;
            GateAmounts.derive(market, candle, multiplier);
        }
        if (row.rounded() > 0) {
            stats.add(Stat.ROUNDED_DECIMALS, row.rounded());
        }
    }

    /** Older frames have only seconds, and some acknowledgements a zero for the ms. */
    private long eventTimeMs() {
        if (timeMs > 0) {
            return timeMs;
        }
        return timeS > 0 && timeS <= Long.MAX_VALUE / 1_000 ? 1_000 * timeS : Candle.NONE;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
