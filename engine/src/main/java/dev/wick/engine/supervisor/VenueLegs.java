package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The legs of one venue: places series on connections, dials, and dials again. The supervisor's thread.
 *
 * <p>A series stays on its leg for as long as it is wanted; a new one goes to the first leg that has room.
 */
final class VenueLegs {
    private static final Logger LOG = LoggerFactory.getLogger(VenueLegs.class);

    /** Hears of what concerns more than the legs. */
    interface Events {
        void onAcknowledged(Series series);

        void onRefused(Series series, String exchangeMessage);

        void onLost(Series series);
    }

    private final ExchangeAdapter adapter;
    private final Venue venue;
    private final FeedListener listener;
    private final DeliveryTimes sink;
    private final Events events;
    private final int maxSeriesPerLeg;
    private final long reconnectDelayMs;
    private final Jitter jitter;
    private final Metrics metrics;
    private final Counter reconnections;
    private final List<Leg> legs = new ArrayList<>();
    private final Map<LegStats.Stat, Long> finished = new EnumMap<>(LegStats.Stat.class);
    private long lastMessageTimeMs;
    private long errors;
    private int consecutiveFailures;
    private int nextLegId;
    private boolean stopping;
    private long nowMs;

    VenueLegs(
            final ExchangeAdapter adapter,
            final FeedListener listener,
            final CandleSink sink,
            final Events events,
            final SupervisorSettings settings,
            final Jitter jitter,
            final Metrics metrics) {
        this.adapter = adapter;
        this.venue = adapter.venue();
        this.listener = listener;
        this.sink = new DeliveryTimes(sink);
        this.events = events;
        this.maxSeriesPerLeg =
                Math.min(settings.maxSeriesPerLeg(), adapter.limits().maxSeriesPerConnection());
        this.reconnectDelayMs = settings.reconnectDelayMs();
        this.jitter = jitter;
        this.metrics = metrics;
        this.reconnections = metrics.counter(Metric.RECONNECTIONS, venue);
        for (final LegStats.Stat stat : LegStats.Stat.values()) {
            finished.put(stat, 0L);
        }
    }

    /** Puts series on legs, and asks the exchange for them, all of one leg together, as soon as that leg is open. */
    void add(final List<Series> series) {
        final Map<Leg, List<Series>> perOpenLeg = new LinkedHashMap<>();
        for (final Series one : series) {
            final Leg leg = legWithRoom();
            leg.series.put(one.id(), one);
            if (leg.open) {
                perOpenLeg.computeIfAbsent(leg, l -> new ArrayList<>()).add(one);
            }
        }
        perOpenLeg.forEach((leg, list) -> leg.connection.subscribe(list));
    }

    /** Takes series off their legs; a leg that carries nothing any more is closed. Those without a leg are left out. */
    void remove(final List<Series> series) {
        final Map<Leg, List<Series>> perLeg = new LinkedHashMap<>();
        for (final Series one : series) {
            final Leg leg = legOf(one.id());
            if (leg != null) {
                perLeg.computeIfAbsent(leg, l -> new ArrayList<>()).add(one);
            }
        }
        perLeg.forEach(this::remove);
    }

    /** Asks for a series once more on its leg: after a refusal, or because it is acknowledged and yet mute. */
    void askAgain(final Series series) {
        final Leg leg = legOf(series.id());
        if (leg != null && leg.open) {
            if (leg.acknowledged.remove(series.id())) {
                leg.connection.unsubscribe(List.of(series));
            }
            leg.connection.subscribe(List.of(series));
        }
    }

    /** Ends a leg's connection at once, as dead, and dials anew; counted as an error of this type. */
    void replace(final Leg leg, final String type, final String reason) {
        if (leg.connection != null) {
            errors++;
            metrics.counter(Metric.CONNECTION_ERRORS, venue, type).increment();
            log(LOG.atWarn(), leg).addKeyValue("error_type", type).log("The connection is replaced: {}", reason);
            leg.replacing = true;
            leg.connection.close();
        }
    }

    /** The legs, for looking at. */
    List<Leg> legs() {
        return legs;
    }

    /** Whether a connection that is to carry the series is open. */
    boolean isOpen(final int seriesId) {
        final Leg leg = legOf(seriesId);
        return leg != null && leg.open;
    }

    /** Whether the exchange has acknowledged the series on a connection that is open. */
    boolean isAcknowledged(final int seriesId) {
        final Leg leg = legOf(seriesId);
        return leg != null && leg.open && leg.acknowledged.contains(seriesId);
    }

    /** When the series' last candle was received on any connection, UTC ms; 0 for never. */
    long lastCandleMs(final int seriesId) {
        return sink.lastCandleMs(seriesId);
    }

    /** The newest time of the exchange that any candle bore, event time or else open time, UTC ms; 0 for none. */
    long newestExchangeTimeMs() {
        return sink.newestExchangeTimeMs();
    }

    private Leg legOf(final int seriesId) {
        for (final Leg leg : legs) {
            if (leg.series.containsKey(seriesId)) {
                return leg;
            }
        }
        return null;
    }

    private void remove(final Leg leg, final List<Series> series) {
        for (final Series one : series) {
            leg.series.remove(one.id());
            leg.acknowledged.remove(one.id());
        }
        if (leg.series.isEmpty()) {
            legs.remove(leg);
            if (leg.connection != null) {
                leg.replacing = true;
                leg.connection.close();
            }
        } else if (leg.open) {
            leg.connection.unsubscribe(series);
        }
    }

    private Leg legWithRoom() {
        for (final Leg leg : legs) {
            if (leg.series.size() < maxSeriesPerLeg) {
                return leg;
            }
        }
        final int number = nextLegId++;
        final Leg added = new Leg(number, "leg-" + venue.code() + "-" + number + "a", sink);
        added.dialAtMs = nowMs;
        legs.add(added);
        return added;
    }

    /** Dials what is due and lets the connections' own clocks run. */
    int tick(final long newNowMs) {
        nowMs = newNowMs;
        int work = 0;
        for (final Leg leg : new ArrayList<>(legs)) {
            if (leg.connection != null) {
                leg.connection.tick(nowMs);
                lastMessageTimeMs =
                        Math.max(lastMessageTimeMs, leg.connection.stats().lastMessageTimeMs());
            } else if (!stopping && leg.dialAtMs <= nowMs) {
                dial(leg);
                work++;
            }
        }
        return work;
    }

    private void dial(final Leg leg) {
        if (leg.dials++ > 0) {
            reconnections.increment();
        }
        leg.open = false;
        leg.replacing = false;
        log(LOG.atInfo(), leg).log("Connecting");
        leg.connection = adapter.connect(leg.id, leg.threadName, sink, listener);
    }

    void onOpened(final FeedConnection connection) {
        final Leg leg = legOf(connection);
        if (leg == null) {
            return;
        }
        leg.open = true;
        leg.openedMs = nowMs;
        consecutiveFailures = 0;
        log(LOG.atInfo(), leg).addKeyValue("series", leg.series.size()).log("Connected, subscribing");
        connection.subscribe(new ArrayList<>(leg.series.values()));
    }

    void onAcknowledged(final FeedConnection connection, final List<Series> series) {
        final Leg leg = legOf(connection);
        for (final Series one : series) {
            if (leg != null && leg.series.containsKey(one.id())) {
                leg.acknowledged.add(one.id());
                events.onAcknowledged(one);
            }
        }
    }

    void onRefused(final FeedConnection connection, final List<Series> series, final String exchangeMessage) {
        final Leg leg = legOf(connection);
        for (final Series one : series) {
            if (leg != null && leg.series.containsKey(one.id())) {
                log(LOG.atWarn(), leg)
                        .addKeyValue("symbol", one.symbol())
                        .log("The exchange refused the subscription: {}", exchangeMessage);
                events.onRefused(one, exchangeMessage);
            }
        }
    }

    void onUnanswered(final FeedConnection connection, final List<Series> series) {
        if (legOf(connection) != null) {
            connection.subscribe(series);
        }
    }

    void onNotice(final FeedConnection connection, final String notice) {
        final Leg leg = legOf(connection);
        if (leg != null) {
            log(LOG.atInfo(), leg).log("The connection is replaced: {}", notice);
            leg.replacing = true;
            connection.close();
        }
    }

    void onGarbled(final FeedConnection connection, final String excerpt) {
        final Leg leg = legOf(connection);
        if (leg != null) {
            log(LOG.atWarn(), leg).log("A frame could not be read and was left out: {}", excerpt);
        }
    }

    void onClosed(final FeedConnection connection, final FeedListener.CloseCause cause, final String detail) {
        for (final LegStats.Stat stat : LegStats.Stat.values()) {
            finished.merge(stat, connection.stats().get(stat), Long::sum);
        }
        final Leg leg = legOf(connection);
        if (leg == null) {
            return;
        }
        leg.connection = null;
        leg.open = false;
        leg.acknowledged.clear();
        if (stopping) {
            return;
        }
        final long delayMs = leg.replacing ? 0 : jitter.around(reconnectDelayMs);
        leg.dialAtMs = nowMs + delayMs;
        if (!leg.replacing) {
            errors++;
            consecutiveFailures++;
            metrics.counter(Metric.CONNECTION_ERRORS, venue, cause.text()).increment();
            log(LOG.atWarn(), leg)
                    .addKeyValue("error_type", cause.text())
                    .addKeyValue("retry_in_ms", delayMs)
                    .log("Connection lost: {}", detail);
        }
        leg.series.values().forEach(events::onLost);
    }

    /** Closes all connections; none is dialled again. */
    void stop() {
        stopping = true;
        for (final Leg leg : new ArrayList<>(legs)) {
            if (leg.connection != null) {
                leg.connection.close();
            }
        }
    }

    /** Whether every connection is over. */
    boolean isStopped() {
        return legs.stream().allMatch(leg -> leg.connection == null);
    }

    /** Connections whose handshake is done. */
    int openConnections() {
        return (int) legs.stream().filter(leg -> leg.open).count();
    }

    /** When the last data message came on any connection, UTC ms; 0 for never. */
    long lastMessageTimeMs() {
        return lastMessageTimeMs;
    }

    /** Connections that were lost. */
    long errors() {
        return errors;
    }

    /** Connections lost since one was last opened. */
    int consecutiveFailures() {
        return consecutiveFailures;
    }

    /** A count over all connections, past and present. */
    long total(final LegStats.Stat stat) {
        long sum = finished.get(stat);
        for (final Leg leg : legs) {
            if (leg.connection != null) {
                sum += leg.connection.stats().get(stat);
            }
        }
        return sum;
    }

    private Leg legOf(final FeedConnection connection) {
        for (final Leg leg : legs) {
            if (leg.connection == connection) {
                return leg;
            }
        }
        return null;
    }

    private LoggingEventBuilder log(final LoggingEventBuilder builder, final Leg leg) {
        return LogFields.of(builder, venue).addKeyValue("leg", leg.threadName);
    }
}
