package dev.wick.engine.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.framing.CloseFrame;

/**
 * The orderly end: tell all that want events, deliver what is queued, close each, and wait until they have gone. Egress
 * thread.
 */
final class Shutdown {
    private enum State {
        NOT_BEGUN,
        DRAINING,
        CLOSING,
        DONE
    }

    private static final long NS_PER_MS = 1_000_000;

    private final Sessions sessions;
    private final List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    private State state = State.NOT_BEGUN;
    private String reason;
    private long endNs = Session.NEVER;
    private int cut;

    Shutdown(final Sessions sessions) {
        this.sessions = sessions;
    }

    /** Begins; a second call changes nothing but is answered as well. */
    void begin(final long withinMs, final String why, final CompletableFuture<Integer> whenDone) {
        if (state == State.DONE) {
            whenDone.complete(cut);
            return;
        }
        waiting.add(whenDone);
        if (state != State.NOT_BEGUN) {
            return;
        }
        state = State.DRAINING;
        reason = why;
        endNs = sessions.nowNs() + withinMs * NS_PER_MS;
        final byte[] frame = JsonOut.message("shutdown")
                .number("within_ms", withinMs)
                .string("reason", why)
                .frame();
        sessions.forEach(session -> {
            if (session.isOpen() && session.wantsEvents) {
                sessions.reply(session, frame);
            }
        });
    }

    /** Who comes now is sent away. */
    void onOpened(final Session session) {
        if (state != State.NOT_BEGUN) {
            sessions.end(session, CloseFrame.GOING_AWAY, closeReason());
        }
    }

    /**
     * Takes the next step, if it is time.
     *
     * @param isDrained whether no candle waits any more
     */
    void step(final boolean isDrained) {
        if (state == State.DRAINING && isDrained) {
            state = State.CLOSING;
            sessions.forEach(session -> sessions.end(session, CloseFrame.GOING_AWAY, closeReason()));
        }
        if (sessions.nowNs() >= endNs || (state == State.CLOSING && sessions.isEmpty())) {
            finish();
        }
    }

    private void finish() {
        state = State.DONE;
        endNs = Session.NEVER;
        cut = sessions.size();
        sessions.forEach(session -> {
            sessions.countCut("shutdown");
            sessions.abort(session, closeReason());
        });
        waiting.forEach(whenDone -> whenDone.complete(cut));
    }

    /** When the time is over, monotonic ns; {@link Session#NEVER} if there is nothing to wait for. */
    long deadlineNs() {
        return endNs;
    }

    /** A close frame has room for 123 bytes. */
    private String closeReason() {
        return reason.length() <= 40 ? reason : reason.substring(0, 40);
    }
}
