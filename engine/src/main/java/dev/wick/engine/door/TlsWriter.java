package dev.wick.engine.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** The writing half of a {@link TlsChannel}: sends the handshake's records, then encrypts. Writing thread. */
final class TlsWriter {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final TlsBuffers buffers;
    private final TlsReader reader;

    /** Encrypted, and not yet taken by the socket; null for none. */
    private ByteBuffer carriedOut;

    private boolean isHalfClosing;
    private boolean isHalfClosed;

    /**
     * The half of a connection.
     *
     * @param reader the other half, which does the handshake
     */
    TlsWriter(final SocketChannel socket, final SSLEngine engine, final TlsBuffers buffers, final TlsReader reader) {
        this.socket = socket;
        this.engine = engine;
        this.buffers = buffers;
        this.reader = reader;
    }

    /** Encrypts and writes as much as the socket takes, and at most four records more. */
    int write(final ByteBuffer src) throws IOException {
        final int start = src.position();
        if (!reader.isReady()) {
            flush();
            return 0;
        }
        while (flush() && src.hasRemaining() && !isHalfClosing) {
            final ByteBuffer out = buffers.out();
            boolean isMoving = true;
            while (isMoving
                    && src.hasRemaining()
                    && out.remaining() >= engine.getSession().getPacketBufferSize()) {
                final SSLEngineResult result = engine.wrap(src, out);
                if (result.getStatus() == Status.CLOSED) {
                    throw new ClosedChannelException();
                }
                isMoving = result.bytesProduced() > 0;
            }
            if (out.position() == 0) {
                break;
            }
            send(out.flip());
        }
        return src.position() - start;
    }

    /** Writes what it holds. False if the socket did not take all: then call it again. */
    boolean flush() throws IOException {
        if (!sendCarried()) {
            return false;
        }
        while (hasOwnRecord()) {
            final ByteBuffer out = buffers.out();
            wrapOwn(out);
            if (!out.flip().hasRemaining()) {
                break;
            }
            if (!send(out)) {
                return false;
            }
        }
        if (isHalfClosing && !isHalfClosed) {
            isHalfClosed = true;
            socket.shutdownOutput();
        }
        return true;
    }

    /** A key update, an alert, or the goodbye. */
    private boolean hasOwnRecord() {
        return isHalfClosing
                ? !engine.isOutboundDone()
                : reader.isReady() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    private void wrapOwn(final ByteBuffer out) {
        try {
            engine.wrap(NOTHING, out);
        } catch (final SSLException e) {
            // The connection has failed, and there is no alert left to send.
            out.clear();
        }
    }

    private boolean sendCarried() throws IOException {
        ByteBuffer next = carriedOut == null ? reader.nextRecord() : carriedOut;
        carriedOut = null;
        while (next != null) {
            if (!send(next)) {
                return false;
            }
            next = reader.nextRecord();
        }
        return true;
    }

    private boolean send(final ByteBuffer record) throws IOException {
        socket.write(record);
        if (!record.hasRemaining()) {
            return true;
        }
        carriedOut = ByteBuffer.allocate(record.remaining()).put(record).flip();
        return false;
    }

    /** Says goodbye in TLS, then ends our half; {@link #flush} says whether that is done. */
    void shutdownOutput() throws IOException {
        if (!isHalfClosing) {
            isHalfClosing = true;
            engine.closeOutbound();
        }
        flush();
    }
}
