package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.LiveSeries;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.PingFrame;

/**
 * One client, from the exchange's side: what it asked for, and the bytes on their way to it. Owned by the simulator's thread.
 *
 * <p>Frames are gathered and handed to the socket once per turn of the simulator's thread, so that a thousand bars that
 * close together cost one write.
 */
public final class SimConnection {
    private static final int FLUSH_BYTES = 256 * 1024;
    private static final int TEXT_FRAME = 0x81;

    /** A frame that waits for its time. */
    record Late(long dueNs, byte[] text) {}

    private final WebSocketImpl socket;
    private final String resource;
    private final Conduct conduct;
    private final TextBuffer pending = new TextBuffer(4 * 1024);
    private final Set<String> streams = new LinkedHashSet<>();
    private final Map<String, LiveSeries> series = new HashMap<>();
    private final ArrayDeque<Late> late = new ArrayDeque<>();
    private byte[] heldBack;
    private long heldSinceNs;
    private boolean handedOver;
    private boolean wrapped;
    private boolean dead;
    private long backlogBytes;

    SimConnection(final WebSocketImpl socket, final String resource, final long nowNs) {
        this.socket = socket;
        this.resource = resource;
        conduct = new Conduct(nowNs);
    }

    /** Path and query that it connected to. */
    public String resource() {
        return resource;
    }

    /** The streams that it asked for, in order, by the exchange's names; those that will never deliver included. */
    public Set<String> streams() {
        return streams;
    }

    /** The live series behind those of its streams that exist. */
    public Map<String, LiveSeries> series() {
        return series;
    }

    /** Whether it wants frames with the stream's name around them. */
    public boolean wrapped() {
        return wrapped;
    }

    /** Changes {@link #wrapped()}. */
    public void wrapped(final boolean wanted) {
        wrapped = wanted;
    }

    /** Whether its path is one that never delivers. */
    public boolean dead() {
        return dead;
    }

    /** Changes {@link #dead()}. */
    public void dead(final boolean isDead) {
        dead = isDead;
    }

    /** Sends a text with the next flush. */
    public void send(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    /** Says goodbye and closes. */
    public void close(final int code, final String reason) {
        flush(Long.MAX_VALUE);
        socket.close(code, reason);
    }

    void append(final byte[] text, final int offset, final int length) {
        pending.octet(TEXT_FRAME);
        if (length < 126) {
            pending.octet(length);
        } else if (length < 65_536) {
            pending.octet(126).octet(length >> 8).octet(length);
        } else {
            pending.octet(127).octet(0).octet(0).octet(0).octet(0);
            pending.octet(length >> 24).octet(length >> 16).octet(length >> 8).octet(length);
        }
        pending.bytes(text, offset, length);
        if (pending.length() > FLUSH_BYTES) {
            handOver();
        }
    }

    void holdBack(final byte[] text, final long nowNs) {
        heldBack = text;
        heldSinceNs = nowNs;
    }

    boolean isHoldingBack() {
        return heldBack != null;
    }

    void releaseHeldBack() {
        if (heldBack != null) {
            append(heldBack, 0, heldBack.length);
            heldBack = null;
        }
    }

    void delay(final byte[] text, final long dueNs) {
        late.add(new Late(dueNs, text));
    }

    /** Sends what is due, and hands all to the socket; returns false if the client does not keep up. */
    boolean turn(final long nowNs, final long holdNs, final long maxBacklogBytes) {
        while (!late.isEmpty() && late.peek().dueNs - nowNs <= 0) {
            final byte[] text = late.poll().text;
            append(text, 0, text.length);
        }
        if (heldBack != null && nowNs - heldSinceNs >= holdNs) {
            releaseHeldBack();
        }
        if (pending.length() > 0 || handedOver) {
            conduct.sent(nowNs);
            handedOver = false;
        }
        return flush(maxBacklogBytes);
    }

    private boolean flush(final long maxBacklogBytes) {
        if (socket.outQueue.isEmpty()) {
            backlogBytes = 0;
        }
        if (pending.length() > 0) {
            handOver();
        } else if (!socket.outQueue.isEmpty()) {
            // The library can forget that a queue is not empty, between writing its last frame and saying so.
            demandWrite();
        }
        return backlogBytes <= maxBacklogBytes;
    }

    private void handOver() {
        if (socket.isOpen()) {
            backlogBytes += pending.length();
            socket.outQueue.add(ByteBuffer.wrap(pending.toBytes()));
            handedOver = true;
            demandWrite();
        }
        pending.clear();
    }

    private void demandWrite() {
        socket.getWebSocketListener().onWriteDemand(socket);
    }

    Conduct conduct() {
        return conduct;
    }

    void ping(final long nowNs) {
        final String payload = conduct.pinged(nowNs);
        if (socket.isOpen()) {
            final PingFrame ping = new PingFrame();
            ping.setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.US_ASCII)));
            socket.sendFrame(ping);
        }
    }

    void cut() {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "cut by the fault plan");
    }

    /** Drops all that waits, and all that it asked for. */
    void forget() {
        pending.clear();
        late.clear();
        heldBack = null;
        series.clear();
        streams.clear();
    }
}
