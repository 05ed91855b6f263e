package dev.wick.adapters.text;

/**
 * Points at a short text that a cursor has passed, until the frame is done; reused, owned by the cursor's thread.
 *
 * <p>Allocates nothing. A text with escapes is copied, as the cursor's own buffer does not outlive the next such one.
 */
public final class KeptText {
    private final byte[] own;
    private byte[] bytes;
    private int offset;
    private int length;

    /** @param maxLength of a text with escapes, in bytes; a longer one counts as empty */
    public KeptText(final int maxLength) {
        own = new byte[maxLength];
        bytes = own;
    }

    /** Points at the key, string or number that the cursor read last. */
    public void keep(final JsonCursor cursor) {
        bytes = cursor.bytes();
        offset = cursor.offset();
        length = cursor.length();
        if (!cursor.isVerbatim()) {
            length = length > own.length ? 0 : length;
            System.arraycopy(bytes, offset, own, 0, length);
            bytes = own;
            offset = 0;
        }
    }

    /** Points at the text that the scan read last. */
    public void keep(final OrderedScan scan) {
        if (bytes != scan.bytes()) {
            bytes = scan.bytes();
        }
        offset = scan.textOffset();
        length = scan.textLength();
    }

    /** Holds the text, at {@link #offset}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} it begins. */
    public int offset() {
        return offset;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }
}
