package dev.wick.bench;

/** Frames as a socket read finds them: one behind the other, in a larger buffer. */
final class ReadBuffer {
    private static final int SIZE = 64 * 1024;
    /** The header of a frame of more than 125 bytes, unmasked. */
    private static final int HEADER = 4;

    final byte[] bytes = new byte[SIZE];
    final int[] offset;
    final int[] length;

    ReadBuffer(final byte[][] frames) {
        offset = new int[frames.length];
        length = new int[frames.length];
        int at = 0;
        for (int i = 0; i < frames.length; i++) {
            at += HEADER;
            offset[i] = at;
            length[i] = frames[i].length;
            System.arraycopy(frames[i], 0, bytes, at, length[i]);
            at += length[i];
        }
    }
}
