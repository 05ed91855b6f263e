package dev.wick.engine.ops;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.WriterReaderPhaser;

/**
 * Where a candle's time goes, hop by hop, since the start.
 *
 * <p>The egress thread records every candle and allocates nothing. Any thread takes a snapshot: it swaps the histograms
 * under the writer's feet (the phaser says when the writer has left the old ones) and adds them to the total.
 */
public final class HopLatency {
    /** Longer hops count as this long in the percentiles; the maximum is exact. */
    private static final long MAX_TRACKED_NS = 3_600_000_000_000L;
    /** The percentiles are right within 1 %. */
    private static final int SIGNIFICANT_DIGITS = 2;
    /** How long the reader sleeps at a time until the writer has left, ns. */
    private static final long FLIP_YIELD_NS = 500_000L;

    /** A stretch of a candle's way. */
    public enum Hop {
        /** Bytes read from the exchange's socket → parsed. */
        PARSE("parse"),
        /** Parsed → routed: the ring and the pipeline. */
        PIPELINE("pipeline"),
        /** Routed → taken by the egress: the queues. */
        QUEUE("queue"),
        /** Taken by the egress → handed to the subscribers' sockets. */
        EGRESS("egress"),
        /** Read → handed. */
        TOTAL("total");

        private final String text;

        Hop(final String text) {
            this.text = text;
        }

        /** Its value of the label {@code hop}. */
        public String text() {
            return text;
        }
    }

    /** Snapshot of all hops. */
    public record Snapshot(Map<Hop, Distribution> byHop) {
        public Snapshot {
            byHop = Map.copyOf(byHop);
        }

        /** One hop. */
        public Distribution of(final Hop hop) {
            return byHop.get(hop);
        }
    }

    private final WriterReaderPhaser phaser = new WriterReaderPhaser();
    private volatile Tally active = new Tally();

    /** The reader's, under its lock. */
    private Tally inactive = new Tally();
    /** The reader's, under its lock. */
    private final Tally total = new Tally();

    /** Exports this as {@link Metric#HOP_LATENCY}. */
    public void registerWith(final Metrics metrics) {
        metrics.summary(Metric.HOP_LATENCY, () -> {
            final Snapshot snapshot = snapshot();
            final Map<List<String>, Distribution> byLabels = new LinkedHashMap<>();
            for (final Hop hop : Hop.values()) {
                byLabels.put(List.of(hop.text()), snapshot.of(hop));
            }
            return byLabels;
        });
    }

    /** Notes one candle's way by its stamps, all monotonic ns of one clock. The egress thread. */
    public void record(
            final long readNs, final long parsedNs, final long routedNs, final long egressNs, final long handedNs) {
        final long ticket = phaser.writerCriticalSectionEnter();
        try {
            final Tally tally = active;
            tally.add(Hop.PARSE, parsedNs - readNs);
            tally.add(Hop.PIPELINE, routedNs - parsedNs);
            tally.add(Hop.QUEUE, egressNs - routedNs);
            tally.add(Hop.EGRESS, handedNs - egressNs);
            tally.add(Hop.TOTAL, handedNs - readNs);
        } finally {
            phaser.writerCriticalSectionExit(ticket);
        }
    }

    /** All candles since the start; any thread. */
    public synchronized Snapshot snapshot() {
        phaser.readerLock();
        try {
            final Tally filled = active;
            active = inactive;
            inactive = filled;
            phaser.flipPhase(FLIP_YIELD_NS);
        } finally {
            phaser.readerUnlock();
        }
        inactive.moveTo(total);
        return total.snapshot();
    }

    /** The histograms of all hops; one owner at a time. */
    private static final class Tally {
        private final Histogram[] histograms = new Histogram[Hop.values().length];
        private final long[] sumsNs = new long[histograms.length];
        private final long[] maxNs = new long[histograms.length];

        Tally() {
            for (int i = 0; i < histograms.length; i++) {
                histograms[i] = new Histogram(MAX_TRACKED_NS, SIGNIFICANT_DIGITS);
            }
        }

        void add(final Hop hop, final long durationNs) {
            final int i = hop.ordinal();
            final long duration = Math.max(0, durationNs);
            histograms[i].recordValue(Math.min(duration, MAX_TRACKED_NS));
            sumsNs[i] += duration;
            maxNs[i] = Math.max(maxNs[i], duration);
        }

        void moveTo(final Tally other) {
            for (int i = 0; i < histograms.length; i++) {
                other.histograms[i].add(histograms[i]);
                other.sumsNs[i] += sumsNs[i];
                other.maxNs[i] = Math.max(other.maxNs[i], maxNs[i]);
                histograms[i].reset();
                sumsNs[i] = 0;
                maxNs[i] = 0;
            }
        }

        Snapshot snapshot() {
            final Map<Hop, Distribution> byHop = new EnumMap<>(Hop.class);
            for (final Hop hop : Hop.values()) {
                final int i = hop.ordinal();
                final Histogram histogram = histograms[i];
                byHop.put(
                        hop,
                        new Distribution(
                                histogram.getTotalCount(),
                                sumsNs[i],
                                Math.min(maxNs[i], histogram.getValueAtPercentile(50)),
                                Math.min(maxNs[i], histogram.getValueAtPercentile(90)),
                                Math.min(maxNs[i], histogram.getValueAtPercentile(99)),
                                Math.min(maxNs[i], histogram.getValueAtPercentile(99.9)),
                                maxNs[i]));
            }
            return new Snapshot(byHop);
        }
    }
}
