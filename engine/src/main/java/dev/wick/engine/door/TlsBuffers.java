package dev.wick.engine.door;

import java.nio.ByteBuffer;

/**
 * The buffers through which all connections of one server pass, so that a connection holds memory only for what is under
 * way. One for the thread that reads, one for the thread that writes.
 */
public final class TlsBuffers {
    private static final int RECORD_BYTES = 17 * 1024;
    /** So many whole records are written at once. */
    private static final int RECORDS = 4;

    private final ByteBuffer in = ByteBuffer.allocateDirect(2 * RECORD_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(RECORDS * RECORD_BYTES);

    /** Empty; the thread that reads. It has room for a record that is nearly whole and another one. */
    ByteBuffer in() {
        return in.clear();
    }

    /** Empty; the thread that writes. */
    ByteBuffer out() {
        return out.clear();
    }
}
