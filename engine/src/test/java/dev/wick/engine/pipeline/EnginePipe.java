package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.concurrent.CachedEpochClock;

/** The engine's own pipeline, stepped by hand, with an egress that does no more than the real one does with the queues. */
final class EnginePipe implements Pipe {
    private static final List<Venue> VENUES = List.of(
            Exchange.BINANCE.venue("spot").orElseThrow(),
            Exchange.HYPERLIQUID.venue("spot").orElseThrow());

    private final Setup setup;
    private final Metrics metrics = new Metrics();
    private final CachedEpochClock clock = new CachedEpochClock();
    private final Counter superseded = metrics.counter(Metric.QUEUE_SUPERSEDED);
    private final Counter overflows = metrics.counter(Metric.QUEUE_OVERFLOW_EVENTS);
    private final Counter blocking = metrics.counter(Metric.QUEUE_BLOCKING_EVENTS);
    private final Counter handlerErrors = metrics.counter(Metric.HANDLER_ERRORS, "pipeline");
    private final List<VenueCounters> venues = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<Bar> taken = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Deque<Candle> inHand = new ArrayDeque<>();
    private final Candle scratch = new Candle();
    private final long[] counts = PipeCounts.zero();
    private final Histories histories;
    private final Ring ring;
    private final ClosedQueue closed;
    private final OpenStack open;
    private final VenueSkews skews = new VenueSkews();
    private final SeriesStates states;
    private final Router router;
    private final PipelineAgent agent;
    private final Publisher publisher;

    EnginePipe(final Setup setup, final long nowMs, final List<List<Bar>> journal) {
        this.setup = setup;
        clock.update(nowMs);
        final SeriesRegistry registry = new SeriesRegistry();
        for (int i = 0; i < setup.lines().size(); i++) {
            registry.register(
                    VENUES.get(i % VENUES.size()), "S" + i, setup.lines().get(i).interval());
        }
        VENUES.forEach(venue -> venues.add(new VenueCounters(venue, metrics, skews.of(venue))));
        final WakeUp wakeUp = new WakeUp();
        ring = new Ring(setup.ringSize(), wakeUp);
        closed = new ClosedQueue(setup.closedCapacity(), wakeUp);
        histories = new Histories(setup.historyCapacity());
        open = new OpenStack(setup.openLimit(), superseded, overflows);
        states = new SeriesStates(registry, metrics, histories, skews);
        final StageErrors stageErrors = new StageErrors("pipeline", handlerErrors, (what, error) -> errors.add(error));
        router = new Router(closed, open, new WakeUp(), blocking, (venue, ns) -> {}, () -> 1L);
        final Continuity continuity = new Continuity(states, new Listener(), stageErrors);
        final SeriesRestorer restorer = (series, into) -> restore(journal.get(series.id()), into);
        agent = new PipelineAgent(
                ring,
                new PipelineAgent.Stages(
                        states,
                        new TakeUp(
                                states, continuity, restorer, PublishedLog.NOTHING, TakeUpListener.NOBODY, stageErrors),
                        new CandleCheck(setup.futureLimitMs()),
                        new Dedup(setup.windowMs(), setup.maxEntries()),
                        continuity,
                        PublishedLog.NOTHING,
                        router),
                clock,
                stageErrors,
                setup.batch());
        publisher = new Publisher(ring);
        for (int id = 0; id < setup.lines().size(); id++) {
            publish(Step.takeUp(id));
        }
    }

    private static boolean restore(final List<Bar> published, final SeriesRestorer.Sink into) {
        final Candle candle = new Candle();
        for (final Bar bar : published) {
            bar.into(candle);
            into.onCandle(candle);
        }
        return !published.isEmpty();
    }

    @Override
    public void play(final Step step) {
        taken.clear();
        told.clear();
        switch (step.kind()) {
            case CLOCK -> clock.advance(step.fromMs());
            case WORK -> work();
            case TAKE_CLOSED -> takeClosed(step.count());
            case HOLD_CLOSED -> takeOneClosed();
            case POP_OPEN -> popOpen(step.count());
            default -> {
                if (ring.buffer().remainingCapacity() > 0) {
                    publish(step);
                }
            }
        }
    }

    private void publish(final Step step) {
        switch (step.kind()) {
            case CANDLE -> publisher.publish(candleOf(step));
            case PROBE -> publisher.publishProbe(candleOf(step));
            case RANGE_CHECKED -> publisher.publishRangeChecked(step.series(), step.fromMs(), step.toMs());
            case RANGE_WAIVED -> publisher.publishRangeWaived(step.series(), step.fromMs(), step.toMs());
            case TAKE_UP ->
                publisher.publishTakeUp(
                        step.series(), !setup.lines().get(step.series()).unflagged());
            case BOOTSTRAP -> publisher.publishBootstrap(candleOf(step), step.toMs());
            case SETTLED -> publisher.publishSettled(step.series(), step.fromMs(), step.toMs());
            case TIMER_CLOSE -> publisher.publishTimerClose(step.series(), step.fromMs());
            default -> throw new IllegalArgumentException(step.kind() + " is not published");
        }
    }

    private Candle candleOf(final Step step) {
        step.bar().into(scratch);
        return scratch;
    }

    private void work() {
        try {
            agent.doWork();
        } catch (final Exception e) {
            errors.add(e);
        }
    }

    private void takeClosed(final int count) {
        while (!inHand.isEmpty()) {
            closed.release(inHand.removeFirst());
        }
        for (int i = 0; i < count && !closed.isEmpty(); i++) {
            takeOneClosed();
        }
        while (!inHand.isEmpty()) {
            closed.release(inHand.removeFirst());
        }
    }

    private void takeOneClosed() {
        final Candle candle = closed.poll();
        if (candle != null) {
            taken.add(Bar.of(candle));
            open.passed(candle.seriesId, candle.openTimeMs);
            inHand.addLast(candle);
        }
    }

    private void popOpen(final int count) {
        while (taken.size() < count && open.pop(scratch)) {
            taken.add(Bar.of(scratch));
        }
    }

    @Override
    public int room() {
        return (int) ring.buffer().remainingCapacity();
    }

    @Override
    public List<Bar> taken() {
        return taken;
    }

    @Override
    public List<String> told() {
        return told;
    }

    @Override
    public long[] counts() {
        counts[PipeCounts.SUPERSEDED] = superseded.get();
        counts[PipeCounts.OVERFLOWS] = overflows.get();
        counts[PipeCounts.BLOCKING] = blocking.get();
        counts[PipeCounts.ERRORS] = handlerErrors.get() + errors.size();
        counts[PipeCounts.QUEUED_CLOSED] = closed.size();
        counts[PipeCounts.QUEUED_OPEN] = open.size();
        counts[PipeCounts.HOLDING] = router.isHolding() ? 1 : 0;
        counts[PipeCounts.MISSING] = states.missing();
        for (int venue = 0; venue < VENUES.size(); venue++) {
            count(venue, venues.get(venue));
        }
        return counts;
    }

    private void count(final int venue, final VenueCounters of) {
        counts[PipeCounts.ofVenue(venue, PipeCounts.OPEN)] = of.open.get();
        counts[PipeCounts.ofVenue(venue, PipeCounts.CLOSED)] = of.closed.get();
        counts[PipeCounts.ofVenue(venue, PipeCounts.DUPLICATES)] = of.duplicates.get();
        counts[PipeCounts.ofVenue(venue, PipeCounts.REVISIONS)] = of.revisions.get();
        counts[PipeCounts.ofVenue(venue, PipeCounts.GAPS)] = of.gapsOpened.get();
        counts[PipeCounts.ofVenue(venue, PipeCounts.REPAIRED)] = of.repaired.get();
        counts[PipeCounts.ofVenue(venue, PipeCounts.EMPTY)] = of.empty.get();
        for (final RejectReason reason : RejectReason.values()) {
            counts[PipeCounts.rejected(venue, reason)] = of.rejected(reason).get();
        }
    }

    @Override
    public Account account(final int id) {
        final SeriesState state = states.of(id);
        if (state.floorMs == Candle.NONE) {
            return new Account(
                    null,
                    null,
                    known(state.watermarkMs),
                    known(state.lastClosedMs),
                    states.missing(id),
                    "",
                    memory(id));
        }
        final StringBuilder fates = new StringBuilder();
        for (final long time : setup.lines().get(id).calendar().tailSet(state.floorMs)) {
            if (time > state.frontierMs) {
                break;
            }
            fates.append(fate(state, time));
        }
        return new Account(
                state.floorMs,
                state.frontierMs,
                known(proven(id)),
                known(states.lastClosedOpenTimeMs(id)),
                states.missing(id),
                fates.toString(),
                memory(id));
    }

    /** The watermark, if the history says the same, or nothing yet, where there is nothing to prove; else what no model says. */
    private long proven(final int id) {
        final long watermarkMs = states.watermarkMs(id);
        final SeriesHistory history = histories.of(id);
        final boolean isNothing = history.provenToMs() == Candle.NONE && watermarkMs < history.completeFromMs();
        return history.provenToMs() == watermarkMs || isNothing ? watermarkMs : -1;
    }

    private Memory memory(final int id) {
        final SeriesHistory history = histories.of(id);
        if (history == null) {
            return new Memory(0, 0, 0, null, false, null);
        }
        return new Memory(
                history.begin(),
                history.end(),
                history.liveFrom(),
                known(history.completeFromMs()),
                history.isSettled(),
                history.read(history.end() - 1, scratch) ? Bar.of(scratch) : null);
    }

    @Override
    public List<Bar> history(final int id) {
        final SeriesHistory history = histories.of(id);
        final List<Bar> bars = new ArrayList<>();
        for (long at = history == null ? 0 : history.begin(); history != null && history.read(at, scratch); at++) {
            bars.add(Bar.of(scratch));
        }
        return bars;
    }

    private static char fate(final SeriesState state, final long time) {
        final SeriesHistory history = state.history;
        final boolean missing = state.missing.contains(time);
        final boolean empty = state.empty.contains(time);
        final int sets = (missing ? 1 : 0) + (empty ? 1 : 0) + (state.isPublished(time) ? 1 : 0);
        return sets != 1 ? '!' : missing ? 'M' : empty ? 'E' : isKept(history, time) ? 'P' : 'H';
    }

    private static boolean isKept(final SeriesHistory history, final long time) {
        return time < history.completeFromMs() || history.lastOf(time, history.end()) != SeriesHistory.NOWHERE;
    }

    private static Long known(final long time) {
        return time == Candle.NONE ? null : time;
    }

    List<Throwable> errors() {
        return errors;
    }

    private final class Listener implements GapListener {
        @Override
        public void onGapOpened(final int seriesId, final long fromMs, final long toMs) {
            told.add("gap " + seriesId + " " + fromMs + " to " + toMs);
        }

        @Override
        public void onGapClosed(final int seriesId, final long watermarkMs, final long repaired, final long empty) {
            told.add("complete " + seriesId + " " + watermarkMs + " repaired " + repaired + " empty " + empty);
        }

        @Override
        public void onProvisionalClose(final int seriesId, final long openTimeMs) {
            told.add("provisional " + seriesId + " " + openTimeMs);
        }

        @Override
        public void onProbed(final int seriesId, final boolean isNews) {
            told.add("probed " + seriesId + " " + isNews);
        }
    }
}
