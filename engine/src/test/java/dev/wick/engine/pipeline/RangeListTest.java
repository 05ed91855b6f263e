package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class RangeListTest {
    /** Every number is one operation: a kind, a place and a length. */
    @Property(tries = 500)
    void shouldBehaveAsASetOfOpenTimes(
            @ForAll final Interval interval, @ForAll @Size(max = 60) final List<@IntRange(max = 8_999) Integer> steps) {
        final long[] grid = grid(interval);
        final RangeList list = new RangeList(interval);
        final RangeList other = new RangeList(interval);
        final TreeSet<Long> model = new TreeSet<>();
        final TreeSet<Long> otherModel = new TreeSet<>();
        for (final int step : steps) {
            final int from = step / 3 % 50;
            final int to = Math.min(49, from + step / 150 % 6);
            switch (step % 3) {
                case 0 -> addIfFree(list, model, otherModel, grid, from, to);
                case 1 -> assertThat(list.remove(grid[from])).isEqualTo(model.remove(grid[from]));
                default -> {
                    final var moved = new TreeSet<>(model.subSet(grid[from] - 1, true, grid[to] + 1, true));
                    assertThat(list.moveTo(other, grid[from] - 1, grid[to] + 1)).isEqualTo(moved.size());
                    model.removeAll(moved);
                    otherModel.addAll(moved);
                }
            }
            assertSame(list, model, grid);
            assertSame(other, otherModel, grid);
        }
    }

    /** A symbol that is quiet for a week is one range, not ten thousand. */
    @Example
    void shouldJoinRangesThatTouch() {
        final RangeList list = new RangeList(Interval.M1);
        list.add(120_000, 180_000);
        list.add(0, 0);
        assertThat(list.size()).isEqualTo(2);
        list.add(60_000, 60_000);
        list.add(240_000, 240_000);

        assertThat(list).hasToString("[0..240000]");
    }

    @Example
    void shouldCountMonthsByTheCalendar() {
        final long january = 1_704_067_200_000L;
        final long march = 1_709_251_200_000L;

        assertThat(Grid.count(Interval.MONTH1, january, march)).isEqualTo(3);
        assertThat(Grid.lastAtOrBefore(Interval.MONTH1, january, march + 5)).isEqualTo(march);
        assertThat(Grid.firstAtOrAfter(Interval.MONTH1, january, march - 5)).isEqualTo(march);
    }

    private static void addIfFree(
            final RangeList list,
            final NavigableSet<Long> model,
            final NavigableSet<Long> otherModel,
            final long[] grid,
            final int from,
            final int to) {
        for (int i = from; i <= to; i++) {
            if (model.contains(grid[i]) || otherModel.contains(grid[i])) {
                return;
            }
        }
        assertThat(list.add(grid[from], grid[to])).isEqualTo(to - from + 1);
        for (int i = from; i <= to; i++) {
            model.add(grid[i]);
        }
    }

    private static void assertSame(final RangeList list, final NavigableSet<Long> model, final long[] grid) {
        assertThat(list.isEmpty()).isEqualTo(model.isEmpty());
        if (!model.isEmpty()) {
            assertThat(list.first()).isEqualTo(model.first());
        }
        for (final long time : grid) {
            assertThat(list.contains(time)).isEqualTo(model.contains(time));
        }
    }

    private static long[] grid(final Interval interval) {
        final long[] grid = new long[50];
        grid[0] = interval.openTimeAt(1_700_000_000_000L);
        for (int i = 1; i < grid.length; i++) {
            grid[i] = interval.next(grid[i - 1]);
        }
        return grid;
    }
}
