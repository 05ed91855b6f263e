package dev.wick.engine.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;

/**
 * The server's side of a TLS connection over a non-blocking socket, for one thread that reads and another one that writes;
 * neither waits, for the network or for the other.
 *
 * <p>The reading thread alone does the handshake, its reckoning included (a millisecond or two once per connection), and puts
 * what is to be sent for it into a queue; the writing thread alone writes to the socket. Until the handshake is done nothing
 * else is encrypted, and from then on only the writing thread encrypts: so records go out in the order in which they were
 * made. A failed connection goes on being read, and forgotten, until its alert is written and it is closed.
 *
 * <p>It holds at most one record that is not whole on its way in, and four on their way out.
 */
public final class TlsChannel implements ByteChannel {
    private final SocketChannel socket;
    private final TlsReader reader;
    private final TlsWriter writer;

    /**
     * A connection whose handshake is still to come.
     *
     * @param socket non-blocking
     * @param engine of the server's side
     */
    public TlsChannel(
            final SocketChannel socket, final SSLEngine engine, final TlsBuffers buffers, final TlsListener listener)
            throws IOException {
        this.socket = socket;
        reader = new TlsReader(socket, engine, buffers, listener);
        writer = new TlsWriter(socket, engine, buffers, reader);
        engine.beginHandshake();
    }

    /** Reads what the socket has, at most as much as fits; 0 if there is nothing whole, -1 at the end. Reading thread. */
    @Override
    public int read(final ByteBuffer dst) throws IOException {
        return reader.read(dst);
    }

    /** Whether {@link #readMore} has something, without the socket having more. Reading thread. */
    public boolean hasMore() {
        return reader.hasMore();
    }

    /** Reads what was decrypted already, without a look at the socket; -1 at the end. Reading thread. */
    public int readMore(final ByteBuffer dst) {
        return reader.readMore(dst);
    }

    /** Encrypts and writes as much as the socket takes, and at most four records more. Writing thread. */
    @Override
    public int write(final ByteBuffer src) throws IOException {
        return writer.write(src);
    }

    /** Writes what it holds. False if the socket did not take all: then call it again. Writing thread. */
    public boolean flush() throws IOException {
        return writer.flush();
    }

    /** Says goodbye in TLS, then ends our half; {@link #flush} says whether that is done. Writing thread. */
    public void shutdownOutput() throws IOException {
        writer.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** Ends it at once, without a goodbye; any thread. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
