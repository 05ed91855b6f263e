package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The legs of one venue, of one side: places series on connections, keeps the connections up, and what is asked on them in step with what is
 * wanted. The supervisor's thread.
 *
 * <p>A series stays on its leg for as long as it is wanted.
 */
final class VenueLegs {
    private static final Logger LOG = LoggerFactory.getLogger(VenueLegs.class);

    /** Hears of what concerns more than the legs. */
    interface Events {
        /** The exchange said yes to a series, or delivers it, when it had not before or not on this connection. */
        void onAcknowledged(Series series);

        /** The exchange said no to a series that no connection has. */
        void onRefused(Series series, String exchangeMessage);

        /** No connection has the series any more: until it is acknowledged again, candles are missed. */
        void onLost(Series series);
    }

    private final Venue venue;
    private final CircuitBreaker breaker;
    private final List<Leg> legs = new ArrayList<>();
    private final Int2ObjectHashMap<Leg> homes = new Int2ObjectHashMap<>();
    private final Links links = new Links();
    /** Copies for {@link #tick}, whose events take legs and links away under way; reused, since it comes many times a second. */
    private final List<Leg> tickedLegs = new ArrayList<>();

    private final List<LegLink> tickedLinks = new ArrayList<>();
    private final Placement placement;
    private final LegDialer dialer;
    private final Subscriptions subscriptions;
    private final Renewal renewal;
    private final LegRepair repair;
    private final ConnectionQuota quota;
    private final LegSide side;
    private final TwinLegs twin;
    private boolean stopping;
    private long nowMs;

    VenueLegs(
            final ExchangeAdapter adapter,
            final FeedListener listener,
            final CandleSink sink,
            final Events events,
            final SupervisorSettings settings,
            final CircuitBreaker breaker,
            final ConnectionQuota quota,
            final Jitter jitter,
            final Metrics metrics,
            final LegSide side,
            final TwinLegs twin) {
        this.venue = adapter.venue();
        this.breaker = breaker;
        this.quota = quota;
        this.side = side;
        this.twin = twin;
        final int maxPerLeg =
                Math.min(settings.maxSeriesPerLeg(), adapter.limits().maxSeriesPerConnection());
        placement = new Placement(legs, side, "leg-" + venue.code() + "-", maxPerLeg);
        dialer = new LegDialer(adapter, listener, sink, links, breaker, quota, jitter, metrics, side, twin);
        subscriptions = new Subscriptions(venue, events, breaker, twin);
        renewal = new Renewal(venue, dialer, events, jitter, settings, side, twin);
        repair = new LegRepair(venue, links, subscriptions, renewal, events, settings, jitter, metrics);
    }

    /** Puts series on legs; those of a leg are asked for together, as soon as it is open and the breaker lets them. */
    void add(final List<Series> series) {
        final List<Series> fresh = new ArrayList<>();
        for (final Series one : series) {
            if (!homes.containsKey(one.id())) {
                fresh.add(one);
            }
        }
        placement.place(fresh).forEach((one, leg) -> {
            homes.put(one.id(), leg);
            openLinks(leg).forEach(link -> link.ask(one));
        });
    }

    /** Takes series off their legs; a leg that carries nothing any more is closed. Those without a leg are left out. */
    void remove(final List<Series> series) {
        for (final Series one : series) {
            final Leg leg = homes.remove(one.id());
            if (leg != null) {
                leg.series.remove(one.id());
                leg.links().forEach(link -> link.drop(one));
                links.forget(one.id());
                if (leg.isGone()) {
                    legs.remove(leg);
                    leg.links().forEach(repair::dismiss);
                    leg.current = null;
                    leg.successor = null;
                }
            }
        }
    }

    /** Asks for a series once more on its leg: after a refusal, or because it is acknowledged and yet mute. */
    void askAgain(final Series series) {
        final Leg leg = homes.get(series.id());
        if (leg != null) {
            openLinks(leg).forEach(link -> link.ask(series));
        }
    }

    /** Ends a leg's connection at once, as dead, and dials anew; counted as an error of this type. */
    void replace(final Leg leg, final String type, final String reason) {
        if (leg.current != null) {
            final LegLink dead = leg.current;
            repair.lost(dead, type, reason, nowMs);
            dead.connection.close();
        }
    }

    private static List<LegLink> openLinks(final Leg leg) {
        final List<LegLink> open = leg.links();
        open.removeIf(link -> !link.open);
        return open;
    }

    /** Dials what is due, asks for what waits, and lets the connections' own clocks run. */
    int tick(final long newNowMs) {
        nowMs = newNowMs;
        breaker.tick();
        int work = side == LegSide.B && quota.firstIsWaiting() ? giveWay() : 0;
        // By hand: to add all makes an array first.
        tickedLegs.clear();
        for (final Leg leg : legs) {
            tickedLegs.add(leg);
        }
        for (final Leg leg : tickedLegs) {
            work += stopping ? 0 : tick(leg);
        }
        links.copyInto(tickedLinks);
        for (final LegLink link : tickedLinks) {
            link.connection.tick(nowMs);
        }
        return work;
    }

    /** Ends one connection that the twin legs can do without, so that a first leg has room for its own. */
    private int giveWay() {
        for (int i = legs.size() - 1; i >= 0; i--) {
            final Leg leg = legs.get(i);
            if (leg.current != null && leg.series.keySet().stream().allMatch(twin::isAcknowledged)) {
                quota.madeRoom();
                log(LOG.atInfo(), leg.current)
                        .log("Closed: the exchange's connections do not suffice, and the other leg delivers");
                leg.links().forEach(repair::dismiss);
                leg.current = null;
                leg.successor = null;
                leg.renewAtMs = Leg.NEVER;
                leg.dialAtMs = nowMs + LegDialer.LOOK_AGAIN_MS;
                return 1;
            }
        }
        return 0;
    }

    private int tick(final Leg leg) {
        if (leg.isGone()) {
            // Closed by what an event of another leg led to.
            return 0;
        }
        int work = dialer.dialIfDue(leg, nowMs) ? 1 : 0;
        final LegLink current = leg.current;
        final LegLink successor = leg.successor;
        if (current != null) {
            subscriptions.tick(current, nowMs);
        }
        if (successor != null) {
            subscriptions.tick(successor, nowMs);
        }
        final LegLink succeeded = renewal.tick(leg, nowMs);
        if (succeeded != null) {
            repair.dismiss(succeeded);
            work++;
        }
        return work;
    }

    void onOpened(final FeedConnection connection) {
        final LegLink link = attached(connection);
        if (link != null) {
            link.opened(nowMs);
            renewal.opened(link, nowMs);
            log(LOG.atInfo(), link)
                    .addKeyValue("series", link.leg.series.size())
                    .log("Connected, subscribing");
        }
    }

    void onAcknowledged(final FeedConnection connection, final List<Series> series) {
        final LegLink link = attached(connection);
        if (link != null) {
            subscriptions.acknowledged(link, series, nowMs);
        }
    }

    void onRefused(final FeedConnection connection, final List<Series> series, final String exchangeMessage) {
        final LegLink link = attached(connection);
        if (link != null) {
            subscriptions.refused(link, series, exchangeMessage);
            repair.refused(link, series, exchangeMessage, nowMs);
        }
    }

    void onUnanswered(final FeedConnection connection, final List<Series> series) {
        final LegLink link = attached(connection);
        if (link != null) {
            repair.hopeless(link, subscriptions.unanswered(link, series, nowMs), nowMs);
        }
    }

    void onNotice(final FeedConnection connection, final String notice) {
        final LegLink link = attached(connection);
        if (link != null) {
            renewal.announced(link, notice, legs.size() == 1, nowMs);
        }
    }

    void onGarbled(final FeedConnection connection, final String excerpt) {
        final LegLink link = links.of(connection);
        if (link != null) {
            log(LOG.atWarn(), link).log("A frame could not be read and was left out: {}", excerpt);
        }
    }

    void onClosed(final FeedConnection connection, final FeedListener.CloseCause cause, final String detail) {
        final LegLink link = links.of(connection);
        if (link == null) {
            return;
        }
        if (!link.detached && !stopping) {
            repair.lost(link, cause.text(), detail, nowMs);
        }
        dialer.ended(link);
    }

    /** The link of a connection that still is its leg's. */
    private LegLink attached(final FeedConnection connection) {
        final LegLink link = links.of(connection);
        return link == null || link.detached ? null : link;
    }

    /** Closes all connections; none is dialled again. */
    void stop() {
        stopping = true;
        links.all().forEach(link -> link.connection.close());
    }

    /** Whether every connection is over. */
    boolean isStopped() {
        return links.isEmpty();
    }

    /** The legs, for looking at. */
    Collection<Leg> legs() {
        return Collections.unmodifiableList(legs);
    }

    /** Whether a connection is open and was answered. */
    boolean isWell() {
        return links.all().stream().anyMatch(link -> link.open && link.proven);
    }

    /** Whether a connection is being replaced. */
    boolean isRenewing() {
        return legs.stream().anyMatch(leg -> leg.successor != null);
    }

    /** Whether a leg was never dialled. */
    boolean isWaitingForFirstDial() {
        return !stopping && legs.stream().anyMatch(Leg::isNew);
    }

    /** Whether a series has delivered since it was last asked for. */
    boolean delivers(final int seriesId) {
        final Leg leg = homes.get(seriesId);
        return leg != null && leg.delivers(seriesId);
    }

    /** The leg of a series; null if it has none. */
    Leg legOf(final int seriesId) {
        return homes.get(seriesId);
    }

    /** Whether a connection that is to carry the series is open. */
    boolean isOpen(final int seriesId) {
        final Leg leg = homes.get(seriesId);
        return leg != null && leg.isOpen();
    }

    /** Whether the exchange has acknowledged the series, or delivers it, on a connection that is open. */
    boolean isAcknowledged(final int seriesId) {
        final Leg leg = homes.get(seriesId);
        return leg != null && leg.isAcknowledged(seriesId);
    }

    /** When the series' last candle was received on any connection since it was added, UTC ms; 0 for never. */
    long lastCandleMs(final int seriesId) {
        final Leg leg = homes.get(seriesId);
        if (leg == null) {
            return LegSink.NEVER;
        }
        return Math.max(links.lastCandleMs(seriesId), leg.lastCandleMs(seriesId));
    }

    /** The newest time of the exchange that any candle bore, event time or else open time, UTC ms; 0 for none. */
    long newestExchangeTimeMs() {
        return links.newestExchangeTimeMs();
    }

    /** Connections whose handshake is done. */
    int openConnections() {
        return links.open();
    }

    /** When the last data message came on any connection, UTC ms; 0 for never. */
    long lastMessageTimeMs() {
        return links.lastMessageTimeMs();
    }

    /** Connections that were lost. */
    long errors() {
        return repair.errors();
    }

    /** A count over all connections, past and present. */
    long total(final LegStats.Stat stat) {
        return links.total(stat);
    }

    private LoggingEventBuilder log(final LoggingEventBuilder builder, final LegLink link) {
        return LogFields.of(builder, venue).addKeyValue("leg", link.threadName);
    }
}
