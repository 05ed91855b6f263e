package dev.wick.engine.history;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Source;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A closed candle as {@link #LENGTH} bytes, in memory and in the journal. Stateless; allocates nothing.
 *
 * <pre>
 *   0 open time │ 8 event time │ 16 received ns │ 24 trades │ 32 first id │ 40 last id
 *   48 open, high, low, close, volume, quote volume, contracts: 7 mantissas of 8 bytes
 *   104 their 7 scales of 2 bytes │ 118 finality │ 119 source │ 120 revision │ 124 leg
 * </pre>
 *
 * <p>Little-endian. The series, the close time and the stamps of the hops are not in it.
 */
public final class CandleRecord {
    /** Bytes of one candle; a multiple of 8. */
    public static final int LENGTH = 128;

    private static final ByteOrder BYTE_ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int EVENT_TIME = 8;
    private static final int RECEIVED = 16;
    private static final int TRADES = 24;
    private static final int FIRST_ID = 32;
    private static final int LAST_ID = 40;
    private static final int MANTISSAS = 48;
    private static final int SCALES = 104;
    private static final int FINALITY = 118;
    private static final int SOURCE = 119;
    private static final int REVISION = 120;
    private static final int LEG = 124;
    private static final short ABSENT = Short.MIN_VALUE;
    private static final byte NO_FINALITY = -1;
    private static final Finality[] FINALITIES = Finality.values();
    private static final Source[] SOURCES = Source.values();

    private CandleRecord() {}

    /** Writes a candle at an index of a buffer, which is a multiple of 8. */
    public static void write(final Candle candle, final MutableDirectBuffer into, final int at) {
        into.putLong(at, candle.openTimeMs, BYTE_ORDER);
        into.putLong(at + EVENT_TIME, candle.eventTimeMs, BYTE_ORDER);
        into.putLong(at + RECEIVED, candle.receivedTimeNs, BYTE_ORDER);
        into.putLong(at + TRADES, candle.tradeCount, BYTE_ORDER);
        into.putLong(at + FIRST_ID, candle.firstTradeId, BYTE_ORDER);
        into.putLong(at + LAST_ID, candle.lastTradeId, BYTE_ORDER);
        write(candle.open, into, at, 0);
        write(candle.high, into, at, 1);
        write(candle.low, into, at, 2);
        write(candle.close, into, at, 3);
        write(candle.volume, into, at, 4);
        write(candle.quoteVolume, into, at, 5);
        write(candle.contracts, into, at, 6);
        into.putByte(at + FINALITY, candle.finality == null ? NO_FINALITY : (byte) candle.finality.ordinal());
        into.putByte(at + SOURCE, (byte) candle.source.ordinal());
        into.putInt(at + REVISION, candle.revision, BYTE_ORDER);
        into.putInt(at + LEG, candle.legId, BYTE_ORDER);
    }

    private static void write(final Decimal value, final MutableDirectBuffer into, final int at, final int number) {
        into.putLong(at + MANTISSAS + Long.BYTES * number, value.mantissa, BYTE_ORDER);
        into.putShort(at + SCALES + Short.BYTES * number, value.isPresent() ? (short) value.scale : ABSENT, BYTE_ORDER);
    }

    /** The open time of the candle at an index, UTC ms. */
    public static long openTimeMs(final DirectBuffer from, final int at) {
        return from.getLong(at, BYTE_ORDER);
    }

    /** The revision of the candle at an index. */
    public static int revision(final DirectBuffer from, final int at) {
        return from.getInt(at + REVISION, BYTE_ORDER);
    }

    /**
     * Reads a candle; whatever the bytes are, nothing is thrown: somebody may be writing there, and then the caller forgets
     * what it has read. The series, the close time and the stamps of the hops are the caller's to set.
     */
    public static void read(final DirectBuffer from, final int at, final Candle into) {
        into.clear();
        into.openTimeMs = from.getLong(at, BYTE_ORDER);
        into.eventTimeMs = from.getLong(at + EVENT_TIME, BYTE_ORDER);
        into.receivedTimeNs = from.getLong(at + RECEIVED, BYTE_ORDER);
        into.tradeCount = from.getLong(at + TRADES, BYTE_ORDER);
        into.firstTradeId = from.getLong(at + FIRST_ID, BYTE_ORDER);
        into.lastTradeId = from.getLong(at + LAST_ID, BYTE_ORDER);
        read(from, at, 0, into.open);
        read(from, at, 1, into.high);
        read(from, at, 2, into.low);
        read(from, at, 3, into.close);
        read(from, at, 4, into.volume);
        read(from, at, 5, into.quoteVolume);
        read(from, at, 6, into.contracts);
        into.closed = true;
        into.finality = named(FINALITIES, from.getByte(at + FINALITY), null);
        into.source = named(SOURCES, from.getByte(at + SOURCE), Source.STREAM);
        into.revision = from.getInt(at + REVISION, BYTE_ORDER);
        into.legId = from.getInt(at + LEG, BYTE_ORDER);
    }

    private static void read(final DirectBuffer from, final int at, final int number, final Decimal into) {
        final short scale = from.getShort(at + SCALES + Short.BYTES * number, BYTE_ORDER);
        into.mantissa = from.getLong(at + MANTISSAS + Long.BYTES * number, BYTE_ORDER);
        into.scale = scale == ABSENT ? Decimal.ABSENT : scale;
    }

    private static <T> T named(final T[] all, final byte ordinal, final T otherwise) {
        return ordinal >= 0 && ordinal < all.length ? all[ordinal] : otherwise;
    }
}
