package dev.wick.engine;

/** Something that the user can mend; the message says what and how, and no stack trace is wanted. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(final String message, final Throwable cause) {
        super(message, cause);
    }

    public UserError(final String message) {
        super(message);
    }
}
