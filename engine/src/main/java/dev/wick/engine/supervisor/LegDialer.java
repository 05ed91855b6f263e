package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.LegSide;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials a venue, when all who have a say in it agree: the circuit breaker, the exchange's number of connections, its dials in a
 * time. The supervisor's thread.
 */
final class LegDialer {
    /** The longest until it is looked again whether the breaker or the number of connections lets a dial go, ms. */
    static final long LOOK_AGAIN_MS = 1_000;

    /** Over the second half of which the first dials of second legs are spread, ms: not all at the moment of the first ones. */
    static final long SECOND_AFTER_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(LegDialer.class);

    private final ExchangeAdapter adapter;
    private final FeedListener listener;
    private final CandleSink sink;
    private final Links links;
    private final CircuitBreaker breaker;
    private final ConnectionQuota quota;
    private final Jitter jitter;
    private final Counter reconnections;
    private final LegSide side;
    private final TwinLegs twin;
    private boolean saidFull;

    LegDialer(
            final ExchangeAdapter adapter,
            final FeedListener listener,
            final CandleSink sink,
            final Links links,
            final CircuitBreaker breaker,
            final ConnectionQuota quota,
            final Jitter jitter,
            final Metrics metrics,
            final LegSide side,
            final TwinLegs twin) {
        this.adapter = adapter;
        this.listener = listener;
        this.sink = sink;
        this.links = links;
        this.breaker = breaker;
        this.quota = quota;
        this.jitter = jitter;
        this.side = side;
        this.twin = twin;
        reconnections = metrics.counter(Metric.RECONNECTIONS, adapter.venue());
    }

    /** Takes leave for one dial and gives 0: {@link #dial} at once; or gives the ms after which to ask again. */
    long delayMs() {
        if (twin.goesFirst()) {
            return 1 + jitter.full(LOOK_AGAIN_MS - 1);
        }
        if (!quota.hasRoom(side, adapter.limits().maxConnectionsPerExchange())) {
            sayFull();
            return LOOK_AGAIN_MS;
        }
        saidFull = false;
        if (!breaker.mayTry()) {
            // Spread, so that not all legs dial in the moment in which the breaker closes.
            return 1 + jitter.full(LOOK_AGAIN_MS - 1);
        }
        final long delayMs = adapter.dialDelayMs();
        if (delayMs > 0) {
            breaker.released();
        }
        return delayMs;
    }

    private void sayFull() {
        if (saidFull) {
            return;
        }
        saidFull = true;
        if (side == LegSide.B) {
            LogFields.of(LOG.atWarn(), adapter.venue())
                    .log(
                            "{} allows one address {} connections: the second legs wait until the first ones leave two free, and"
                                    + " series have one leg meanwhile; more series per connection (CONNECTOR_MAX_SYMBOL_PER_WS)"
                                    + " help",
                            adapter.venue().exchange().text(),
                            adapter.limits().maxConnectionsPerExchange());
        } else {
            LogFields.of(LOG.atWarn(), adapter.venue())
                    .log(
                            "{} allows one address {} connections, and so many are in use: series wait until one is free;"
                                    + " fewer symbols, or more of them per connection (CONNECTOR_MAX_SYMBOL_PER_WS), help",
                            adapter.venue().exchange().text(),
                            adapter.limits().maxConnectionsPerExchange());
        }
    }

    /** Dials for a leg that has no connection, when it is time; whether it did. */
    boolean dialIfDue(final Leg leg, final long nowMs) {
        if (leg.current != null || leg.dialAtMs > nowMs) {
            return false;
        }
        if (side == LegSide.B && leg.isNew() && leg.dialAtMs == 0) {
            leg.dialAtMs = nowMs + SECOND_AFTER_MS / 2 + jitter.full(SECOND_AFTER_MS / 2);
            return false;
        }
        final long delayMs = delayMs();
        leg.dialAtMs = nowMs + delayMs;
        if (delayMs == 0) {
            leg.current = dial(leg);
        }
        return delayMs == 0;
    }

    /** Dials for a leg, after {@link #delayMs} gave 0. */
    LegLink dial(final Leg leg) {
        if (!leg.isFirstDial()) {
            reconnections.increment();
        }
        final LegLink link = new LegLink(leg, leg.nextThreadName(), sink);
        link.trial = breaker.isHalfOpen();
        LogFields.of(LOG.atInfo(), adapter.venue())
                .addKeyValue("leg", link.threadName)
                .log("Connecting");
        link.connection = adapter.connect(leg.id, link.threadName, link.sink, listener);
        quota.take();
        links.add(link);
        return link;
    }

    /** The connection is over. */
    void ended(final LegLink link) {
        quota.giveBack();
        links.ended(link);
    }
}
