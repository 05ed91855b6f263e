package dev.wick.adapters.rest;

/**
 * The body of an answer with status 200, which is JSON from its first to its last byte and is not nested too deeply.
 *
 * @param url where it came from, for messages
 * @param body all of it; the receiver owns it
 * @param readNs when it was complete, monotonic ns
 * @param receivedTimeNs the same moment, epoch ns
 * @param dateMs its {@code Date} header, UTC ms in whole seconds, or {@link #NO_DATE}
 */
public record RestAnswer(String url, byte[] body, long readNs, long receivedTimeNs, long dateMs) {
    /** The answer does not say when it was made. */
    public static final long NO_DATE = Long.MIN_VALUE;
}
