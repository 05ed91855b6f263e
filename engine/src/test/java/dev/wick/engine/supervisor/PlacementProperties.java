package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PlacementProperties {
    private final List<Leg> legs = new ArrayList<>();
    private int nextId;

    @Property(tries = 200)
    void shouldSpreadABatchEvenlyOverAsFewLegsAsThereCanBe(
            @ForAll @IntRange(min = 1, max = 1_000) final int count,
            @ForAll @IntRange(min = 1, max = 60) final int max) {
        placement(max).place(series(count));

        assertThat(legs).hasSize((count + max - 1) / max);
        final int least = legs.stream().mapToInt(leg -> leg.series.size()).min().orElse(0);
        final int most = legs.stream().mapToInt(leg -> leg.series.size()).max().orElse(0);
        assertThat(most - least).isLessThanOrEqualTo(1);
    }

    @Property(tries = 200)
    void shouldKeepLimitsPlacesAndNumbersWhileSeriesComeAndGo(
            @ForAll @Size(min = 1, max = 20) final List<@IntRange(max = 60) Integer> batches,
            @ForAll @IntRange(min = 1, max = 20) final int max,
            @ForAll final long seed) {
        final Placement placement = placement(max);
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<Series, Leg> homes = new HashMap<>();
        for (final int batch : batches) {
            final int legsBefore = legs.size();
            final Map<Series, Leg> placed = placement.place(series(batch));
            assertThat(placed).hasSize(batch);
            homes.putAll(placed);
            final int needed = (homes.size() + max - 1) / max;
            assertThat(legs).hasSize(Math.max(legsBefore, needed));
            removeSome(homes, random);
            homes.forEach((series, leg) -> assertThat(leg.series).containsValue(series));
            assertThat(legs.stream().mapToInt(leg -> leg.series.size()).sum()).isEqualTo(homes.size());
            assertThat(legs).allMatch(leg -> leg.series.size() <= max);
            assertThat(legs.stream().map(leg -> leg.id)).doesNotHaveDuplicates();
        }
    }

    @Property(tries = 100)
    void shouldFillTheEmptiestLegFirst(@ForAll @IntRange(min = 1, max = 40) final int added) {
        final Placement placement = placement(50);
        final List<Series> first = series(100);
        placement.place(first);
        final Leg emptied = legs.get(0);
        for (final Series one : List.copyOf(emptied.series.values()).subList(0, 40)) {
            emptied.series.remove(one.id());
        }
        assertThat(placement.place(series(added)).values()).containsOnly(emptied);
        assertThat(legs).hasSize(2);
    }

    private void removeSome(final Map<Series, Leg> homes, final SplittableRandom random) {
        for (final Series one : List.copyOf(homes.keySet())) {
            if (random.nextInt(3) == 0) {
                final Leg leg = homes.remove(one);
                leg.series.remove(one.id());
                if (leg.series.isEmpty()) {
                    legs.remove(leg);
                }
            }
        }
    }

    private Placement placement(final int max) {
        legs.clear();
        return new Placement(legs, LegSide.A, "leg-bin-sp-", max);
    }

    private List<Series> series(final int count) {
        final List<Series> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(new Series(nextId, FakeVenue.VENUE, "S" + nextId, Interval.M1));
            nextId++;
        }
        return batch;
    }
}
