package dev.wick.adapters.sim;

import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.agrona.concurrent.NanoClock;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;

/** What the sockets' threads tell the simulator's thread, in order. */
final class SocketEvents {
    /** What happened. */
    enum Kind {
        OPEN,
        CLOSED,
        TEXT,
        PING,
        PONG
    }

    /**
     * One thing that happened.
     *
     * @param timeNs when, monotonic
     * @param text the message; the path on OPEN; the payload on PONG; else null
     */
    record Event(Kind kind, WebSocketImpl socket, String text, long timeNs) {}

    private final ManyToOneConcurrentLinkedQueue<Event> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final NanoClock nanoClock;

    SocketEvents(final NanoClock nanoClock) {
        this.nanoClock = nanoClock;
    }

    void add(final Kind kind, final WebSocket socket, final String text) {
        queue.add(new Event(kind, (WebSocketImpl) socket, text, nanoClock.nanoTime()));
    }

    Event poll() {
        return queue.poll();
    }
}
