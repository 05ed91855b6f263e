package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.PublishedLog;
import dev.wick.engine.pipeline.SeriesRestorer;
import dev.wick.engine.pipeline.TwoAgents;
import dev.wick.engine.pipeline.WakeUp;
import java.io.IOException;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the closed candles that are published, so that they outlive the process.
 *
 * <p>What was appended is in the page cache of the system: the end of the process, {@code kill -9} included, costs nothing.
 * Nothing waits for the disk on the pipeline's thread, so the end of the whole machine may cost what the system had not
 * written yet, some tens of seconds; full segments are forced to the disk by the thread {@code journal}, the active one at a
 * clean end. A candle that was lost so is fetched from the exchange again.
 *
 * <p>Opened and closed by the thread that starts the engine; appended to by the pipeline's thread; read, for subscribers that
 * were away for longer than memory reaches, by the thread {@code journal}.
 */
public final class Journal implements PublishedLog, SeriesRestorer, LogReader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalSettings settings;
    private final JournalFolder folder;
    private final RecoveredCandles recovered;
    private final WakeUp wakeUp = new WakeUp();
    private final SegmentSupply supply;
    private final LogReads reads;
    private final SeriesNumbers numbers = new SeriesNumbers();
    private final Counter appended;
    private Segment active;
    private boolean hasAsked;
    private volatile boolean on = true;

    private Journal(
            final JournalSettings settings,
            final JournalFolder folder,
            final Recovery recovery,
            final Metrics metrics,
            final EpochClock clock)
            throws IOException {
        this.settings = settings;
        this.folder = folder;
        recovered = recovery.candles();
        supply =
                new SegmentSupply(folder, settings, wakeUp, clock, metrics.counter(Metric.JOURNAL_UNPREPARED_SEGMENTS));
        reads = new LogReads(folder, wakeUp, metrics);
        active = recovery.active() == null ? supply.first() : recovery.active();
        appended = metrics.counter(Metric.JOURNAL_CANDLES);
        metrics.gauge(Metric.JOURNAL_BYTES, supply::bytes);
        metrics.gauge(Metric.JOURNAL_SEGMENTS, supply::segments);
        metrics.gauge(Metric.JOURNAL_ON, () -> on ? 1 : 0);
    }

    /**
     * Reads what is there, mends it where need be, and goes on behind it.
     *
     * @throws JournalException if another engine has the folder, or it cannot be used
     */
    public static Journal open(final JournalSettings settings, final Metrics metrics, final EpochClock clock)
            throws JournalException {
        final long startMs = clock.time();
        final JournalFolder folder = JournalFolder.open(settings.folder());
        final Recovery recovery = new Recovery(folder, settings, metrics.counter(Metric.JOURNAL_DAMAGED_FILES));
        try {
            recovery.run();
            final Journal opened = new Journal(settings, folder, recovery, metrics, clock);
            LOG.atInfo()
                    .addKeyValue("dir", settings.folder())
                    .addKeyValue("candles", opened.recovered.candles())
                    .addKeyValue("series", opened.recovered.size())
                    .addKeyValue("bytes", opened.supply.bytes())
                    .addKeyValue("within_ms", clock.time() - startMs)
                    .log("The journal is open");
            return opened;
        } catch (final IOException e) {
            if (recovery.active() != null) {
                recovery.active().close();
            }
            folder.close();
            throw JournalFolder.unusable(settings.folder(), e);
        }
    }

    /** {@inheritDoc} Gives nothing the second time; to be asked before the first candle of the series is appended. */
    @Override
    public boolean restore(final Series series, final Sink into) {
        try (RecoveredSeries taken = recovered.take(series)) {
            if (taken == null) {
                return false;
            }
            numbers.note(series, taken.latestMs());
            taken.giveTo(into);
            return taken.size() > 0;
        }
    }

    /** What there was at the start and nobody has taken yet. */
    RecoveredCandles recovered() {
        return recovered;
    }

    /** What is to be run on a thread of its own, with {@link #wakeUp}. */
    public Duty duty() {
        return new TwoAgents(supply, reads);
    }

    /** Reads by that duty what was published, the time before this start included; nothing once it is switched off. */
    @Override
    public void read(final LogQuery query, final Consumer<LogPage> answer) {
        if (on) {
            reads.add(query, answer);
        } else {
            answer.accept(LogPage.UNKNOWN);
        }
    }

    /** Wakes the duty. */
    public WakeUp wakeUp() {
        return wakeUp;
    }

    /** Whether it still takes candles; any thread. */
    public boolean isOn() {
        return on;
    }

    /**
     * Keeps a closed candle that is about to be published. If that is not possible any more, the journal is switched off,
     * and this does nothing from then on. The pipeline's thread.
     */
    @Override
    public void append(final Series series, final Candle closed) {
        if (on && keep(series, closed, closed.openTimeMs, closed.openTimeMs)) {
            appended.increment();
        }
    }

    /** Keeps that nothing is owed between two open times; as {@link #append} in all else. */
    @Override
    public void waived(final Series series, final long fromMs, final long toMs) {
        if (on) {
            keep(series, null, fromMs, toMs);
        }
    }

    /** Keeps a candle, or, if it is null, a waiver; whether it did. */
    private boolean keep(final Series series, final Candle closed, final long fromMs, final long toMs) {
        try {
            if (!write(series, closed, fromMs, toMs)) {
                begin(supply.next());
                if (!write(series, closed, fromMs, toMs)) {
                    throw new IOException("a segment of " + active.length() + " bytes has no room for one candle");
                }
            }
            askInTime();
            return true;
        } catch (final IOException | RuntimeException | InternalError e) {
            // InternalError is what the JVM makes of a page that the disk cannot give, or a file that somebody cut
            // short.
            switchOff(e);
            return false;
        }
    }

    private boolean write(final Series series, final Candle closed, final long fromMs, final long toMs) {
        int number = numbers.of(series);
        if (number == 0) {
            number = active.define(numbers.names(series), numbers.latestMs(series));
            numbers.set(series, number);
        }
        if (number == 0 || !(closed == null ? active.waive(number, fromMs, toMs) : active.append(number, closed))) {
            return false;
        }
        numbers.note(series, toMs);
        return true;
    }

    private void begin(final Segment next) {
        supply.retire(active);
        active = next;
        numbers.clear();
        hasAsked = false;
    }

    private void askInTime() {
        if (!hasAsked && active.end() > active.length() / 2) {
            hasAsked = true;
            supply.want();
        }
    }

    private void switchOff(final Throwable cause) {
        on = false;
        LOG.error(
                "The journal in {} is switched off until the next start: {}. The feed goes on; after a restart the"
                        + " engine will not know what it has published from now on. Make room on the disk or mend it,"
                        + " then restart",
                settings.folder(),
                cause.toString(),
                cause);
    }

    /** Forces all to the disk and gives the folder back; after the pipeline's thread and that of the duty have ended. */
    @Override
    public void close() {
        on = false;
        if (active != null) {
            supply.retire(active);
            active = null;
            supply.close();
            folder.close();
        }
    }
}
