package dev.wick.adapters.ws;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.text.Excerpt;
import java.util.Queue;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the leg's thread does: stamps, parses, hands answers to the supervisor's thread. */
final class ExchangeLeg implements WsListener, Replies {
    /** Hears that the socket is gone. */
    interface EndListener {
        void onClosed(boolean opened, String detail);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeLeg.class);

    private final Venue venue;
    private final int legId;
    private final FrameParser parser;
    private final LegStats stats;
    private final Queue<Reply> replies;
    private final ListenerGate gate;
    private final EndListener endListener;
    private final CandleSink sink;
    private final NanoClock nanoClock;
    private final EpochNanoClock epochNanoClock;
    private long readNs;
    private long receivedTimeNs;
    private long failures;

    ExchangeLeg(
            final WireDialect dialect,
            final Venue venue,
            final int legId,
            final CandleSink sink,
            final LegStats stats,
            final Queue<Reply> replies,
            final ListenerGate gate,
            final EndListener endListener,
            final AdapterContext context) {
        this.venue = venue;
        this.legId = legId;
        this.stats = stats;
        this.replies = replies;
        this.sink = sink;
        this.gate = gate;
        this.endListener = endListener;
        nanoClock = context.nanoClock();
        epochNanoClock = context.epochNanoClock();
        parser = dialect.parser(new ParserParts(context.registry().table(venue), legId, sink, this, stats, nanoClock));
    }

    @Override
    public void onRead() {
        readNs = nanoClock.nanoTime();
        receivedTimeNs = epochNanoClock.nanoTime();
        stats.lastHeardTimeMs(receivedTimeNs / 1_000_000);
        stats.add(Stat.READS, 1);
    }

    @Override
    public void onText(final byte[] buffer, final int offset, final int length) {
        final FrameParser.Outcome outcome = parser.onFrame(buffer, offset, length, readNs, receivedTimeNs);
        if (outcome == FrameParser.Outcome.GARBLED && isWorthTelling(stats.get(Stat.GARBLED))) {
            gate.garbled(Excerpt.of(buffer, offset, length));
        }
    }

    @Override
    public void onReadEnd() {
        sink.onReadEnd();
    }

    @Override
    public void onFailure(final RuntimeException failure) {
        failures++;
        if (isWorthTelling(failures)) {
            LOG.atError()
                    .addKeyValue("exchange", venue.exchange())
                    .addKeyValue("contract_type", venue.contractType())
                    .addKeyValue("leg", legId)
                    .addKeyValue("failures", failures)
                    .setCause(failure)
                    .log("A message could not be handed on and is lost; the connection goes on");
        }
    }

    /** The first, the second, the fourth, and so on: a storm is told of, but not drop by drop. */
    private static boolean isWorthTelling(final long count) {
        return Long.bitCount(count) == 1;
    }

    @Override
    public void onOpened() {
        gate.opened();
    }

    @Override
    public void onClosed(final boolean opened, final String detail) {
        endListener.onClosed(opened, detail);
    }

    /** A full queue loses answers; the requests that they were for then run out of time. */
    @Override
    public void on(final Reply reply) {
        if (!replies.offer(reply)) {
            LOG.atWarn()
                    .addKeyValue("exchange", venue.exchange())
                    .addKeyValue("contract_type", venue.contractType())
                    .addKeyValue("leg", legId)
                    .log("More answers than requests: one is dropped");
        }
    }
}
