package dev.wick.test.chaos;

import dev.wick.test.host.EngineHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is to happen when: a pure function of the seed. Every venue has its own troubles, several of them at once; the same
 * trouble of the same venue never twice at once.
 *
 * @param events in the order of their beginnings
 * @param restarts of the engine, in order
 */
record FaultSchedule(List<Event> events, List<Restart> restarts) {
    private static final long SHORTEST_MS = 500;
    private static final long LONGEST_MS = 6_000;
    /** One in so many lasts ten times as long. */
    private static final int LONG_ONE_IN = 12;

    private static final long LONGEST_DOWN_MS = 5_000;

    /**
     * A trouble of a venue.
     *
     * @param atMs when, since the beginning
     * @param venue its number
     * @param durationMs until it ends
     * @param symbol a random number that stands for a symbol of the venue
     * @param strength 0 to 1
     */
    record Event(long atMs, int venue, Deed deed, long durationMs, int symbol, double strength) {}

    /**
     * The engine ends, and is started again.
     *
     * @param downMs so long after its end
     */
    record Restart(long atMs, EngineHost.End end, long downMs) {}

    /**
     * Draws one.
     *
     * @param durationMs nothing begins after it
     * @param gapMs between two troubles of one venue, in the mean
     * @param restartEveryMs in the mean; 0 for no restarts
     */
    static FaultSchedule of(
            final long seed, final int venues, final long durationMs, final long gapMs, final long restartEveryMs) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Event> events = new ArrayList<>();
        for (int venue = 0; venue < venues; venue++) {
            addEvents(events, random.split(), venue, durationMs, gapMs);
        }
        events.sort(Comparator.comparingLong(Event::atMs));
        return new FaultSchedule(
                List.copyOf(events), List.copyOf(restarts(random.split(), durationMs, restartEveryMs)));
    }

    private static void addEvents(
            final List<Event> events,
            final SplittableRandom random,
            final int venue,
            final long durationMs,
            final long gapMs) {
        final Map<Deed, Long> busyUntil = new EnumMap<>(Deed.class);
        long atMs = random.nextLong(gapMs);
        while (atMs < durationMs) {
            final Deed deed = Deed.values()[random.nextInt(Deed.values().length)];
            final boolean isLong = random.nextInt(LONG_ONE_IN) == 0;
            final long lastsMs = random.nextLong(SHORTEST_MS, LONGEST_MS) * (isLong ? 10 : 1);
            final Event event = new Event(atMs, venue, deed, lastsMs, random.nextInt(1 << 20), random.nextDouble());
            if (busyUntil.getOrDefault(deed, 0L) < atMs) {
                busyUntil.put(deed, atMs + lastsMs);
                events.add(event);
            }
            atMs += 1 + (long) (-Math.log(1 - random.nextDouble()) * gapMs);
        }
    }

    /** Kills and terminations in turn, so that even a short run has both. */
    private static List<Restart> restarts(final SplittableRandom random, final long durationMs, final long everyMs) {
        final List<Restart> restarts = new ArrayList<>();
        if (everyMs > 0) {
            boolean isKill = random.nextBoolean();
            long atMs = random.nextLong(everyMs / 3, everyMs);
            while (atMs < durationMs) {
                final EngineHost.End end = isKill ? EngineHost.End.SIGKILL : EngineHost.End.SIGTERM;
                restarts.add(new Restart(atMs, end, random.nextLong(LONGEST_DOWN_MS)));
                atMs += random.nextLong(everyMs / 2, everyMs * 3 / 2);
                isKill = restarts.size() % 3 == 0 ? random.nextBoolean() : !isKill;
            }
        }
        return restarts;
    }
}
