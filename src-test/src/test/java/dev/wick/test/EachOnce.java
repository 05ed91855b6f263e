package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rule for the closed quotes of one series, as a subscriber has received them. Stateless; any thread. */
final class EachOnce {
    private EachOnce() {}

    /**
     * None is wanting between the first and the last, none is there twice, and what came behind one that followed it was repaired by
     * REST: so comes the bar that is over just as a series is taken up, and what an engine missed while it was down.
     */
    static void check(final List<Map<String, Object>> closed) {
        for (int i = 1; i < closed.size(); i++) {
            if (openTimeMs(closed.get(i)) < openTimeMs(closed.get(i - 1))) {
                assertThat(closed.get(i)).as("late").containsEntry("source", "backfill");
            }
        }
        final List<Map<String, Object>> inOrder = closed.stream()
                .sorted(Comparator.comparingLong(EachOnce::openTimeMs))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(openTimeMs(inOrder.get(i)))
                    .as("closed candle " + i + " of " + inOrder.size())
                    .isEqualTo(1 + ((Number) inOrder.get(i - 1).get("close_time")).longValue());
        }
    }

    static long openTimeMs(final Map<String, Object> quote) {
        return ((Number) quote.get("open_time")).longValue();
    }
}
