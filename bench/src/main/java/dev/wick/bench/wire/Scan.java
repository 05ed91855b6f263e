package dev.wick.bench.wire;

import java.nio.charset.StandardCharsets;

/** Looks for fields in bytes from the left to the right. Shares no code with the engine. One thread; allocates nothing. */
final class Scan {
    private byte[] bytes;
    private int at;
    private int end;

    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins anew. */
    Scan over(final byte[] text, final int from, final int to) {
        bytes = text;
        at = from;
        end = to;
        return this;
    }

    /** Goes behind what comes right here; false, and nothing moves, if something else does. */
    boolean skip(final byte[] expected) {
        if (!startsWith(expected)) {
            return false;
        }
        at += expected.length;
        return true;
    }

    /** Goes behind the next of it; false if there is none. */
    boolean skipTo(final byte[] expected) {
        while (at < end) {
            if (bytes[at] == expected[0] && startsWith(expected)) {
                at += expected.length;
                return true;
            }
            at++;
        }
        return false;
    }

    /** The digits that come right here, as a number. */
    long number() {
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + bytes[at] - '0';
            at++;
        }
        return value;
    }

    /** The digit that comes right here, or -1. */
    int digit() {
        return at < end && bytes[at] >= '0' && bytes[at] <= '9' ? bytes[at++] - '0' : -1;
    }

    private boolean startsWith(final byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 1; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return bytes[at] == expected[0];
    }
}
