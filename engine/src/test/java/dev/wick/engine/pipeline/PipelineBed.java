package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.CachedNanoClock;

/** A whole pipeline with clocks and threads that the test drives. */
final class PipelineBed {
    static final long START_MS = 1_700_000_040_000L;
    static final long MINUTE_MS = 60_000L;
    private static final int HISTORY = 200;

    final SeriesRegistry registry = new SeriesRegistry();
    final Venue venue = Exchange.BINANCE.venue("spot").orElseThrow();
    final Series btc = registry.register(venue, "BTCUSDT", Interval.M1);
    final Series eth = registry.register(venue, "ETHUSDT", Interval.M1);
    final Metrics metrics = new Metrics();
    final CachedEpochClock clock = new CachedEpochClock();
    final CachedNanoClock nanoClock = new CachedNanoClock();
    final WakeUp pipelineWakeUp = new WakeUp();
    final WakeUp egressWakeUp = new WakeUp();
    final List<String> errors = new ArrayList<>();
    final List<String> gaps = new ArrayList<>();
    final List<Long> provisional = new ArrayList<>();
    final List<String> takenUp = new ArrayList<>();
    final List<Boolean> probed = new ArrayList<>();
    final Ring ring;
    final Histories histories;
    final ClosedQueue closed;
    final OpenStack open;
    final VenueSkews skews = new VenueSkews();
    final SeriesStates states;
    final Router router;
    final PipelineAgent agent;
    final Publisher publisher;
    ExchangeLatency latency = (v, ns) -> {};
    RuntimeException fromListener;
    SeriesRestorer restorer = SeriesRestorer.NOTHING;
    PublishedLog log = PublishedLog.NOTHING;

    PipelineBed() {
        this(1_024, 1_000, 0, 120_000, 10_000);
    }

    PipelineBed(final int ringSize, final int closedSize, final int openSize, final long windowMs, final int entries) {
        this(ringSize, closedSize, openSize, windowMs, entries, HISTORY);
    }

    PipelineBed(
            final int ringSize,
            final int closedSize,
            final int openSize,
            final long windowMs,
            final int entries,
            final int history) {
        clock.update(START_MS);
        ring = new Ring(ringSize, pipelineWakeUp);
        closed = new ClosedQueue(closedSize, pipelineWakeUp);
        open = new OpenStack(
                openSize, metrics.counter(Metric.QUEUE_SUPERSEDED), metrics.counter(Metric.QUEUE_OVERFLOW_EVENTS));
        histories = new Histories(history);
        states = new SeriesStates(registry, metrics, histories, skews);
        final Counter handlerErrors = metrics.counter(Metric.HANDLER_ERRORS, "pipeline");
        final StageErrors stageErrors =
                new StageErrors("pipeline", handlerErrors, (what, error) -> errors.add(what + ": " + error));
        router = new Router(
                closed,
                open,
                egressWakeUp,
                metrics.counter(Metric.QUEUE_BLOCKING_EVENTS),
                (v, ns) -> latency.observe(v, ns),
                nanoClock);
        final Continuity continuity = new Continuity(states, new GapRecorder(), stageErrors);
        final PublishedLog anyLog = new PublishedLog() {
            @Override
            public void append(final Series series, final Candle closed) {
                log.append(series, closed);
            }

            @Override
            public void waived(final Series series, final long fromMs, final long toMs) {
                log.waived(series, fromMs, toMs);
            }
        };
        agent = new PipelineAgent(
                ring,
                new PipelineAgent.Stages(
                        states,
                        new TakeUp(
                                states,
                                continuity,
                                (series, into) -> restorer.restore(series, into),
                                anyLog,
                                this::onTakenUp,
                                stageErrors),
                        new CandleCheck(CandleCheck.DEFAULT_FUTURE_LIMIT_MS),
                        new Dedup(windowMs, entries),
                        continuity,
                        anyLog,
                        router),
                clock,
                stageErrors,
                PipelineAgent.DEFAULT_BATCH);
        publisher = new Publisher(ring);
    }

    private void onTakenUp(final int seriesId, final long restoredToMs) {
        takenUp.add(seriesId + (restoredToMs == Candle.NONE ? " new" : " to " + (restoredToMs - START_MS) / MINUTE_MS));
    }

    SeriesHistory history() {
        return histories.of(btc.id());
    }

    /** All that the history of the first series holds, as {@code minute:price/revision}. */
    List<String> remembered() {
        final List<String> all = new ArrayList<>();
        final Candle candle = new Candle();
        for (long at = history().begin(); at < history().end(); at++) {
            if (!history().read(at, candle)) {
                throw new AssertionError("no entry at " + at);
            }
            all.add(text(candle));
        }
        return all;
    }

    static long minute(final int number) {
        return START_MS + number * MINUTE_MS;
    }

    Candle openCandle(final int minute, final long price) {
        return fill(new Candle(), btc.id(), minute, price, false);
    }

    Candle closedCandle(final int minute, final long price) {
        return fill(new Candle(), btc.id(), minute, price, true);
    }

    Candle restRow(final int minute, final long price) {
        final Candle row = closedCandle(minute, price);
        row.source = Source.BACKFILL;
        row.finality = Finality.REST;
        return row;
    }

    /** All values follow from the price, so that a torn copy shows. */
    static Candle fill(
            final Candle candle, final int seriesId, final int minute, final long price, final boolean closed) {
        candle.clear();
        candle.seriesId = seriesId;
        candle.openTimeMs = minute(minute);
        candle.closeTimeMs = minute(minute + 1) - 1;
        candle.open.set(price, 2);
        candle.high.set(price + 1, 2);
        candle.low.set(price - 1, 2);
        candle.close.set(price, 2);
        candle.volume.set(price, 3);
        candle.quoteVolume.set(price, 1);
        candle.closed = closed;
        candle.finality = closed ? Finality.EXCHANGE : null;
        return candle;
    }

    /** Publishes and steps until all is in the queues. */
    void take(final Candle... candles) {
        for (final Candle candle : candles) {
            publisher.onCandle(candle);
        }
        step();
    }

    void checked(final int fromMinute, final int toMinute) {
        publisher.publishRangeChecked(btc.id(), minute(fromMinute), minute(toMinute));
        step();
    }

    int step() {
        try {
            return agent.doWork();
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    /** All that the closed queue holds, as {@code minute:price/revision}. */
    List<String> drainClosed() {
        final List<String> drained = new ArrayList<>();
        Candle candle = closed.poll();
        while (candle != null) {
            drained.add(text(candle));
            closed.release(candle);
            candle = closed.poll();
        }
        return drained;
    }

    /** All that the open stack holds, newest first. */
    List<String> drainOpen() {
        final List<String> drained = new ArrayList<>();
        final Candle candle = new Candle();
        while (open.pop(candle)) {
            drained.add(text(candle));
        }
        return drained;
    }

    static String text(final Candle candle) {
        final String text = (candle.openTimeMs - START_MS) / MINUTE_MS + ":"
                + candle.close.toBigDecimal().movePointRight(2).toBigInteger();
        return candle.revision == 0 ? text : text + "/" + candle.revision;
    }

    long duplicates() {
        return (long) metrics.total(Metric.DUPLICATES_FILTERED);
    }

    long count(final Metric metric) {
        return (long) metrics.total(metric);
    }

    /** Writes down what it hears, in minutes. */
    private final class GapRecorder implements GapListener {
        @Override
        public void onGapOpened(final int seriesId, final long fromMs, final long toMs) {
            gaps.add("opened " + (fromMs - START_MS) / MINUTE_MS + ".." + (toMs - START_MS) / MINUTE_MS);
            if (fromListener != null) {
                throw fromListener;
            }
        }

        @Override
        public void onGapClosed(final int seriesId, final long watermarkMs, final long repaired, final long empty) {
            gaps.add("closed at " + (watermarkMs - START_MS) / MINUTE_MS + ", " + repaired + " repaired, " + empty
                    + " empty");
        }

        @Override
        public void onProvisionalClose(final int seriesId, final long openTimeMs) {
            provisional.add((openTimeMs - START_MS) / MINUTE_MS);
        }

        @Override
        public void onProbed(final int seriesId, final boolean isNews) {
            probed.add(isNews);
        }
    }
}
