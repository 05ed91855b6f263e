package dev.wick.engine.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * The reading half of a {@link TlsChannel}: does the handshake, and decrypts. Reading thread, save {@link #isReady} and {@link
 * #nextRecord}.
 */
final class TlsReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HANDSHAKE_RECORD = 22;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final TlsBuffers buffers;
    private final TlsListener listener;
    /** Encrypted; from the reading thread to the writing one. */
    private final ConcurrentLinkedQueue<ByteBuffer> handshakeOut = new ConcurrentLinkedQueue<>();

    private volatile boolean isReady;

    /** Encrypted, not a whole record; null for none. */
    private ByteBuffer carriedIn;
    /** Decrypted, and still to be fetched; null for none. */
    private ByteBuffer carriedPlain;

    private int firstByte = -1;
    private boolean isInputOver;
    private boolean hasFailed;

    TlsReader(
            final SocketChannel socket, final SSLEngine engine, final TlsBuffers buffers, final TlsListener listener) {
        this.socket = socket;
        this.engine = engine;
        this.buffers = buffers;
        this.listener = listener;
    }

    /** Whether the handshake is done, and so all records are made by the writing thread; any thread. */
    boolean isReady() {
        return isReady;
    }

    /** Takes the next record of the handshake that is to be sent, null for none; the writing thread. */
    ByteBuffer nextRecord() {
        return handshakeOut.poll();
    }

    /** Reads what the socket has, at most as much as fits; 0 if there is nothing whole, -1 at the end. */
    int read(final ByteBuffer dst) throws IOException {
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

    /** Whether {@link #readMore} has something, without the socket having more. */
    boolean hasMore() {
        return carriedPlain != null || isInputOver;
    }

    /** Reads what was decrypted already, without a look at the socket; -1 at the end. */
    int readMore(final ByteBuffer dst) {
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
}
