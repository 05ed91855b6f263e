package dev.wick.adapters.ws;

/** Hears all that happens to a {@link WsConnection}. */
public interface WsListener extends FrameListener {
    /** The handshake is done; the leg's thread. */
    void onOpened();

    /**
     * It is over, and nothing else is called any more. Once, even if the dial never ends. On the leg's thread; out of
     * {@code tick} and {@code abort} if it was never open.
     *
     * @param opened whether it ever was open
     * @param detail what is known of the reason, for people
     */
    void onClosed(boolean opened, String detail);
}
