package dev.wick.engine.egress;

/** The feed cannot be served; the message names the setting to change. */
public final class FeedStartException extends Exception {
    private static final long serialVersionUID = 1L;

    public FeedStartException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
