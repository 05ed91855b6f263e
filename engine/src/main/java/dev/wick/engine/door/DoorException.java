package dev.wick.engine.door;

/** What guards the door cannot be used; the message names the setting or the file, and what to do, and no secret. */
public final class DoorException extends Exception {
    private static final long serialVersionUID = 1L;

    DoorException(final String message) {
        super(message);
    }

    DoorException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
