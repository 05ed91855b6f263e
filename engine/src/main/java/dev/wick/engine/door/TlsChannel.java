package dev.wick.engine.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

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
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HANDSHAKE_RECORD = 22;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final TlsBuffers buffers;
    private final TlsListener listener;
    /** Encrypted; from the reading thread to the writing one. */
    private final ConcurrentLinkedQueue<ByteBuffer> handshakeOut = new ConcurrentLinkedQueue<>();

    private volatile boolean isReady;

    /** Encrypted, not a whole record; null for none. Reading thread, as all up to the next blank line. */
    private ByteBuffer carriedIn;
    /** Decrypted, and still to be fetched; null for none. */
    private ByteBuffer carriedPlain;

    private int firstByte = -1;
    private boolean isInputOver;
    private boolean hasFailed;

    /** Encrypted, and not yet taken by the socket; null for none. Writing thread, as the rest. */
    private ByteBuffer carriedOut;

    private boolean isHalfClosing;
    private boolean isHalfClosed;

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
        this.engine = engine;
        this.buffers = buffers;
        this.listener = listener;
        engine.beginHandshake();
    }

    /** Reads what the socket has, at most as much as fits; 0 if there is nothing whole, -1 at the end. Reading thread. */
    @Override
    public int read(final ByteBuffer dst) throws IOException {
        final ByteBuffer in = buffers.in();
        if (hasFailed) {
            return Math.min(0, socket.read(in));
        }
        if (carriedPlain != null) {
            return readMore(dst);
        }
        if (carriedIn != null) {
            in.put(carriedIn);
            carriedIn = null;
        }
        final int read = socket.read(in);
        final int decrypted = decrypt(in.flip(), dst);
        return decrypted > 0 ? decrypted : read < 0 || isInputOver ? -1 : 0;
    }

    /** Whether {@link #readMore} has something, without the socket having more. Reading thread. */
    public boolean hasMore() {
        return carriedPlain != null || isInputOver;
    }

    /** Reads what was decrypted already, without a look at the socket; -1 at the end. Reading thread. */
    public int readMore(final ByteBuffer dst) {
        int count = move(dst);
        if (carriedPlain == null && carriedIn != null && !hasFailed) {
            final ByteBuffer in = buffers.in().put(carriedIn).flip();
            carriedIn = null;
            count += decrypt(in, dst);
        }
        return count > 0 || !isInputOver ? count : -1;
    }

    private int move(final ByteBuffer dst) {
        if (carriedPlain == null) {
            return 0;
        }
        final int count = Math.min(dst.remaining(), carriedPlain.remaining());
        dst.put(dst.position(), carriedPlain, carriedPlain.position(), count).position(dst.position() + count);
        carriedPlain.position(carriedPlain.position() + count);
        if (!carriedPlain.hasRemaining()) {
            carriedPlain = null;
        }
        return count;
    }

    private int decrypt(final ByteBuffer in, final ByteBuffer dst) {
        if (firstByte < 0 && in.hasRemaining()) {
            firstByte = in.get(in.position());
        }
        final int start = dst.position();
        try {
            boolean isMoving = true;
            while (isMoving && carriedPlain == null && !isInputOver) {
                isMoving = step(in, dst);
            }
            if (in.hasRemaining() && !isInputOver) {
                carriedIn = ByteBuffer.allocate(in.remaining()).put(in).flip();
            }
        } catch (final SSLException e) {
            fail();
        }
        return dst.position() - start;
    }

    /** Takes one step of the handshake, or decrypts one record; false if it needs more bytes. */
    private boolean step(final ByteBuffer in, final ByteBuffer dst) throws SSLException {
        final HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP && !isReady) {
            return wrapHandshake();
        }
        isReady |= status == HandshakeStatus.NOT_HANDSHAKING;
        if (!in.hasRemaining()) {
            signalIfWanted();
            return false;
        }
        return unwrap(in, dst);
    }

    private void signalIfWanted() {
        // A key update, or the end of the connection: records of the writing thread's by now.
        if (isReady && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            listener.onOutput();
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    /** False if nothing came of it. */
    private boolean wrapHandshake() throws SSLException {
        final ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(NOTHING, record);
        if (record.flip().hasRemaining()) {
            handshakeOut.add(ByteBuffer.allocate(record.remaining()).put(record).flip());
            listener.onOutput();
            return true;
        }
        return engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
    }

    private boolean unwrap(final ByteBuffer in, final ByteBuffer dst) throws SSLException {
        final int most = engine.getSession().getApplicationBufferSize();
        final boolean fits = dst.remaining() >= most;
        final ByteBuffer into = fits ? dst : ByteBuffer.allocate(most);
        final SSLEngineResult result = engine.unwrap(in, into);
        if (!fits && into.flip().hasRemaining()) {
            carriedPlain = into;
            move(dst);
        }
        isInputOver = result.getStatus() == Status.CLOSED;
        final boolean isMoving = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        if (!isMoving) {
            signalIfWanted();
        }
        return isMoving;
    }

    private void fail() {
        hasFailed = true;
        carriedIn = null;
        if (!isReady) {
            try {
                // The alert, which tells the client what is wrong.
                boolean isMoving = true;
                while (isMoving && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    isMoving = wrapHandshake();
                }
            } catch (final SSLException e) {
                // Then it goes without.
            }
        }
        listener.onFailed(
                isReady
                        ? Refusal.TLS_RECORD
                        : firstByte == HANDSHAKE_RECORD ? Refusal.TLS_HANDSHAKE : Refusal.PLAIN_ON_TLS);
    }

    /** Encrypts and writes as much as the socket takes, and at most four records more. Writing thread. */
    @Override
    public int write(final ByteBuffer src) throws IOException {
        final int start = src.position();
        if (!isReady) {
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

    /** Writes what it holds. False if the socket did not take all: then call it again. Writing thread. */
    public boolean flush() throws IOException {
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
                : isReady && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
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
        ByteBuffer next = carriedOut == null ? handshakeOut.poll() : carriedOut;
        carriedOut = null;
        while (next != null) {
            if (!send(next)) {
                return false;
            }
            next = handshakeOut.poll();
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

    /** Says goodbye in TLS, then ends our half; {@link #flush} says whether that is done. Writing thread. */
    public void shutdownOutput() throws IOException {
        if (!isHalfClosing) {
            isHalfClosing = true;
            engine.closeOutbound();
        }
        flush();
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
