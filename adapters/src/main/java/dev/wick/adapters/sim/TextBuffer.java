package dev.wick.adapters.sim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a text as UTF-8 bytes, without a String per number. Grows as needed; one thread at a time. */
public final class TextBuffer {
    private byte[] bytes;
    private int length;

    public TextBuffer(final int capacity) {
        bytes = new byte[capacity];
    }

    /** Makes it empty. */
    public TextBuffer clear() {
        length = 0;
        return this;
    }

    /** The bytes so far; valid until the next change, from 0 to {@link #length}. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Appends a text. */
    public TextBuffer text(final String text) {
        final byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return bytes(encoded, 0, encoded.length);
    }

    /** Appends some bytes. */
    public TextBuffer bytes(final byte[] source, final int offset, final int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends one byte. */
    public TextBuffer octet(final int octet) {
        reserve(1);
        bytes[length++] = (byte) octet;
        return this;
    }

    /** Appends a whole number. */
    public TextBuffer number(final long number) {
        return decimal(number, 0, 0);
    }

    /**
     * Appends a decimal number with a fixed number of digits after the point.
     *
     * @param unscaled the number times 10^scale
     * @param shownDecimals at least {@code scale}; zeros fill up
     */
    public TextBuffer decimal(final long unscaled, final int scale, final int shownDecimals) {
        reserve(24 + shownDecimals);
        if (unscaled < 0) {
            bytes[length++] = '-';
        }
        final int from = length;
        long rest = Math.abs(unscaled);
        int written = 0;
        while (written < shownDecimals - scale) {
            bytes[length++] = '0';
            written++;
        }
        do {
            if (written == shownDecimals && shownDecimals > 0) {
                bytes[length++] = '.';
            }
            bytes[length++] = (byte) ('0' + rest % 10);
            rest /= 10;
            written++;
        } while (rest != 0 || written <= shownDecimals);
        reverse(from, length - 1);
        return this;
    }

    private void reverse(final int from, final int to) {
        for (int i = from, j = to; i < j; i++, j--) {
            final byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
    }

    private void reserve(final int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
