package dev.wick.engine.egress;

import dev.wick.engine.door.Refusal;
import dev.wick.engine.door.TlsChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.java_websocket.WrappedByteChannel;

/**
 * What the library reads a client's bytes from: the socket, or TLS over it. It stops what must not reach the library's
 * parser: a request that does not end, TLS where none is spoken, and whatever comes after a refusal. Selector thread, save
 * {@link #close}; the egress writes past it.
 */
final class ClientChannel implements WrappedByteChannel {
    /** The longest request for a WebSocket, cookies and all. */
    static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final byte TLS_HANDSHAKE = 22;

    private final SocketConnection connection;
    private final Consumer<Refusal> onRefused;
    private final SocketChannel socket;
    private final TlsChannel tls;
    private long headBytes;

    /**
     * A client's channel.
     *
     * @param tls null for none
     * @param onRefused has the connection refused
     */
    ClientChannel(
            final SocketConnection connection,
            final SocketChannel socket,
            final TlsChannel tls,
            final Consumer<Refusal> onRefused) {
        this.connection = connection;
        this.onRefused = onRefused;
        this.socket = socket;
        this.tls = tls;
    }

    @Override
    public int read(final ByteBuffer dst) throws IOException {
        final int start = dst.position();
        return checked(tls == null ? socket.read(dst) : tls.read(dst), dst, start);
    }

    @Override
    public boolean isNeedRead() {
        return tls != null && tls.hasMore();
    }

    /** Must not throw: the library would end whichever connection it served last. */
    @Override
    public int readMore(final ByteBuffer dst) {
        final int start = dst.position();
        return checked(tls == null ? 0 : tls.readMore(dst), dst, start);
    }

    private int checked(final int count, final ByteBuffer dst, final int start) {
        if (count > 0 && !connection.isAdmitted()) {
            if (tls == null && headBytes == 0 && dst.get(start) == TLS_HANDSHAKE) {
                onRefused.accept(Refusal.TLS_ON_PLAIN);
            }
            headBytes += count;
            if (headBytes > MAX_HEAD_BYTES) {
                onRefused.accept(Refusal.HEAD_TOO_LONG);
            }
        }
        if (count > 0 && connection.isRefused()) {
            dst.position(start);
            return 0;
        }
        return count;
    }

    @Override
    public int write(final ByteBuffer src) {
        throw new UnsupportedOperationException("the egress writes, to the connection's own channel");
    }

    @Override
    public boolean isNeedWrite() {
        return false;
    }

    @Override
    public void writeMore() {
        // Nothing is ever written by way of this.
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
