package dev.wick.engine.egress;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a final, unmasked WebSocket text frame (RFC 6455, 5.2), as servers send them. Stateless.
 *
 * <pre>
 *   0x81, length                                 up to 125 bytes of payload
 *   0x81, 126, length in 2 bytes, high first     up to 65,535
 *   0x81, 127, length in 8 bytes, high first     more
 * </pre>
 */
final class TextFrame {
    /** The longest header. */
    static final int MAX_HEADER_BYTES = 10;

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int SHORT_LENGTH = 125;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;
    private static final int LARGEST_TWO_BYTES = 0xFFFF;

    private TextFrame() {}

    /**
     * Writes the header in front of a payload that is in place.
     *
     * @param bytes holds the payload, from {@code payloadStart}, which is at least {@link #MAX_HEADER_BYTES}
     * @param payloadEnd the position after the last byte
     * @return where the frame begins
     */
    static int writeHeaderBefore(final byte[] bytes, final int payloadStart, final int payloadEnd) {
        final int length = payloadEnd - payloadStart;
        int at = payloadStart;
        if (length <= SHORT_LENGTH) {
            bytes[--at] = (byte) length;
        } else {
            final boolean isLarge = length > LARGEST_TWO_BYTES;
            int rest = length;
            for (int i = 0; i < (isLarge ? 8 : 2); i++) {
                bytes[--at] = (byte) rest;
                rest >>>= 8;
            }
            bytes[--at] = (byte) (isLarge ? EIGHT_BYTES_FOLLOW : TWO_BYTES_FOLLOW);
        }
        bytes[--at] = FINAL_TEXT;
        return at;
    }

    /** A frame of its own for a text; allocates. */
    static byte[] of(final String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame of its own for a text in UTF-8; allocates. */
    static byte[] of(final byte[] payload) {
        final byte[] padded = new byte[MAX_HEADER_BYTES + payload.length];
        System.arraycopy(payload, 0, padded, MAX_HEADER_BYTES, payload.length);
        final int start = writeHeaderBefore(padded, MAX_HEADER_BYTES, padded.length);
        return Arrays.copyOfRange(padded, start, padded.length);
    }
}
