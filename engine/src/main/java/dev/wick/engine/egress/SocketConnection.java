package dev.wick.engine.egress;

import dev.wick.engine.door.Access;
import dev.wick.engine.door.TlsChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;

/**
 * A connection of the library's server. The egress thread writes to its channel; the library's threads read from it.
 *
 * <p>How the library (Java-WebSocket 1.6.0) is kept from writing: all its outgoing bytes go through
 * {@code WebSocketImpl.outQueue}, and after each the connection's listener hears {@code onWriteDemand}. The stock
 * listener, the server, then asks the selector for OP_WRITE, and the selector thread writes; between its look at the
 * empty queue and its return to OP_READ a frame of another thread can be stranded. Ours ({@link ConnectionListener})
 * tells the egress instead: OP_WRITE is never asked for, and the selector thread never writes. Its paths, each checked
 * in the source:
 *
 * <ul>
 *   <li>handshake answer, 404 and 500, pong, close frame, {@code send…}: {@code write()} adds to outQueue, then demands;
 *   <li>{@code close()}: the close frame as above, then {@code flushAndClose()} sets its flag and demands. What the
 *       selector thread did once the queue was empty, {@code closeConnection()}, is ours to do; it left refused
 *       handshakes (no draft) open, we do not;
 *   <li>{@code stop()}: {@code close()} for each, so the egress must still run;
 *   <li>{@code eot()} and an answered close frame: {@code closeConnection()} at once, without bytes; a write of ours that
 *       is under way fails, and the listener hears {@code onWebsocketClose};
 *   <li>the ping timer: {@code sendPing()}, hence {@code write()}; it is switched off, and {@link Liveness} pings;
 *   <li>{@code SocketChannelIOHelper.batch}: only called for writable keys, hence never.
 * </ul>
 *
 * <p>A demand cannot be lost: the library adds first and demands then; the egress forgets the demand first and looks
 * into the queue then.
 */
final class SocketConnection implements Connection {
    /** So many messages of one subscriber may wait; then its decoder thread waits, and TCP pushes back. */
    private static final int MAX_WAITING_MESSAGES = 256;

    private static final long WAIT_NS = 50_000;

    private final WebSocketImpl conn;
    private final SocketChannel socket;
    /** Null for none. */
    private final TlsChannel tls;

    private final AtomicBoolean writeDemanded = new AtomicBoolean();
    private final AtomicInteger waitingMessages = new AtomicInteger();
    private final InetAddress address;
    private final MessageBudget budget;
    private final Consumer<SocketConnection> onTooMany;
    /** Written by the decoder thread. */
    private final AtomicLong heardNs = new AtomicLong();
    /** What goes out in place of all that the library would say; null unless the door refused the handshake. */
    private volatile byte[] refusal;

    private boolean isRefusalTaken;
    private volatile Access access;
    private boolean isSilenced;

    /**
     * A connection from an address.
     *
     * @param tls null for none
     * @param budget what it may send
     * @param onTooMany called once when it has sent more; the decoder thread
     */
    SocketConnection(
            final WebSocketImpl conn,
            final SocketChannel socket,
            final TlsChannel tls,
            final InetAddress address,
            final MessageBudget budget,
            final Consumer<SocketConnection> onTooMany) {
        this.conn = conn;
        this.socket = socket;
        this.tls = tls;
        this.address = address;
        this.budget = budget;
        this.onTooMany = onTooMany;
    }

    /** Whose it is; any thread, once it was accepted. */
    Session session() {
        return conn.getAttachment();
    }

    /** Where it comes from; any thread. */
    InetAddress address() {
        return address;
    }

    /**
     * A frame was read; the decoder thread.
     *
     * @return whether it is to be taken: not once there were too many
     */
    boolean frameComes(final long nowNs) {
        heardNs.lazySet(nowNs);
        if (!isSilenced && !budget.take(nowNs)) {
            isSilenced = true;
            onTooMany.accept(this);
        }
        return !isSilenced;
    }

    @Override
    public long heardNs() {
        return heardNs.get();
    }

    @Override
    public WritableByteChannel channel() {
        return tls == null ? socket : tls;
    }

    @Override
    public boolean sendHeld() throws IOException {
        return tls == null || tls.flush();
    }

    @Override
    public boolean demandWrite() {
        return !writeDemanded.getAndSet(true);
    }

    @Override
    public void clearWriteDemand() {
        writeDemanded.set(false);
    }

    @Override
    public ByteBuffer nextOwnFrame() {
        final ByteBuffer frame = conn.outQueue.poll();
        if (frame == null || refusal == null) {
            return frame;
        }
        // The library answers a refused handshake by a 404 of its own, and may take up what the client sends behind it.
        conn.outQueue.clear();
        if (isRefusalTaken || refusal.length == 0) {
            return null;
        }
        isRefusalTaken = true;
        return ByteBuffer.wrap(refusal);
    }

    /**
     * Answers the handshake by this and nothing else, and ends the connection then; any thread.
     *
     * @param answer empty for none
     */
    void refuse(final byte[] answer) {
        refusal = answer;
        // In whose place the answer goes out.
        conn.outQueue.add(ByteBuffer.allocate(0));
        conn.flushAndClose(CloseFrame.REFUSE, "refused", false);
    }

    /** Whether the handshake was accepted by the door; any thread. */
    boolean isAdmitted() {
        return access != null;
    }

    /** Notes with what the client came in; its decoder thread. */
    void admitted(final Access with) {
        access = with;
    }

    /** With what the client came in; its decoder thread. */
    Access access() {
        return access;
    }

    /** Whether the handshake was refused; any thread. */
    boolean isRefused() {
        return refusal != null;
    }

    @Override
    public boolean hasOwnFrames() {
        return !conn.outQueue.isEmpty();
    }

    @Override
    public boolean isClosing() {
        return conn.isFlushAndClose();
    }

    @Override
    public void close(final int code, final String reason) {
        conn.close(code, reason);
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (tls == null) {
            socket.shutdownOutput();
        } else {
            tls.shutdownOutput();
        }
    }

    @Override
    public void abort(final String reason) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (final IOException | UnsupportedOperationException e) {
            // Closed already, which is what is wanted.
        }
        conn.closeConnection(CloseFrame.ABNORMAL_CLOSE, reason);
    }

    /** Counts a message that is about to be handed over, and waits while too many are; a decoder thread. */
    void messageComes() {
        while (waitingMessages.get() >= MAX_WAITING_MESSAGES
                && !conn.isClosed()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(WAIT_NS);
        }
        waitingMessages.incrementAndGet();
    }

    @Override
    public void messageTaken() {
        waitingMessages.decrementAndGet();
    }
}
