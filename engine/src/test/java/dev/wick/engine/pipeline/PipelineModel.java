package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Finality;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the pipeline should do, by sets and lists and nothing clever: the ring, the stages in their order, the two queues.
 * Written from the design's chapters on duplicates, continuity and queues, to be believed by reading.
 */
final class PipelineModel implements Pipe {
    /** An open candle, and the number of its push. */
    private record Pushed(Bar bar, long number) {}

    private final Setup setup;
    private final long[] counts = PipeCounts.zero();
    private final List<SeriesModel> series = new ArrayList<>();
    private final DedupModel dedup;
    private final List<Bar> taken = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private final Deque<Step> ring = new ArrayDeque<>();
    private final Deque<Bar> closedQueue = new ArrayDeque<>();
    private final Deque<Pushed> openStack = new ArrayDeque<>();
    private final long[] takenPush;
    private final long[] passedMs;
    private Bar held;
    private int inHand;
    private long pushes;
    private long nowMs;

    private final List<List<Bar>> journal;

    PipelineModel(final Setup setup, final long nowMs, final List<List<Bar>> journal) {
        this.setup = setup;
        this.nowMs = nowMs;
        this.journal = journal;
        dedup = new DedupModel(setup.windowMs(), setup.maxEntries());
        for (int id = 0; id < setup.lines().size(); id++) {
            series.add(new SeriesModel(id, setup, counts, told));
        }
        takenPush = new long[series.size()];
        passedMs = new long[series.size()];
        series.forEach(of -> ring.addLast(Step.takeUp(of.id)));
    }

    @Override
    public void play(final Step step) {
        taken.clear();
        told.clear();
        switch (step.kind()) {
            case CLOCK -> nowMs += step.fromMs();
            case WORK -> work();
            case TAKE_CLOSED -> takeClosed(step.count());
            case HOLD_CLOSED -> holdClosed();
            case POP_OPEN -> popOpen(step.count());
            default -> {
                if (ring.size() < setup.ringSize()) {
                    ring.addLast(step);
                }
            }
        }
    }

    /** A full closed queue stops the intake, and loses nothing. */
    private void work() {
        int done = 0;
        if (held != null) {
            if (isClosedQueueFull()) {
                return;
            }
            closedQueue.addLast(held);
            held = null;
            done++;
        }
        do {
            if (ring.isEmpty()) {
                return;
            }
            lead(ring.removeFirst());
            done++;
        } while (done < setup.batch() && held == null);
    }

    private void lead(final Step step) {
        final SeriesModel of = series.get(step.series());
        switch (step.kind()) {
            case CANDLE -> lead(of, step.bar());
            case PROBE -> probe(of, step.bar().asOpen());
            case RANGE_CHECKED -> of.checked(step.fromMs(), step.toMs());
            case RANGE_WAIVED -> of.waived(step.fromMs(), step.toMs());
            case TAKE_UP -> of.takeUp(journal.get(of.id));
            case BOOTSTRAP -> bootstrap(of, step.bar(), step.toMs());
            case SETTLED -> of.settle(step.fromMs(), step.toMs());
            default -> {
                final Bar last = of.lastOpen;
                if (last != null && last.openTimeMs() == step.fromMs() && !of.isPublished(step.fromMs())) {
                    lead(of, last.asClosedBy(Finality.TIMER));
                }
            }
        }
    }

    private void lead(final SeriesModel of, final Bar bar) {
        if (!isSound(of, bar)) {
            return;
        }
        final int revision = dedup.revision(of, bar, nowMs);
        if (revision == DedupModel.DUPLICATE) {
            of.count(PipeCounts.DUPLICATES);
            return;
        }
        if (revision > 0) {
            of.count(PipeCounts.REVISIONS);
        }
        publish(of, bar.withRevision(revision));
    }

    private void probe(final SeriesModel of, final Bar bar) {
        final boolean isNews = isSound(of, bar) && dedup.isAheadOfStream(of, bar);
        if (isNews) {
            publish(of, bar);
        }
        told.add("probed " + of.id + " " + isNews);
    }

    private void publish(final SeriesModel of, final Bar bar) {
        if (of.accepts(bar)) {
            dedup.remember(of, bar, nowMs);
            route(of, bar.closed() ? of.history.append(bar) : bar);
        }
    }

    private void bootstrap(final SeriesModel of, final Bar bar, final long emptyToMs) {
        if (!of.isBelow(bar.openTimeMs())) {
            lead(of, bar);
        } else if (isSound(of, bar)) {
            dedup.remember(of, bar, nowMs);
            of.bootstrap(bar, emptyToMs);
        }
    }

    private void route(final SeriesModel of, final Bar bar) {
        of.count(bar.closed() ? PipeCounts.CLOSED : PipeCounts.OPEN);
        if (!bar.closed()) {
            if (openStack.size() == setup.openLimit() && setup.openLimit() > 0) {
                openStack.removeFirst();
                counts[PipeCounts.OVERFLOWS]++;
            }
            openStack.addLast(new Pushed(bar, ++pushes));
        } else if (isClosedQueueFull()) {
            held = bar;
            counts[PipeCounts.BLOCKING]++;
        } else {
            closedQueue.addLast(bar);
        }
    }

    /** What the egress has in hand counts until it is given back. */
    private int queuedClosed() {
        return closedQueue.size() + inHand;
    }

    private boolean isClosedQueueFull() {
        return queuedClosed() == setup.closedCapacity();
    }

    private void holdClosed() {
        if (!closedQueue.isEmpty()) {
            deliverClosed();
            inHand++;
        }
    }

    private void takeClosed(final int count) {
        inHand = 0;
        for (int i = 0; i < count && !closedQueue.isEmpty(); i++) {
            deliverClosed();
        }
    }

    private void deliverClosed() {
        final Bar bar = closedQueue.removeFirst();
        taken.add(bar);
        passedMs[bar.series()] = Math.max(passedMs[bar.series()], bar.openTimeMs());
    }

    /** Newest first; what is older than what was taken of its series, or was closed since, is superseded. */
    private void popOpen(final int count) {
        while (taken.size() < count && !openStack.isEmpty()) {
            final Pushed top = openStack.removeLast();
            final int id = top.bar.series();
            if (top.number < takenPush[id] || top.bar.openTimeMs() <= passedMs[id]) {
                counts[PipeCounts.SUPERSEDED]++;
            } else {
                takenPush[id] = top.number;
                taken.add(top.bar);
            }
        }
    }

    private boolean isSound(final SeriesModel of, final Bar bar) {
        final RejectReason flaw = SoundModel.flaw(bar, of.calendar, nowMs, setup.futureLimitMs());
        if (flaw != null) {
            of.reject(flaw);
        }
        return flaw == null;
    }

    @Override
    public int room() {
        return setup.ringSize() - ring.size();
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
        counts[PipeCounts.QUEUED_CLOSED] = queuedClosed();
        counts[PipeCounts.QUEUED_OPEN] = openStack.size();
        counts[PipeCounts.HOLDING] = held == null ? 0 : 1;
        counts[PipeCounts.MISSING] =
                series.stream().mapToLong(s -> s.missing.size()).sum();
        return counts;
    }

    @Override
    public List<Bar> history(final int id) {
        return List.copyOf(series.get(id).history.entries());
    }

    @Override
    public Account account(final int id) {
        return series.get(id).account();
    }
}
