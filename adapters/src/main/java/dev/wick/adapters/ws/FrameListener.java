package dev.wick.adapters.ws;

/** Takes messages as bytes. Called by the leg's thread. */
public interface FrameListener {
    /** The socket was read: the moment at which the messages that follow have arrived. */
    void onRead();

    /** One whole message; the bytes lie in a buffer that is used again as soon as this returns. */
    void onText(byte[] buffer, int offset, int length);

    /** All whole messages of a read were handed over. */
    default void onReadEnd() {}

    /** {@link #onText} threw this; the message is lost, the connection goes on. */
    void onFailure(RuntimeException failure);
}
