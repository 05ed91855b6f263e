package dev.wick.engine.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * A pipe whose engine is killed and started again: what is in its ring and queues is lost, what it has published it finds in
 * its journal, and the egress' subscribers resume from that.
 */
final class RestartingPipe implements Pipe {
    /** Starts an engine. */
    interface Start {
        /**
         * Starts one.
         *
         * @param nowMs what our clock says
         * @param journal what was published of each series by the runs before, in order
         */
        Pipe at(long nowMs, List<List<Bar>> journal);
    }

    private final Start start;
    private final List<List<Bar>> journal = new ArrayList<>();
    /** By series, how much of the journal the egress has delivered. */
    private final long[] processed;

    private final long[] countsBefore = PipeCounts.zero();
    private List<Bar> resumed = List.of();
    private boolean isNew;
    private Pipe running;
    private long nowMs;

    RestartingPipe(final Setup setup, final Start start) {
        this.start = start;
        nowMs = setup.startMs();
        processed = new long[setup.lines().size()];
        setup.lines().forEach(line -> journal.add(new ArrayList<>()));
        running = start.at(nowMs, journal);
    }

    @Override
    public void play(final Step step) {
        isNew = step.kind() == Step.Kind.RESTART;
        if (isNew) {
            restart();
            return;
        }
        running.play(step);
        if (step.kind() == Step.Kind.CLOCK) {
            nowMs += step.fromMs();
        } else if (step.kind() == Step.Kind.WORK) {
            keepJournal();
        }
        running.taken().stream().filter(Bar::closed).forEach(bar -> processed[bar.series()] = bar.position() + 1);
    }

    private void restart() {
        resumed = new ArrayList<>();
        for (int id = 0; id < processed.length; id++) {
            final List<Bar> published = journal.get(id);
            resumed.addAll(published.subList((int) processed[id], published.size()));
            processed[id] = published.size();
        }
        final long[] counts = running.counts();
        for (int i = 0; i < counts.length; i++) {
            countsBefore[i] += PipeCounts.isGauge(i) ? 0 : counts[i];
        }
        running = start.at(nowMs, journal);
    }

    /** The journal of a series has what was appended to its history, at the same places. */
    private void keepJournal() {
        for (int id = 0; id < processed.length; id++) {
            final List<Bar> published = journal.get(id);
            for (final Bar bar : running.history(id)) {
                if (bar.position() >= published.size()) {
                    published.add(bar);
                }
            }
        }
    }

    @Override
    public int room() {
        return running.room();
    }

    @Override
    public List<Bar> taken() {
        return isNew ? resumed : running.taken();
    }

    @Override
    public List<String> told() {
        return isNew ? List.of() : running.told();
    }

    @Override
    public long[] counts() {
        final long[] counts = running.counts().clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += countsBefore[i];
        }
        return counts;
    }

    @Override
    public List<Bar> history(final int series) {
        return running.history(series);
    }

    @Override
    public Account account(final int series) {
        return running.account(series);
    }
}
