package dev.wick.adapters.feed;

/** REST did not give what was asked for; says of what kind the failure is and when to ask again. */
public final class HistoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure; the label of the error counters. */
    public enum Kind {
        /** 429 or 418: the venue wants silence until {@link HistoryException#retryAfterMs}. */
        RATE_LIMITED,
        /** Another HTTP status; the message holds the exchange's words. */
        HTTP_STATUS,
        /** The answer was not what the exchange documents. */
        BAD_ANSWER,
        /** No answer in time. */
        TIMEOUT,
        /** No connection. */
        UNREACHABLE
    }

    private final Kind kind;
    private final long retryAfterMs;
    private final int httpStatus;

    public HistoryException(final Kind kind, final String message, final long retryAfterMs, final Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfterMs = retryAfterMs;
        httpStatus = 0;
    }

    /** The venue answered with a status that is none of success. */
    public HistoryException(final int httpStatus, final String message) {
        super(message);
        kind = Kind.HTTP_STATUS;
        retryAfterMs = 0;
        this.httpStatus = httpStatus;
    }

    public HistoryException(final Kind kind, final String message) {
        this(kind, message, 0, null);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The answer's status where that is what failed ({@link Kind#HTTP_STATUS}), else 0. */
    public int httpStatus() {
        return httpStatus;
    }

    /** How long the venue wants no request, ms; 0 if it did not say. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
