package dev.wick.engine.journal;

/** The journal cannot be opened; the message names the setting, its value, and what to do. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
