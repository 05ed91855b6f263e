package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.history.Histories;
import dev.wick.engine.ops.Metrics;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;

/**
 * The egress from the encoder to what would be the sockets, with as many subscribers of one series as are asked for, each with a
 * sink that takes all. In this package because nothing of it is public; it belongs to the benchmarks. One thread.
 */
public final class FanoutBed {
    private static final int HISTORY_CANDLES = 10;

    private final SubscriptionTable table = new SubscriptionTable(new NoDemand());
    private final Sessions sessions;
    private final Fanout fanout;
    private final Sink[] sinks;
    private final Consumer<Session> catchUp;

    /**
     * A feed that all are subscribed to.
     *
     * @param seriesId what they want
     * @param count how many they are
     */
    public FanoutBed(final SeriesRegistry registry, final int seriesId, final int count) {
        final Metrics metrics = new Metrics();
        final ResumePoints resumePoints =
                new ResumePoints(registry, table, new Histories(HISTORY_CANDLES), new Progress());
        sessions = new Sessions(table, resumePoints, new Warnings(() -> 0), metrics);
        fanout = new Fanout(table, sessions, new QuoteEncoder(registry), metrics, () -> 0);
        catchUp = fanout::catchUp;
        sinks = new Sink[count];
        for (int i = 0; i < count; i++) {
            sinks[i] = new Sink();
            final Session session = new Session(i, sinks[i], EgressSettings.defaults());
            sessions.accept(session);
            sessions.opened(session);
            table.add(seriesId, session, 0);
        }
    }

    /** Gives an open candle to all, and writes it. */
    public void open(final Candle candle, final long epochNs) {
        fanout.now(epochNs);
        fanout.open(candle);
        sessions.flush(catchUp);
    }

    /** How many bytes a subscriber was written so far. */
    public long taken(final int subscriber) {
        return sinks[subscriber].taken;
    }

    /** A connection that takes all, and says nothing. */
    private static final class Sink implements Connection, WritableByteChannel {
        private long taken;

        @Override
        public int write(final ByteBuffer bytes) {
            final int all = bytes.remaining();
            bytes.position(bytes.limit());
            taken += all;
            return all;
        }

        @Override
        public WritableByteChannel channel() {
            return this;
        }

        @Override
        public boolean sendHeld() {
            return true;
        }

        @Override
        public long heardNs() {
            return 0;
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
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close(final int code, final String reason) {
            throw new IllegalStateException(code + " " + reason);
        }

        @Override
        public void close() {
            throw new IllegalStateException("closed");
        }

        @Override
        public void shutdownOutput() {
            throw new IllegalStateException("shut down");
        }

        @Override
        public void abort(final String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void messageTaken() {
            // There are none.
        }
    }

    /** Nobody has to be asked for anything. */
    private static final class NoDemand implements Demand {
        @Override
        public void resolve(final SubscribeRequest request) {
            throw new IllegalStateException("there are no requests");
        }

        @Override
        public void find(final HistoryRequest request) {
            throw new IllegalStateException("there are no requests");
        }

        @Override
        public void want(final int seriesId) {
            // It comes by itself.
        }

        @Override
        public void release(final int seriesId) {
            throw new IllegalStateException("a subscriber has gone");
        }

        @Override
        public void fetch(final FetchRequest request) {
            throw new IllegalStateException("there are no requests");
        }
    }
}
