package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Publisher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one venue is to deliver: keeps the wanted series on their legs, lets them linger, asks for what was missed while
 * a leg was down. The supervisor's thread.
 */
final class VenueSupervisor implements VenueLegs.Events {
    private static final Logger LOG = LoggerFactory.getLogger(VenueSupervisor.class);
    private static final long ASK_AGAIN_AFTER_MS = 30_000;

    private final ExchangeAdapter adapter;
    private final SymbolList symbols;
    private final VenueLegs legs;
    private final CircuitBreaker breaker;
    private final Backfill backfill;
    private final Publisher publisher;
    private final Watermarks watermarks;
    private final SubscriberDesk notice;
    private final long lingerMs;
    private final Counter refused;
    private final Map<Integer, Wanted> wanted = new LinkedHashMap<>();
    private final List<Wanted> unplaced = new ArrayList<>();
    private long nowMs;

    VenueSupervisor(
            final ExchangeAdapter adapter,
            final SymbolList symbols,
            final Backfill backfill,
            final FeedListener listener,
            final Publisher publisher,
            final Watermarks watermarks,
            final SubscriberDesk notice,
            final SupervisorSettings settings,
            final CircuitBreaker breaker,
            final ConnectionQuota quota,
            final Jitter jitter,
            final Metrics metrics) {
        this.adapter = adapter;
        this.symbols = symbols;
        this.backfill = backfill;
        this.publisher = publisher;
        this.watermarks = watermarks;
        this.notice = notice;
        this.lingerMs = settings.lingerMs();
        this.refused = metrics.counter(Metric.SERIES_REFUSED, adapter.venue());
        this.breaker = breaker;
        this.legs = new VenueLegs(adapter, listener, publisher, this, settings, breaker, quota, jitter, metrics);
    }

    ExchangeAdapter adapter() {
        return adapter;
    }

    SymbolList symbols() {
        return symbols;
    }

    VenueLegs legs() {
        return legs;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** The symbols that the exchange has acknowledged. */
    Set<String> acknowledged() {
        return wanted.values().stream()
                .filter(one -> legs.isAcknowledged(one.series.id()))
                .map(one -> one.series.symbol())
                .collect(Collectors.toSet());
    }

    /** How many series are subscribed or about to be. */
    int wantedSeries() {
        return wanted.size();
    }

    /** The venue does not list the symbol. */
    void countRefused() {
        refused.increment();
    }

    /** Somebody wants the series; placed on a leg at the next tick, together with its like. */
    void want(final Series series, final boolean alwaysOn) {
        final Wanted known = wanted.get(series.id());
        if (known != null) {
            known.releasedAtMs = Wanted.NEVER;
            known.alwaysOn |= alwaysOn;
            return;
        }
        final Wanted added = new Wanted(series);
        added.alwaysOn = alwaysOn;
        wanted.put(series.id(), added);
        unplaced.add(added);
        forgivePause(series);
    }

    /** While nobody wanted the series nothing was owed of it, so the candles of that time are not missing. */
    private void forgivePause(final Series series) {
        final long watermarkMs = watermarks.watermarkMs(series.id());
        if (watermarkMs != Watermarks.NONE) {
            final Interval interval = series.interval();
            publisher.publishRangeWaived(
                    series.id(), interval.next(watermarkMs), interval.previous(interval.openTimeAt(nowMs)));
        }
    }

    /** Nobody wants the series any more; it lingers, in case somebody comes back. */
    void release(final int seriesId) {
        final Wanted known = wanted.get(seriesId);
        if (known != null && !known.alwaysOn) {
            known.releasedAtMs = nowMs;
        }
    }

    /** A gap was seen in a series: fetch it. */
    void repair(final Series series, final long fromMs, final long toMs) {
        if (wanted.containsKey(series.id())) {
            backfill.request(series, adapter.history(), fromMs, toMs);
        }
    }

    int tick(final long newNowMs) {
        nowMs = newNowMs;
        dropLingered();
        askAgain();
        place();
        return legs.tick(nowMs);
    }

    private void place() {
        if (unplaced.isEmpty()) {
            return;
        }
        legs.add(seriesOf(unplaced));
        unplaced.clear();
    }

    private void dropLingered() {
        final List<Series> over = new ArrayList<>();
        for (final Iterator<Wanted> all = wanted.values().iterator(); all.hasNext(); ) {
            final Wanted one = all.next();
            if (one.releasedAtMs != Wanted.NEVER && nowMs - one.releasedAtMs >= lingerMs) {
                all.remove();
                unplaced.remove(one);
                backfill.forget(one.series.id());
                forgivePause(one.series);
                over.add(one.series);
            }
        }
        legs.remove(over);
    }

    private void askAgain() {
        for (final Wanted one : wanted.values()) {
            if (one.askAgainAtMs <= nowMs) {
                one.askAgainAtMs = Wanted.NEVER;
                legs.askAgain(one.series);
            }
        }
    }

    @Override
    public void onAcknowledged(final Series series) {
        final Wanted known = wanted.get(series.id());
        if (known == null) {
            return;
        }
        if (known.acknowledgedAtMs == 0) {
            known.acknowledgedAtMs = nowMs;
        }
        if (known.interrupted) {
            known.interrupted = false;
            fetchMissed(known);
        }
    }

    /** From the first candle that is owed to the last that is over by our clock; the exchange's own clock decides. */
    private void fetchMissed(final Wanted known) {
        final Interval interval = known.series.interval();
        final long watermarkMs = watermarks.watermarkMs(known.series.id());
        final long fromMs = watermarkMs == Watermarks.NONE
                ? interval.openTimeAt(known.acknowledgedAtMs)
                : interval.next(watermarkMs);
        final long toMs = interval.previous(interval.openTimeAt(nowMs));
        backfill.request(known.series, adapter.history(), fromMs, toMs);
    }

    @Override
    public void onRefused(final Series series, final String exchangeMessage) {
        refused.increment();
        final Wanted known = wanted.get(series.id());
        if (known != null) {
            known.askAgainAtMs = nowMs + ASK_AGAIN_AFTER_MS;
            notice.refused(series, exchangeMessage);
        }
    }

    @Override
    public void onLost(final Series series) {
        final Wanted known = wanted.get(series.id());
        if (known != null) {
            known.interrupted = known.acknowledgedAtMs != 0;
        }
    }

    /** Ends all connections for good. */
    void stop() {
        LogFields.of(LOG.atInfo(), adapter.venue()).log("Closing {} connection(s)", legs.openConnections());
        legs.stop();
    }

    private static List<Series> seriesOf(final Collection<Wanted> some) {
        final List<Series> series = new ArrayList<>(some.size());
        some.forEach(one -> series.add(one.series));
        return series;
    }
}
