package dev.wick.engine.journal;

import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Finds the sound records of a segment, whatever its bytes are. Used by one thread. */
final class SegmentScan {
    /** Gets the records that are sound, in their order. */
    interface Records {
        /** A record of a type of {@link SegmentFormat}. */
        void onRecord(int type, UnsafeBuffer file, int at, int length);
    }

    private final Segment segment;
    private final UnsafeBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private int end = SegmentFormat.HEADER_LENGTH;
    private int records;
    private boolean hasHole;
    private boolean hasRest;

    private SegmentScan(final Segment segment) {
        this.segment = segment;
        buffer = segment.buffer();
    }

    /** Reads a segment whose header was looked at. */
    static SegmentScan of(final Segment segment, final Records into) {
        final SegmentScan scan = new SegmentScan(segment);
        scan.run(into);
        return scan;
    }

    /** Reads the records up to the first place without one: the end of a segment that somebody may be writing. */
    static void ofSoundBeginning(final Segment segment, final Records into) {
        final SegmentScan scan = new SegmentScan(segment);
        while (scan.end < scan.buffer.capacity()) {
            final int length = scan.soundLength(scan.end);
            if (length == 0) {
                return;
            }
            into.onRecord(SegmentFormat.type(scan.controlWord(scan.end)), scan.buffer, scan.end, length);
            scan.end += length;
        }
    }

    private void run(final Records into) {
        int at = SegmentFormat.HEADER_LENGTH;
        while (at < buffer.capacity()) {
            final int length = soundLength(at);
            if (length > 0) {
                into.onRecord(SegmentFormat.type(controlWord(at)), buffer, at, length);
                records++;
                hasHole |= at > end;
                at += length;
                end = at;
            } else {
                at = nextCandidate(at);
            }
        }
        hasRest = firstNonZero(end) < buffer.capacity();
    }

    private int controlWord(final int at) {
        return buffer.getInt(at, SegmentFormat.BYTE_ORDER);
    }

    /** The next place behind this one where a record might begin, or the end of the file. */
    private int nextCandidate(final int at) {
        int next = at + SegmentFormat.ALIGNMENT;
        while (next + Integer.BYTES <= buffer.capacity() && controlWord(next) == 0) {
            next += SegmentFormat.ALIGNMENT;
        }
        return next + Integer.BYTES <= buffer.capacity() ? next : buffer.capacity();
    }

    private int firstNonZero(final int from) {
        int at = from;
        while (at < buffer.capacity() && buffer.getByte(at) == 0) {
            at++;
        }
        return at;
    }

    private int soundLength(final int at) {
        if (buffer.capacity() - at < SegmentFormat.BODY) {
            return 0;
        }
        final int word = SegmentFormat.toStored(buffer.getIntVolatile(at));
        final int length = SegmentFormat.length(word);
        if (!isPossible(SegmentFormat.type(word), length) || length > buffer.capacity() - at) {
            return 0;
        }
        final int checksum = SegmentFormat.checksum(crc, segment.bytes(), at, SegmentFormat.type(word), length);
        return checksum == buffer.getInt(at + SegmentFormat.CHECKSUM, SegmentFormat.BYTE_ORDER) ? length : 0;
    }

    private static boolean isPossible(final int type, final int length) {
        return switch (type) {
            case SegmentFormat.TYPE_CANDLE -> length == SegmentFormat.CANDLE_LENGTH;
            case SegmentFormat.TYPE_WAIVED -> length == SegmentFormat.WAIVED_LENGTH;
            case SegmentFormat.TYPE_SERIES ->
                length > SegmentFormat.SERIES_NAMES
                        && length <= SegmentFormat.SERIES_MAX_LENGTH
                        && length % SegmentFormat.ALIGNMENT == 0;
            default -> false;
        };
    }

    /** Where the last sound record ends. */
    int end() {
        return end;
    }

    /** How many records are sound. */
    int records() {
        return records;
    }

    /** Whether something that is no record lies between two that are. */
    boolean hasHole() {
        return hasHole;
    }

    /** Whether something else than zeros lies behind the last sound record. */
    boolean hasRest() {
        return hasRest;
    }
}
