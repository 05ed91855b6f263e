package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.TradeIds;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.pipeline.Grid;
import dev.wick.engine.pipeline.Publisher;
import java.util.ArrayList;
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
 * a leg was down, and gives up what the venue has no more. The supervisor's thread.
 */
final class VenueSupervisor implements VenueLegs.Events, Backfill.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(VenueSupervisor.class);

    private final ExchangeAdapter adapter;
    private final VenueRest rest;
    private final SymbolList symbols;
    private final RedundantLegs legs;
    private final Seating seating;
    private final CircuitBreaker breaker;
    private final Backfill backfill;
    private final Publisher publisher;
    private final Watermarks watermarks;
    private final SubscriberDesk notice;
    private final Delisting delisting;
    private final VenueHealthWatch health;
    private final SubscriberFetches fetches;
    private final Bootstrap bootstrap;
    private final Waivers waivers;
    private final long lingerMs;
    private final Counter refused;
    private final Map<Integer, Wanted> wanted = new LinkedHashMap<>();
    private long nowMs;

    VenueSupervisor(
            final ExchangeAdapter adapter,
            final CircuitBreaker breaker,
            final Gate gate,
            final ConnectionQuota quota,
            final SeriesBudget budget,
            final SharedParts shared) {
        final SupervisorSettings settings = shared.settings();
        final SupervisorParts parts = shared.parts();
        final Venue venue = adapter.venue();
        this.adapter = adapter;
        backfill = shared.backfill();
        publisher = parts.publisher();
        watermarks = parts.watermarks();
        notice = parts.subscribers();
        lingerMs = settings.lingerMs();
        nowMs = parts.clock().time();
        refused = shared.metrics().counter(Metric.SERIES_REFUSED, venue);
        rest = new VenueRest(venue, adapter.history(), gate, parts.executor(), shared.commands(), parts.clock());
        fetches = new SubscriberFetches(rest, notice, shared.jitter(), shared.metrics());
        symbols = new SymbolList(rest, adapter::canonicalSymbol, settings.symbolListMaxAgeMs(), shared.jitter());
        this.breaker = breaker;
        legs = new RedundantLegs(adapter, parts.legSink(), this, breaker, quota, shared);
        seating = new Seating(adapter, legs, budget, notice);
        delisting = new Delisting(venue, this::delist, this::takeUp);
        health = new VenueHealthWatch(adapter, legs, rest, this, wanted, shared);
        bootstrap = new Bootstrap(
                rest, publisher, watermarks, shared.jitter(), settings.history().bootstrap());
        waivers = new Waivers(publisher, settings.history().candles());
        symbols.whenFresh(listed -> {
            if (delisting.onList(listed, wanted.values(), nowMs)) {
                symbols.doubt(nowMs);
            }
        });
    }

    ExchangeAdapter adapter() {
        return adapter;
    }

    SymbolList symbols() {
        return symbols;
    }

    RedundantLegs legs() {
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

    @Override
    public VenueRest rest() {
        return rest;
    }

    /** How many series are subscribed or about to be. */
    int wantedSeries() {
        return wanted.size();
    }

    /** Whether somebody wants the series. */
    boolean isWanted(final int seriesId) {
        return wanted.containsKey(seriesId);
    }

    Seating seating() {
        return seating;
    }

    /** The venue does not list the symbol, or takes no more. */
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
        final Wanted added = new Wanted(series, health.begin(series, nowMs), nowMs);
        added.alwaysOn = alwaysOn;
        wanted.put(series.id(), added);
        notice.carried(series);
        seating.add(added);
        begin(added);
        // What this restores is no pause between two subscribers.
        publisher.publishTakeUp(series.id(), adapter.closing() != Closing.UNFLAGGED);
        if (adapter.tradeIds() != TradeIds.NONE) {
            publisher.publishTradeIds(series.id(), adapter.tradeIds());
        }
    }

    private void begin(final Wanted one) {
        if (watermarks.watermarkMs(one.series.id()) == Watermarks.NONE) {
            bootstrap.add(one, nowMs);
        } else {
            forgivePause(one.series);
        }
    }

    private void forgivePause(final Series series) {
        waivers.forgivePause(series, watermarks.watermarkMs(series.id()), health.exchangeTimeMs(nowMs));
    }

    /**
     * The pipeline has begun a series.
     *
     * @param restoredToMs the last open time that an earlier run has published, UTC ms; {@link Candle#NONE} if nothing was
     *     restored
     */
    void onTakenUp(final Series series, final long restoredToMs) {
        final Wanted known = wanted.get(series.id());
        if (known == null || restoredToMs == Candle.NONE) {
            return;
        }
        bootstrap.forget(series.id());
        waivers.forgiveLongAbsence(series, restoredToMs, health.exchangeTimeMs(nowMs));
        known.isRestored = true;
        if (known.acknowledgedAtMs == 0) {
            known.interrupted = true;
        } else {
            fetchMissed(known);
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
            backfill.repair(series, this, fromMs, toMs);
        }
    }

    /** A subscriber asks for more of the past than is in memory. */
    void fetch(final FetchRequest request) {
        fetches.add(request, nowMs);
    }

    /** A candle of the series was closed, and the exchange has not said so. */
    void confirm(final Series series, final long openTimeMs) {
        if (wanted.containsKey(series.id())) {
            health.confirm(series, openTimeMs);
        }
    }

    /** The pipeline has compared the newest bar with what the stream has brought. */
    void onProbed(final Series series, final boolean isNews) {
        health.onProbed(series, isNews);
    }

    int tick(final long newNowMs) {
        nowMs = newNowMs;
        dropLingered();
        seating.tick(wanted.values(), nowMs);
        if (!wanted.isEmpty()) {
            symbols.tick(nowMs);
        }
        final boolean isBusy = backfill.isBusy(adapter.venue());
        return legs.tick(nowMs) + health.tick(nowMs) + bootstrap.tick(nowMs, isBusy) + fetches.tick(nowMs, isBusy);
    }

    private void unplace(final Wanted one) {
        seating.remove(one);
        bootstrap.forget(one.series.id());
    }

    private void dropLingered() {
        final List<Series> over = new ArrayList<>();
        for (final Iterator<Wanted> all = wanted.values().iterator(); all.hasNext(); ) {
            final Wanted one = all.next();
            if (one.releasedAtMs != Wanted.NEVER && nowMs - one.releasedAtMs >= lingerMs) {
                all.remove();
                unplace(one);
                backfill.forget(one.series.id());
                health.forget(one, nowMs);
                forgivePause(one.series);
                over.add(one.series);
                notice.dropped(one.series);
            }
        }
        if (!over.isEmpty()) {
            legs.remove(over);
        }
    }

    private void delist(final Wanted one, final String reason) {
        LogFields.of(LOG.atWarn(), one.series).log("Given up until it is back: {}", reason);
        one.delisted = reason;
        // It may be a mistake of the exchange's: what it traded meanwhile is owed if it comes back.
        one.interrupted = one.acknowledgedAtMs != 0;
        unplace(one);
        legs.remove(List.of(one.series));
    }

    private void takeUp(final Wanted one) {
        LogFields.of(LOG.atInfo(), one.series).log("It is listed again, and subscribed");
        one.delisted = null;
        one.acknowledgedAtMs = 0;
        final long watermarkMs = watermarks.watermarkMs(one.series.id());
        if (watermarkMs == Watermarks.NONE) {
            bootstrap.add(one, nowMs);
        } else {
            // It may have traded all the time, and been refused or unlisted by mistake: REST knows.
            waivers.forgiveLongAbsence(one.series, watermarkMs, health.exchangeTimeMs(nowMs));
            one.interrupted = true;
        }
        seating.add(one);
    }

    @Override
    public void onAcknowledged(final Series series) {
        final Wanted known = wanted.get(series.id());
        if (known == null) {
            return;
        }
        known.delisted = null;
        health.onAcknowledged(known, nowMs);
        if (known.interrupted) {
            known.interrupted = false;
            fetchMissed(known);
        }
    }

    /** From the first candle that is owed to the last that is over by the exchange's clock. */
    private void fetchMissed(final Wanted known) {
        final Interval interval = known.series.interval();
        final long fromMs = health.firstOwedMs(known);
        final long toMs = CloseWatch.lastOverMs(interval, fromMs, health.exchangeTimeMs(nowMs));
        if (fromMs <= toMs) {
            backfill.repair(known.series, this, fromMs, toMs);
        } else {
            backfill.look(known.series, this, fromMs);
        }
    }

    @Override
    public int historyBars() {
        return adapter.limits().historyBars();
    }

    @Override
    public long exchangeTimeMs() {
        return health.exchangeTimeMs(nowMs);
    }

    @Override
    public void onStillMissing(
            final Series series, final long fromMs, final long toMs, final MissingReason reason, final long nextTryMs) {
        final long count = Grid.count(series.interval(), fromMs, toMs);
        LogFields.of(LOG.atWarn(), series)
                .addKeyValue("from", fromMs)
                .addKeyValue("to", toMs)
                .addKeyValue("count", count)
                .addKeyValue("reason", reason.code())
                .addKeyValue("retry_in_ms", nextTryMs - nowMs)
                .log("Closed candles are still missing: {}", reason.text());
        notice.gap(new GapEvent.Missing(series, nowMs, fromMs, toMs, count, reason.code(), reason.text(), nextTryMs));
    }

    /** How long ago the oldest candle ended that is missing of any series, by the exchange's clock, ms; 0 if none is. */
    long oldestMissingAgeMs() {
        long oldestMs = Long.MAX_VALUE;
        for (final Wanted one : wanted.values()) {
            final long missingMs = watermarks.oldestMissingMs(one.series.id());
            if (missingMs != Watermarks.NONE) {
                oldestMs = Math.min(oldestMs, one.series.interval().next(missingMs));
            }
        }
        return oldestMs == Long.MAX_VALUE ? 0 : Math.max(0, exchangeTimeMs() - oldestMs);
    }

    @Override
    public void onHistory(final Series series, final long provenToMs) {
        final Wanted known = wanted.get(series.id());
        if (known != null) {
            known.answeredAtMs = nowMs;
            known.provenMs = Math.max(known.provenMs, provenToMs);
        }
    }

    @Override
    public void onRefused(final Series series, final String exchangeMessage) {
        refused.increment();
        final Wanted known = wanted.get(series.id());
        if (known == null) {
            return;
        }
        seating.askLater(known, nowMs);
        notice.refused(series, exchangeMessage);
        if (known.acknowledgedAtMs != 0) {
            delist(known, "the exchange refuses it: " + exchangeMessage);
        }
    }

    @Override
    public void onLost(final Series series) {
        final Wanted known = wanted.get(series.id());
        if (known != null) {
            known.interrupted |= known.acknowledgedAtMs != 0 || known.isRestored;
        }
    }

    /** Ends all connections for good. */
    void stop() {
        LogFields.of(LOG.atInfo(), adapter.venue()).log("Closing {} connection(s)", legs.openConnections());
        health.stop();
        bootstrap.stop();
        legs.stop();
    }
}
