package dev.wick.engine.egress;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.door.Access;
import dev.wick.engine.door.Door;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/**
 * A subscriber of the egress as it is, whose bytes go to a channel instead of a socket. In this package because nothing of a
 * connection is public; it belongs to the benchmarks.
 */
public final class SocketlessSubscriber {
    private SocketlessSubscriber() {}

    /**
     * Lets it in and has it subscribe, before the egress has a thread; the egress' {@link Demand} is asked by the way.
     *
     * @param series what it wants; all of one venue
     * @param channel gets whole frames, and takes all of them at once
     * @param clock says when it was last heard of: always just now
     */
    public static void join(
            final EgressAgent egress,
            final List<Series> series,
            final WritableByteChannel channel,
            final Door door,
            final NanoClock clock) {
        final SessionEvents events = egress.events(door);
        final Session session = new Session(1, new Socketless(channel, clock), EgressSettings.defaults());
        events.onAccepted(session);
        events.onOpened(session, Access.ANYBODY);
        final Series first = series.get(0);
        events.onRequest(
                session,
                new Request.Subscribe(
                        false,
                        null,
                        first.venue().exchange(),
                        first.venue().contractType().name(),
                        series.stream().map(Series::symbol).toList(),
                        Interval.M1,
                        new Delivery(false, false, 0, true, null),
                        Resume.NONE));
    }

    /** Says nothing, and never goes. */
    private record Socketless(WritableByteChannel channel, NanoClock clock) implements Connection {
        @Override
        public boolean sendHeld() {
            return true;
        }

        @Override
        public long heardNs() {
            return clock.nanoTime();
        }

        @Override
        public boolean demandWrite() {
            return true;
        }

        @Override
        public void clearWriteDemand() {
            // Nothing was demanded.
        }

        @Override
        public ByteBuffer nextOwnFrame() {
            return null;
        }

        @Override
        public boolean hasOwnFrames() {
            return false;
        }

        @Override
        public boolean isClosing() {
            return false;
        }

        @Override
        public void close(final int code, final String reason) {
            throw new IllegalStateException(code + " " + reason);
        }

        @Override
        public void shutdownOutput() {
            // There is no socket.
        }

        @Override
        public void abort(final String reason) {
            // There is no socket.
        }

        @Override
        public void messageTaken() {
            // Nobody counts them.
        }
    }
}
