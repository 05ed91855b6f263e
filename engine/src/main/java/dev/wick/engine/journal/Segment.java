package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.CandleRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** One mapped file of the journal. Used by one thread at a time: whoever has it may write and close it. */
final class Segment implements AutoCloseable {
    private static final int PAGE_BYTES = 4_096;

    private final Path file;
    private final long number;
    private final MappedByteBuffer mapped;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private int end;
    private int highestSeries;

    private Segment(final Path file, final long number, final MappedByteBuffer mapped, final int end) {
        this.file = file;
        this.number = number;
        this.mapped = mapped;
        this.end = end;
        bytes = mapped.duplicate();
        buffer = new UnsafeBuffer(mapped);
    }

    /**
     * Makes an empty segment. Its blocks are written, not only promised: on a disk without room this fails here, and not at
     * a store into the mapping, where it would be the end of the JVM's patience.
     */
    static Segment create(final Path file, final long number, final int length) throws IOException {
        final Path unfinished = unfinished(file);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            fill(channel, length);
            return begun(file, number, channel, length);
        } catch (final IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static Segment begun(final Path file, final long number, final FileChannel channel, final int length)
            throws IOException {
        final Segment made = new Segment(
                file, number, channel.map(FileChannel.MapMode.READ_WRITE, 0, length), SegmentFormat.HEADER_LENGTH);
        try {
            SegmentFormat.writeHeader(made.buffer, made.bytes, number);
            made.touch();
            Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (final IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** The name of a segment as long as it is not complete. */
    static Path unfinished(final Path file) {
        return file.resolveSibling(file.getFileName() + JournalFolder.UNFINISHED);
    }

    /** Zeros, all of them: the last block of a file may be a piece of one. */
    private static void fill(final FileChannel channel, final int length) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PAGE_BYTES);
        for (int at = 0; at < length; at += zeros.position()) {
            zeros.clear().limit(Math.min(PAGE_BYTES, length - at));
            while (zeros.hasRemaining()) {
                channel.write(zeros, at + (long) zeros.position());
            }
        }
    }

    /** Makes every page known to the process as one that is written to, before the pipeline's thread comes there. */
    private void touch() {
        for (int at = PAGE_BYTES; at < buffer.capacity(); at += PAGE_BYTES) {
            buffer.putByte(at, (byte) 0);
        }
    }

    /** Maps a file as it is; what is in it is for {@link SegmentScan} to say. */
    static Segment open(final Path file, final long number) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("it has " + channel.size() + " bytes, more than a segment can have");
            }
            return new Segment(file, number, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()), 0);
        }
    }

    /** Maps a file that somebody else may be writing to, to be read as far as it is written. */
    static Segment view(final Path file, final long number) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Segment(file, number, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), 0);
        }
    }

    /** Goes on behind what is in it, and makes sure that nothing but zeros follows there. */
    void continueAt(final int position, final int highestSeriesNumber) {
        end = position;
        highestSeries = highestSeriesNumber;
        buffer.setMemory(position, buffer.capacity() - position, (byte) 0);
    }

    /**
     * Writes the definition of a series.
     *
     * @param names as {@link SeriesNames} encodes them
     * @param beforeMs the latest open time of it in earlier segments, UTC ms, or {@link Candle#NONE}
     * @return the number that its candles carry, or 0 if there is no room for the definition and a candle
     */
    int define(final byte[] names, final long beforeMs) {
        final int length = SegmentFormat.aligned(SegmentFormat.SERIES_NAMES + names.length);
        if (length + SegmentFormat.CANDLE_LENGTH > buffer.capacity() - end) {
            return 0;
        }
        highestSeries++;
        buffer.putInt(end + SegmentFormat.SERIES_NUMBER, highestSeries, SegmentFormat.BYTE_ORDER);
        buffer.putLong(end + SegmentFormat.SERIES_BEFORE, beforeMs, SegmentFormat.BYTE_ORDER);
        buffer.putBytes(end + SegmentFormat.SERIES_NAMES, names);
        publish(SegmentFormat.TYPE_SERIES, length);
        return highestSeries;
    }

    /** Writes a candle of a series that is defined here; false if there is no room for it. */
    boolean append(final int seriesNumber, final Candle candle) {
        if (SegmentFormat.CANDLE_LENGTH > buffer.capacity() - end) {
            return false;
        }
        buffer.putInt(end + SegmentFormat.SERIES_NUMBER, seriesNumber, SegmentFormat.BYTE_ORDER);
        CandleRecord.write(candle, buffer, end + SegmentFormat.CANDLE);
        publish(SegmentFormat.TYPE_CANDLE, SegmentFormat.CANDLE_LENGTH);
        return true;
    }

    /**
     * Writes that nothing is owed of a series that is defined here between two open times, UTC ms; false if there is no room.
     */
    boolean waive(final int seriesNumber, final long fromMs, final long toMs) {
        if (SegmentFormat.WAIVED_LENGTH > buffer.capacity() - end) {
            return false;
        }
        buffer.putInt(end + SegmentFormat.SERIES_NUMBER, seriesNumber, SegmentFormat.BYTE_ORDER);
        buffer.putLong(end + SegmentFormat.WAIVED_TO, toMs, SegmentFormat.BYTE_ORDER);
        buffer.putLong(end + SegmentFormat.WAIVED_FROM, fromMs, SegmentFormat.BYTE_ORDER);
        publish(SegmentFormat.TYPE_WAIVED, SegmentFormat.WAIVED_LENGTH);
        return true;
    }

    /** Copies a record that was read elsewhere, as it is. */
    void copy(final UnsafeBuffer from, final int at, final int length) {
        buffer.putBytes(end, from, at, length);
        end += length;
    }

    private void publish(final int type, final int length) {
        final int checksum = SegmentFormat.checksum(crc, bytes, end, type, length);
        buffer.putInt(end + SegmentFormat.CHECKSUM, checksum, SegmentFormat.BYTE_ORDER);
        buffer.putIntRelease(end, SegmentFormat.toStored(SegmentFormat.controlWord(type, length)));
        end += length;
    }

    Path file() {
        return file;
    }

    long number() {
        return number;
    }

    int length() {
        return buffer.capacity();
    }

    /** Where the next record goes. */
    int end() {
        return end;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** A view whose position and limit may be moved. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Waits until the disk has it all. */
    void force() {
        mapped.force();
    }

    /** Unmaps it; not to be used any more, nor a buffer of it. */
    @Override
    public void close() {
        buffer.wrap(0, 0);
        IoUtil.unmap(mapped);
    }
}
