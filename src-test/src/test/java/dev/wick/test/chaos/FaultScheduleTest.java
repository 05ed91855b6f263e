package dev.wick.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.test.host.EngineHost;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schedule is the seed's, and leaves nothing out. */
class FaultScheduleTest {
    private static final int VENUES = 15;
    private static final long MINUTE_MS = 60_000;

    private static FaultSchedule schedule(final long seed, final long minutes) {
        return FaultSchedule.of(seed, VENUES, minutes * MINUTE_MS, 2_400, 20_000);
    }

    @Test
    void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(schedule(7, 2)).isEqualTo(schedule(7, 2)).isNotEqualTo(schedule(8, 2));
    }

    @Test
    void shouldHaveEveryTroubleAndBothEndsOfTheEngineInAMinute() {
        for (long seed = 0; seed < 50; seed++) {
            final FaultSchedule schedule = schedule(seed, 1);
            final Set<Deed> deeds =
                    schedule.events().stream().map(FaultSchedule.Event::deed).collect(Collectors.toSet());
            assertThat(deeds).as("seed %d", seed).isEqualTo(EnumSet.allOf(Deed.class));
            assertThat(schedule.restarts())
                    .as("seed %d", seed)
                    .extracting(FaultSchedule.Restart::end)
                    .contains(EngineHost.End.SIGTERM, EngineHost.End.SIGKILL);
        }
    }

    @Test
    void shouldNotLetATroubleMeetItselfOnOneVenue() {
        final Map<Integer, Map<Deed, Long>> until = new HashMap<>();
        for (final FaultSchedule.Event event : schedule(3, 30).events()) {
            final Map<Deed, Long> ofVenue = until.computeIfAbsent(event.venue(), key -> new EnumMap<>(Deed.class));
            assertThat(event.atMs()).isGreaterThan(ofVenue.getOrDefault(event.deed(), -1L));
            ofVenue.put(event.deed(), event.atMs() + event.durationMs());
        }
        assertThat(until).hasSize(VENUES);
    }
}
