package dev.wick.test.chaos;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Carries a schedule out. The run's thread. */
final class FaultPlayer {
    private final ArrayDeque<FaultSchedule.Event> toStrike;
    private final ArrayDeque<FaultSchedule.Restart> restarts;
    private final PriorityQueue<FaultSchedule.Event> toEnd =
            new PriorityQueue<>(Comparator.comparingLong(event -> event.atMs() + event.durationMs()));
    private final List<ChaosVenue> venues;
    private final ChaosWorld world;

    FaultPlayer(final FaultSchedule schedule, final List<ChaosVenue> venues, final ChaosWorld world) {
        toStrike = new ArrayDeque<>(schedule.events());
        restarts = new ArrayDeque<>(schedule.restarts());
        this.venues = venues;
        this.world = world;
    }

    /** Does what is due, so many ms after the beginning. */
    void play(final long ms, final EngineLives lives) {
        while (!toEnd.isEmpty() && toEnd.peek().atMs() + toEnd.peek().durationMs() <= ms) {
            final FaultSchedule.Event event = toEnd.poll();
            event.deed().end(venues.get(event.venue()), event);
        }
        while (!toStrike.isEmpty() && toStrike.peek().atMs() <= ms) {
            final FaultSchedule.Event event = toStrike.poll();
            final ChaosVenue venue = venues.get(event.venue());
            world.note(venue.venue() + " " + event.deed() + " for " + event.durationMs() + " ms, "
                    + venue.symbol(event.symbol()) + ", strength " + event.strength());
            event.deed().strike(venue, event);
            toEnd.add(event);
        }
        if (!restarts.isEmpty() && restarts.peek().atMs() <= ms) {
            final FaultSchedule.Restart restart = restarts.peek();
            if (lives.end(restart.end(), restart.downMs(), world.nowMs())) {
                restarts.poll();
                world.note("engine " + restart);
            }
        }
    }
}
