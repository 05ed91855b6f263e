package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.SeriesHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;

/**
 * Says where a subscriber that is cut goes on, series by series: behind the closed candle of each that it has received last, in
 * the order of publication. Egress thread; for connections that end, hence not in the way of a candle.
 *
 * <p>Of a series of which it has received nothing yet that is the candle before the first that was kept from it, as memory has
 * it, else an open time before all that follows; and if nothing was kept from it either, the last that was published. What nobody knows, such as
 * a snapshot of which nothing was sent, has no {@code since}.
 */
final class ResumePoints {
    /** So often an earlier open time is tried as the one that is safe for all. */
    private static final int MAX_TRIES = 50;

    /**
     * Where to go on.
     *
     * @param dropped how many messages were dropped
     * @param json a JSON array; each element has the fields of a {@code subscribe}
     * @param safeMs the open time, UTC ms, that as {@code since} of all series misses nothing; {@link Candle#NONE} if there is none
     */
    record Points(int dropped, String json, long safeMs) {}

    private record Point(Series series, Since since) {}

    private record Group(Venue venue, Interval interval, int part) {}

    private final SeriesRegistry registry;
    private final SubscriptionTable table;
    private final Histories histories;
    private final Progress progress;

    ResumePoints(
            final SeriesRegistry registry,
            final SubscriptionTable table,
            final Histories histories,
            final Progress progress) {
        this.registry = registry;
        this.table = table;
        this.histories = histories;
        this.progress = progress;
    }

    /** Drops what waits for a session, and says where it goes on; while it still has its subscriptions. */
    Points drop(final Session session) {
        final FirstDropped first = new FirstDropped();
        final int dropped = session.outbox().dropUnsent(first);
        if (session.refused != null) {
            first.onDropped(session.refused.seriesId, session.refused.openTimeMs, session.refused.revision);
        }
        return points(session, session.outbox().received(), first, dropped);
    }

    /** Says where a session goes on that is still sent all that waits for it; while it still has its subscriptions. */
    Points keep(final Session session) {
        return points(session, session.outbox().receivedInTheEnd(), new FirstDropped(), 0);
    }

    private Points points(final Session session, final Received received, final FirstDropped first, final int dropped) {
        final List<Point> points = new ArrayList<>();
        final IntHashSet.IntIterator ids = session.series().iterator();
        while (ids.hasNext()) {
            final Series series = registry.byId(ids.nextValue());
            points.add(new Point(series, since(session, series, received, first)));
        }
        return new Points(dropped, json(points, session.settings().limits().maxSymbols()), safeMs(points));
    }

    private Since since(final Session session, final Series series, final Received received, final FirstDropped first) {
        final Since last = received.of(series.id());
        if (last != null) {
            return last;
        }
        final SeriesHistory history = histories.of(series.id());
        final Since kept = first.of(series.id());
        if (kept != null) {
            return before(series, history, kept);
        }
        final boolean isKnown = history != null && history.isSettled() && history.completeFromMs() != Candle.NONE;
        return isKnown && !table.isReplaying(series.id(), session) ? newest(series, history) : null;
    }

    /** What was given to the live subscribers last. */
    private Since newest(final Series series, final SeriesHistory history) {
        final Since last = at(history, progress.processed(history) - 1);
        return last != null ? last : new Since(series.interval().previous(history.completeFromMs()), 0);
    }

    private static Since before(final Series series, final SeriesHistory history, final Since kept) {
        final long position =
                history == null ? SeriesHistory.NOWHERE : history.positionOf(kept.openTimeMs(), kept.revision());
        long earliestMs = kept.openTimeMs();
        if (position != SeriesHistory.NOWHERE) {
            final Since last = at(history, position - 1);
            if (last != null) {
                return last;
            }
            // Before all that memory has: in between may be the open time of a late close, behind which it would go on
            // too late.
            earliestMs = Math.min(earliestMs, history.completeFromMs());
            for (long later = position; later < history.end(); later++) {
                final Since one = at(history, later);
                earliestMs = one == null ? earliestMs : Math.min(earliestMs, one.openTimeMs());
            }
        }
        return new Since(series.interval().previous(earliestMs), 0);
    }

    private static Since at(final SeriesHistory history, final long position) {
        final Candle entry = new Candle();
        return history.read(position, entry) ? new Since(entry.openTimeMs, entry.revision) : null;
    }

    private static String json(final List<Point> points, final int maxSymbols) {
        final Map<Group, List<Point>> groups = new LinkedHashMap<>();
        final Map<Group, Integer> counts = new LinkedHashMap<>();
        for (final Point point : points) {
            final Venue venue = point.series().venue();
            final Interval interval = point.series().interval();
            final int index = counts.merge(new Group(venue, interval, 0), 1, Integer::sum) - 1;
            groups.computeIfAbsent(new Group(venue, interval, index / maxSymbols), none -> new ArrayList<>())
                    .add(point);
        }
        final StringBuilder out = new StringBuilder("[");
        groups.forEach(
                (group, members) -> out.append(out.length() == 1 ? "" : ",").append(element(group, members)));
        return out.append(']').toString();
    }

    private static String element(final Group group, final List<Point> members) {
        final List<String> symbols = new ArrayList<>();
        final StringBuilder since = new StringBuilder("{");
        for (final Point point : members) {
            symbols.add(point.series().symbol());
            if (point.since() != null) {
                since.append(since.length() == 1 ? "" : ",")
                        .append(JsonOut.quoted(point.series().symbol()))
                        .append(':')
                        .append(text(point.since()));
            }
        }
        return JsonOut.object("exchange", group.venue().exchange().text())
                .string("contract_type", group.venue().contractType().name())
                .string("interval", group.interval().text())
                .strings("symbols", symbols)
                .raw("since", since.append('}').toString())
                .json();
    }

    private static String text(final Since since) {
        return since.revision() == 0
                ? Long.toString(since.openTimeMs())
                : "[" + since.openTimeMs() + "," + since.revision() + "]";
    }

    /** The latest open time on every grid behind whose candle each series still has all that it lacks. */
    private long safeMs(final List<Point> points) {
        long safeMs = Long.MAX_VALUE;
        for (final Point point : points) {
            safeMs = point.since() == null
                    ? safeMs
                    : Math.min(safeMs, point.since().openTimeMs());
        }
        for (int tries = 0; safeMs != Long.MAX_VALUE && tries < MAX_TRIES; tries++) {
            final long triedMs = safeMs;
            for (final Point point : points) {
                safeMs = atMost(safeMs, point);
            }
            if (safeMs == triedMs) {
                return safeMs;
            }
        }
        return Candle.NONE;
    }

    private long atMost(final long timeMs, final Point point) {
        final Interval interval = point.series().interval();
        final long onGridMs = interval.isOnGrid(timeMs) ? timeMs : interval.openTimeAt(timeMs);
        return point.since() == null || isSafe(onGridMs, point) ? onGridMs : interval.previous(onGridMs);
    }

    /** A late close is not safe: what it was published after would be missed. Nor is one that memory should have, and has not. */
    private boolean isSafe(final long timeMs, final Point point) {
        final Since since = point.since();
        final SeriesHistory history = histories.of(point.series().id());
        if (history == null || (timeMs == since.openTimeMs() && since.revision() == 0)) {
            return true;
        }
        final long position = history.positionOf(timeMs, 0);
        if (position == SeriesHistory.NOWHERE) {
            return timeMs < history.completeFromMs();
        }
        final long last = history.positionOf(since.openTimeMs(), since.revision());
        return last != SeriesHistory.NOWHERE && position <= last;
    }

    /** The first closed candle of each series that was dropped. */
    private static final class FirstDropped implements FrameQueue.DropSink {
        private final Int2ObjectHashMap<Since> bySeries = new Int2ObjectHashMap<>();

        @Override
        public void onDropped(final int seriesId, final long openTimeMs, final int revision) {
            bySeries.putIfAbsent(seriesId, new Since(openTimeMs, revision));
        }

        @Override
        public void onForgotten(final int seriesId) {
            bySeries.remove(seriesId);
        }

        Since of(final int seriesId) {
            return bySeries.get(seriesId);
        }
    }
}
