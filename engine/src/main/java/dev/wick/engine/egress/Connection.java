package dev.wick.engine.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A subscriber's connection as its session sees it. Egress thread, where nothing else is said. */
interface Connection {
    /** Where the bytes go; never blocks. */
    WritableByteChannel channel();

    /**
     * Writes what the channel itself holds back, such as records of TLS.
     *
     * @return false if some of it is left
     */
    boolean sendHeld() throws IOException;

    /**
     * Notes that there are frames to take by {@link #nextOwnFrame}; any thread.
     *
     * @return false if that is noted already
     */
    boolean demandWrite();

    /** Forgets what {@link #demandWrite} noted; before the frames are taken, so that none is missed. */
    void clearWriteDemand();

    /** The next whole frame, or handshake, that the WebSocket library wants to send; null if there is none. */
    ByteBuffer nextOwnFrame();

    /** Whether {@link #nextOwnFrame} has one. */
    boolean hasOwnFrames();

    /** Whether either side has begun to close: what is queued goes out, and then it is over. */
    boolean isClosing();

    /** Says goodbye: the close frame comes by way of {@link #nextOwnFrame}, and {@link #isClosing} is true. */
    void close(int code, String reason);

    /** Ends our half; the peer reads all that was sent, and then the end. */
    void shutdownOutput() throws IOException;

    /** Ends it now, and frees what the operating system holds for it. */
    void abort(String reason);

    /** When the last frame of the subscriber's was read, monotonic ns; 0 if none was. */
    long heardNs();

    /** A message of the subscriber was taken from the inbox. */
    void messageTaken();
}
