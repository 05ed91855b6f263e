package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Interval;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In what a history happens: the sizes of all that is bounded, and the series.
 *
 * @param openLimit 0 for an unbounded open stack
 * @param windowMs how long dedup remembers
 * @param maxEntries how much dedup remembers
 * @param batch slots per duty cycle
 * @param historyCapacity how many closed candles are remembered of a series
 */
record Setup(
        int ringSize,
        int closedCapacity,
        int openLimit,
        long windowMs,
        int maxEntries,
        int batch,
        int historyCapacity,
        long futureLimitMs,
        List<Line> lines) {
    /** Open times before and after the one numbered 0. */
    static final int BEFORE = 1_100;

    static final int AFTER = 400;

    private static final Map<Line, NavigableSet<Long>> CALENDARS = new ConcurrentHashMap<>();

    private static final Map<Line, Long[]> ARRAYS = new ConcurrentHashMap<>();

    /**
     * A series.
     *
     * @param unflagged whether its venue flags no close
     * @param phaseDays by how many days its grid is shifted, where nobody documents the phase
     */
    record Line(
            Interval interval,
            int phaseDays,
            boolean unflagged,
            boolean hasEventTime,
            boolean hasTrades,
            boolean hasContracts) {
        /** The open time numbered 0. */
        LocalDateTime origin() {
            if (interval.isMonths()) {
                return LocalDateTime.of(2020, 1, 1, 0, 0);
            }
            // A Monday; a Thursday, and a multiple of seven days since the epoch.
            return LocalDateTime.of(2020, 1, interval == Interval.D7 ? 2 : 6, 0, 0)
                    .plusDays(phaseDays);
        }

        /** Its open times by the calendar of java.time, not by the arithmetic under test. */
        NavigableSet<Long> calendar() {
            return CALENDARS.computeIfAbsent(this, Line::make);
        }

        private NavigableSet<Long> make() {
            final NavigableSet<Long> times = new TreeSet<>();
            for (int i = -BEFORE; i < AFTER; i++) {
                final LocalDateTime time = switch (interval) {
                    case MONTH1 -> origin().plus(Period.ofMonths(i));
                    case MONTH3 -> origin().plus(Period.ofMonths(3 * i));
                    default -> origin().plusSeconds(i * (interval.shortestMs() / 1_000));
                };
                times.add(time.toInstant(ZoneOffset.UTC).toEpochMilli());
            }
            return times;
        }

        /** The open time of a number, UTC ms. */
        long time(final int number) {
            return ARRAYS.computeIfAbsent(this, line -> line.calendar().toArray(Long[]::new))[BEFORE + number];
        }

        long startMs() {
            return origin().toInstant(ZoneOffset.UTC).toEpochMilli();
        }

        /** The number of an open time: how people read a history. */
        int number(final long openTimeMs) {
            return calendar().headSet(openTimeMs, false).size() - BEFORE;
        }
    }

    /** When a history begins. */
    long startMs() {
        return lines.stream().mapToLong(Line::startMs).max().orElseThrow();
    }
}
