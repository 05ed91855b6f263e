package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
import java.nio.charset.StandardCharsets;

/**
 * Walks over one frame, {@code {"channel":…,"data":…}} in either order, and gives each part to who reads it. One per parser,
 * on the leg's thread; allocates nothing for candles.
 */
final class HyperFrame {
    private static final Words CHANNEL_KEY = Words.of("channel");
    private static final Words DATA_KEY = Words.of("data");
    private static final Words CANDLE = Words.of("candle");
    private static final byte[] ACKNOWLEDGEMENT = ascii("subscriptionResponse");
    private static final Words ERROR = Words.of("error");
    private static final Words PONG = Words.of("pong");

    private static final Words CHANNEL_FIRST = Words.of("{\"channel\":\"cand");
    private static final Words CANDLE_NEXT = Words.of("le\",\"data\":{\"t\":");
    private static final Words END = Words.of("}}");

    /** What a frame is about. */
    enum Channel {
        NONE,
        CANDLE,
        ACKNOWLEDGEMENT,
        ERROR,
        PONG,
        OTHER
    }

    private final OrderedScan scan = new OrderedScan();
    private final JsonCursor cursor = new JsonCursor();
    private final HyperAnswers answers;
    private final CandleReader candles = new CandleReader(cursor);
    private byte[] bytes;
    private int offset;
    private int length;
    private Channel channel = Channel.NONE;
    private boolean hasData;
    private boolean dataPassedOver;
    /** Data whose channel was not known yet was read as a candle. */
    private boolean isGuessed;

    private boolean broken;
    private int elements;

    HyperFrame(final HyperAnswers answers) {
        this.answers = answers;
    }

    /** Reads a frame to its end; false if it is not what the exchange documents. */
    boolean read(final byte[] newBytes, final int newOffset, final int newLength) {
        return readUsual(newBytes, newOffset, newLength) || readAny(newBytes, newOffset, newLength);
    }

    /** One candle with its fields in the order in which they come; several times as fast as any other. */
    private boolean readUsual(final byte[] newBytes, final int newOffset, final int newLength) {
        scan.reset(newBytes, newOffset, newLength);
        if (scan.after(CHANNEL_FIRST).after(CANDLE_NEXT).failed()) {
            return false;
        }
        candles.readUsual(scan);
        channel = Channel.CANDLE;
        elements = 1;
        return scan.after(END).isDone();
    }

    /** Whatever it is, with its fields in any order. */
    private boolean readAny(final byte[] newBytes, final int newOffset, final int newLength) {
        bytes = newBytes;
        offset = newOffset;
        length = newLength;
        channel = Channel.NONE;
        hasData = false;
        dataPassedOver = false;
        isGuessed = false;
        broken = false;
        elements = 0;
        answers.clear();
        cursor.reset(bytes, offset, length);
        readMembers();
        if (cursor.finish() && dataPassedOver && channel != Channel.NONE) {
            // The data stood in front of the channel that tells what it is.
            if (isGuessed && channel == Channel.CANDLE) {
                countCandle();
            } else {
                cursor.reset(bytes, offset, length);
                readDataOnly();
            }
        }
        return cursor.finish() && !broken && isDocumented();
    }

    /** Data that does not say what it is, and a kind that has lost its data, are not what the exchange documents. */
    private boolean isDocumented() {
        return switch (channel) {
            case NONE -> !hasData;
            case CANDLE, ACKNOWLEDGEMENT, ERROR -> hasData;
            default -> true;
        };
    }

    Channel channel() {
        return channel;
    }

    /** How many candles there are in it. */
    int candles() {
        return elements;
    }

    /** Holds the candle read last: the only one after {@link #read}, or the next after {@link #nextCandle}. */
    CandleReader candle() {
        return candles;
    }

    /** Goes back to where the candles of a frame begin that was found to be whole; then {@link #nextCandle} reads each. */
    void beginCandles() {
        cursor.reset(bytes, offset, length);
        cursor.beginObject();
        while (cursor.nextKey() && !cursor.is(DATA_KEY)) {
            cursor.skip();
        }
        cursor.beginArray();
    }

    /** Reads the next candle; false if there is none. */
    boolean nextCandle() {
        if (!cursor.nextElement()) {
            return false;
        }
        candles.read();
        return true;
    }

    private void readMembers() {
        if (cursor.peek() != Kind.OBJECT) {
            cursor.skip();
            return;
        }
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (cursor.is(CHANNEL_KEY)) {
                broken |= channel != Channel.NONE;
                channel = readChannel();
            } else if (cursor.is(DATA_KEY)) {
                broken |= hasData;
                hasData = true;
                dataPassedOver = channel == Channel.NONE;
                readData();
            } else {
                cursor.skip();
            }
        }
    }

    private void readDataOnly() {
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (cursor.is(DATA_KEY)) {
                readData();
            } else {
                cursor.skip();
            }
        }
    }

    private Channel readChannel() {
        if (cursor.readValue() != Kind.STRING) {
            return Channel.OTHER;
        }
        if (cursor.is(CANDLE)) {
            return Channel.CANDLE;
        }
        if (cursor.is(ACKNOWLEDGEMENT)) {
            return Channel.ACKNOWLEDGEMENT;
        }
        if (cursor.is(ERROR)) {
            return Channel.ERROR;
        }
        return cursor.is(PONG) ? Channel.PONG : Channel.OTHER;
    }

    private void readData() {
        switch (channel) {
            case NONE -> guess();
            case CANDLE -> readCandles();
            case ACKNOWLEDGEMENT -> broken |= !answers.readAcknowledgement(cursor);
            case ERROR -> broken |= !answers.readError(cursor);
            default -> cursor.skip();
        }
    }

    private void readCandles() {
        if (cursor.peek() != Kind.ARRAY) {
            readCandle();
            return;
        }
        cursor.beginArray();
        while (cursor.nextElement()) {
            readCandle();
        }
    }

    /** Most objects are candles, and then need not be read again. */
    private void guess() {
        isGuessed = cursor.peek() == Kind.OBJECT;
        if (isGuessed) {
            candles.read();
        } else {
            cursor.skip();
        }
    }

    private void readCandle() {
        candles.read();
        countCandle();
    }

    private void countCandle() {
        broken |= !candles.isWhole();
        elements++;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
