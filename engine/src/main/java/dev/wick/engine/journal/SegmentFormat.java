package dev.wick.engine.journal;

import dev.wick.engine.history.CandleRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of a segment. Stateless.
 *
 * <pre>
 *   header   0 magic "WICKCNDL" │ 8 version │ 16 number of the segment │ 24 length of the file │ 60 CRC32C of 0 to 59
 *   record   0 control word: length in 24 bits, type in 8 │ 4 CRC32C of the type and all from 8 on │ 8 body
 *     SERIES 8 number │ 16 latest open time of it in earlier segments │ 24 four names, each 2 bytes of length and UTF-8:
 *            exchange, contract type, symbol, interval
 *     CANDLE 8 number of its series │ 12 zero │ 16 {@link CandleRecord}
 *     WAIVED 8 number of its series │ 12 zero │ 16 the last and 24 the first open time of which nothing is owed, UTC ms
 * </pre>
 *
 * <p>Little-endian. Records lie at multiples of 8, and begin at {@link #HEADER_LENGTH}; where the control word is 0, nothing
 * has been written yet. It is the last of a record to be written, so a record whose writer died half-way is none.
 */
final class SegmentFormat {
    static final ByteOrder BYTE_ORDER = ByteOrder.LITTLE_ENDIAN;
    static final int VERSION = 1;
    static final int HEADER_LENGTH = 64;
    static final int ALIGNMENT = Long.BYTES;

    static final int TYPE_SERIES = 1;
    static final int TYPE_CANDLE = 2;
    static final int TYPE_WAIVED = 3;
    static final int CHECKSUM = 4;
    static final int BODY = 8;
    static final int SERIES_NUMBER = BODY;
    static final int SERIES_BEFORE = 16;
    static final int SERIES_NAMES = 24;
    static final int CANDLE = 16;
    static final int CANDLE_LENGTH = CANDLE + CandleRecord.LENGTH;
    static final int WAIVED_TO = 16;
    static final int WAIVED_FROM = WAIVED_TO + Long.BYTES;
    static final int WAIVED_LENGTH = WAIVED_FROM + Long.BYTES;

    /** No name is longer than a symbol, and no symbol comes near this; a definition of all four does not exceed it. */
    static final int SERIES_MAX_LENGTH = 4_096;

    /** "WICKCNDL" read as a little-endian long. */
    private static final long MAGIC = 0x4C44_4E43_4B43_4957L;

    private static final int VERSION_AT = 8;
    private static final int NUMBER_AT = 16;
    private static final int LENGTH_AT = 24;
    private static final int HEADER_CHECKSUM_AT = 60;
    private static final int LENGTH_MASK = 0xFF_FFFF;
    private static final int TYPE_SHIFT = 24;

    private SegmentFormat() {}

    /** What the header of a file says. */
    enum Header {
        /** All is as it should be. */
        SOUND,
        /** Another program wrote it, or bytes of it were changed. */
        BROKEN,
        /** It is sound, and of a version that this program cannot read. */
        UNKNOWN_VERSION
    }

    static int controlWord(final int type, final int length) {
        return type << TYPE_SHIFT | length;
    }

    static int type(final int controlWord) {
        return controlWord >>> TYPE_SHIFT;
    }

    static int length(final int controlWord) {
        return controlWord & LENGTH_MASK;
    }

    static int aligned(final int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** An int as the machine stores it, so that its bytes are little-endian. */
    static int toStored(final int value) {
        return ByteOrder.nativeOrder() == BYTE_ORDER ? value : Integer.reverseBytes(value);
    }

    /**
     * The checksum of a record, without garbage.
     *
     * @param bytes a view of the file whose position and limit may be moved
     */
    static int checksum(final CRC32C crc, final ByteBuffer bytes, final int at, final int type, final int length) {
        crc.reset();
        crc.update(type);
        bytes.limit(at + length).position(at + BODY);
        crc.update(bytes);
        return (int) crc.getValue();
    }

    static void writeHeader(final UnsafeBuffer file, final ByteBuffer bytes, final long number) {
        file.putLong(0, MAGIC, BYTE_ORDER);
        file.putInt(VERSION_AT, VERSION, BYTE_ORDER);
        file.putLong(NUMBER_AT, number, BYTE_ORDER);
        file.putLong(LENGTH_AT, file.capacity(), BYTE_ORDER);
        file.putInt(HEADER_CHECKSUM_AT, headerChecksum(bytes), BYTE_ORDER);
    }

    /** Looks at the header of a file that should be of this number. */
    static Header header(final UnsafeBuffer file, final ByteBuffer bytes, final long number) {
        if (file.capacity() < HEADER_LENGTH
                || file.getLong(0, BYTE_ORDER) != MAGIC
                || file.getInt(HEADER_CHECKSUM_AT, BYTE_ORDER) != headerChecksum(bytes)) {
            return Header.BROKEN;
        }
        if (file.getInt(VERSION_AT, BYTE_ORDER) != VERSION) {
            return Header.UNKNOWN_VERSION;
        }
        return file.getLong(NUMBER_AT, BYTE_ORDER) == number && file.getLong(LENGTH_AT, BYTE_ORDER) == file.capacity()
                ? Header.SOUND
                : Header.BROKEN;
    }

    private static int headerChecksum(final ByteBuffer bytes) {
        final CRC32C crc = new CRC32C();
        bytes.limit(HEADER_CHECKSUM_AT).position(0);
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
