package dev.wick.engine.pipeline;

import com.lmax.disruptor.EventPoller;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.TradeIds;
import org.agrona.concurrent.EpochClock;

/**
 * The pipeline's duty cycle: takes slots off the ring, and leads each candle through the stages. A failure on one candle is
 * counted and reported, and the next one is taken.
 */
public final class PipelineAgent implements Duty {
    /** How many slots a round takes at most by default, before the egress gets its turn in {@code shared} mode. */
    public static final int DEFAULT_BATCH = 256;

    /**
     * The stages, in the order of a candle's way.
     *
     * @param states the state of every series, which the stages share
     * @param takeUp begins each series, before its first candle comes
     * @param log keeps what is published closed
     */
    public record Stages(
            SeriesStates states,
            TakeUp takeUp,
            CandleCheck check,
            Dedup dedup,
            Continuity continuity,
            PublishedLog log,
            Router router) {}

    private static final TradeIds[] TRADE_IDS = TradeIds.values();

    private final Ring ring;
    private final SeriesStates states;
    private final TakeUp takeUp;
    private final CandleCheck check;
    private final Dedup dedup;
    private final Continuity continuity;
    private final PublishedLog log;
    private final Router router;
    private final EpochClock clock;
    private final StageErrors errors;
    private final int batch;
    private final EventPoller.Handler<RingSlot> handler = (slot, sequence, endOfBatch) -> onSlot(slot);
    private final Candle timed = new Candle();
    private long nowMs;
    private int taken;

    /**
     * A duty cycle.
     *
     * @param errors gets what stages throw
     * @param batch how many slots a round takes at most
     */
    public PipelineAgent(
            final Ring ring, final Stages stages, final EpochClock clock, final StageErrors errors, final int batch) {
        this.ring = ring;
        states = stages.states();
        takeUp = stages.takeUp();
        check = stages.check();
        dedup = stages.dedup();
        continuity = stages.continuity();
        log = stages.log();
        router = stages.router();
        this.clock = clock;
        this.errors = errors;
        this.batch = batch;
    }

    @Override
    public int doWork() throws Exception {
        taken = 0;
        if (router.isHolding()) {
            if (!router.release()) {
                return 0;
            }
            taken++;
        }
        if (!ring.isEmpty()) {
            nowMs = clock.time();
            ring.poller().poll(handler);
        }
        return taken;
    }

    @Override
    public boolean hasWork() {
        return router.isHolding() ? router.canRelease() : !ring.isEmpty();
    }

    /** Whether all that was published has been led to the queues; any thread. */
    public boolean isDrained() {
        return ring.isEmpty() && !router.isHolding();
    }

    @Override
    public String roleName() {
        return "pipeline";
    }

    private boolean onSlot(final RingSlot slot) {
        try {
            switch (slot.kind) {
                case CANDLE -> lead(slot.candle);
                case TRADE_IDS -> keepTradeIds(slot.seriesId, TRADE_IDS[(int) slot.fromMs]);
                case TIMER_CLOSE -> closeByTimer(slot.seriesId, slot.fromMs);
                case PROBE -> probe(slot.candle);
                case BOOTSTRAP -> bootstrap(slot.candle, slot.toMs);
                default -> enter(slot);
            }
        } catch (final Throwable e) {
            errors.on(slot, e);
        }
        taken++;
        return taken < batch && !router.isHolding();
    }

    private void enter(final RingSlot slot) {
        switch (slot.kind) {
            case RANGE_CHECKED -> continuity.onRangeChecked(slot.seriesId, slot.fromMs, slot.toMs);
            case RANGE_WAIVED -> waive(slot.seriesId, slot.fromMs, slot.toMs);
            case TAKE_UP -> takeUp.takeUp(slot.seriesId, true);
            case TAKE_UP_UNFLAGGED -> takeUp.takeUp(slot.seriesId, false);
            case SETTLED -> takeUp.settle(slot.seriesId, slot.fromMs, slot.toMs);
            default -> throw new IllegalStateException("nobody knows slots of kind " + slot.kind);
        }
        prove(states.of(slot.seriesId));
    }

    /** The account runs ahead of the history by one candle: only when that is there it can be said what is proven. */
    private static void prove(final SeriesState series) {
        series.history.provenTo(series.watermarkMs);
    }

    private void keepTradeIds(final int seriesId, final TradeIds proves) {
        final SeriesState series = states.of(seriesId);
        if (series.tradeIds == null && proves != TradeIds.NONE) {
            series.tradeIds = new TradeIdChain(proves);
        }
    }

    private void closeByTimer(final int seriesId, final long openTimeMs) {
        final SeriesState series = states.of(seriesId);
        final boolean wasSeen = series.forming != null && series.forming.openTimeMs == openTimeMs;
        if (wasSeen && !series.isPublished(openTimeMs)) {
            timed.copyFrom(series.forming);
            timed.closed = true;
            timed.finality = Finality.TIMER;
            // The hops of a candle that waited here for its end are no measure of how fast we are.
            timed.readNs = 0;
            timed.parsedNs = 0;
            lead(timed);
        }
    }

    private void probe(final Candle newest) {
        final SeriesState series = states.of(newest.seriesId);
        newest.closed = false;
        newest.finality = null;
        newest.revision = 0;
        final boolean isNews = check.isSound(series, newest, nowMs) && dedup.isAheadOfStream(series, newest);
        if (isNews && continuity.accepts(series, newest)) {
            dedup.remember(series, newest, nowMs);
            router.route(series, newest);
        }
        continuity.onProbed(series, isNews);
    }

    private void waive(final int seriesId, final long fromMs, final long toMs) {
        final long waivedToMs = continuity.onRangeWaived(seriesId, fromMs, toMs);
        if (waivedToMs != Candle.NONE) {
            // A hole that nobody is owed must not pass for a gap in the next run.
            final SeriesState series = states.of(seriesId);
            log.waived(series.series, Math.max(fromMs, series.floorMs), waivedToMs);
        }
    }

    private void lead(final Candle candle) {
        final SeriesState series = states.of(candle.seriesId);
        if (!check.isSound(series, candle, nowMs)) {
            return;
        }
        if (!dedup.isNews(series, candle, nowMs)) {
            series.venue.race.lost(series, candle);
        } else if (continuity.accepts(series, candle)) {
            series.venue.race.won(series, candle);
            dedup.remember(series, candle, nowMs);
            if (candle.closed) {
                // What is in the closed queue is in the history already: a subscriber joins between two of its candles.
                candle.position = series.history.append(candle);
                prove(series);
                // What a subscriber has must be known to the next run, so it is kept before anybody gets it.
                log.append(series.series, candle);
            }
            router.route(series, candle);
        }
    }

    private void bootstrap(final Candle closed, final long emptyToMs) {
        final SeriesState series = states.of(closed.seriesId);
        if (series.floorMs != Candle.NONE && closed.openTimeMs >= series.floorMs) {
            lead(closed);
        } else if (check.isSound(series, closed, nowMs)) {
            dedup.remember(series, closed, nowMs);
            takeUp.bootstrap(series, closed, emptyToMs);
            prove(series);
        }
    }
}
