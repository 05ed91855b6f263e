package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.ops.Counter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenStackTest {
    private final Counter superseded = new Counter();
    private final Counter overflows = new Counter();
    private final Candle candle = new Candle();

    private OpenStack stack = new OpenStack(0, superseded, overflows);

    @Test
    void shouldGiveTheNewestFirst() {
        push(1, 2, 3);

        assertThat(popAll()).containsExactly(3, 2, 1);
    }

    @Test
    void shouldGiveWhatWasPushedBetweenTwoPopsFirst() {
        push(1, 2);
        assertThat(pop()).isEqualTo(2);
        push(3);

        assertThat(popAll()).containsExactly(3, 1);
    }

    @Test
    void shouldDropWhatIsOlderThanWhatWasTakenOfTheSameSeries() {
        push(7, 8, 7, 7);

        assertThat(popAll()).containsExactly(7, 8);
        assertThat(superseded.get()).isEqualTo(2);
        push(7);
        assertThat(popAll()).containsExactly(7);
    }

    @Test
    void shouldDropTheOldestWhenFull() {
        stack = new OpenStack(3, superseded, overflows);
        push(1, 2, 3);
        assertThat(overflows.get()).isZero();
        push(4, 5);

        assertThat(overflows.get()).isEqualTo(2);
        assertThat(stack.size()).isEqualTo(3);
        assertThat(popAll()).containsExactly(5, 4, 3);
    }

    @Test
    void shouldLoseNothingWhileThereIsRoomHoweverOftenTheTopIsTaken() {
        stack = new OpenStack(3, superseded, overflows);
        push(1, 2);
        for (int i = 0; i < 100; i++) {
            push(10 + i);
            assertThat(pop()).isEqualTo(10 + i);
        }

        assertThat(overflows.get()).isZero();
        assertThat(popAll()).containsExactly(2, 1);
    }

    @Test
    void shouldHoldOneWhenOneIsAllowed() {
        stack = new OpenStack(1, superseded, overflows);
        push(1, 2, 3);

        assertThat(overflows.get()).isEqualTo(2);
        assertThat(popAll()).containsExactly(3);
    }

    @Test
    void shouldGrowWithoutALimitAndLoseNothing() {
        final int number = 5 * OpenStack.INITIAL_SIZE;
        for (int i = 0; i < number; i++) {
            push(i);
        }

        assertThat(stack.size()).isEqualTo(number);
        final List<Integer> popped = popAll();
        assertThat(popped).hasSize(number);
        assertThat(popped.get(0)).isEqualTo(number - 1);
        assertThat(popped.get(number - 1)).isZero();
        assertThat(superseded.get() + overflows.get()).isZero();
    }

    @Test
    void shouldDropOpenCandlesThatTheirCloseHasOvertaken() {
        candle.seriesId = 9_999;
        candle.openTimeMs = 60_000;
        stack.push(candle);
        candle.openTimeMs = 120_000;
        stack.push(candle);
        stack.passed(9_999, 60_000);

        assertThat(stack.pop(candle)).isTrue();
        assertThat(candle.openTimeMs).isEqualTo(120_000);
        stack.passed(9_999, 120_000);
        stack.push(candle);
        assertThat(stack.pop(candle)).isFalse();
        assertThat(superseded.get()).isEqualTo(2);
    }

    @Test
    void shouldLeaveTheTargetAloneWhenEmpty() {
        candle.openTimeMs = 5;

        assertThat(stack.pop(candle)).isFalse();
        assertThat(candle.openTimeMs).isEqualTo(5);
    }

    @Test
    void shouldRefuseASizeThatItCannotHave() {
        assertThatThrownBy(() -> new OpenStack(-1, superseded, overflows)).hasMessageContaining("got -1");
    }

    private void push(final int... seriesIds) {
        for (final int id : seriesIds) {
            candle.seriesId = id;
            candle.openTimeMs = 60_000;
            stack.push(candle);
        }
    }

    private int pop() {
        assertThat(stack.pop(candle)).isTrue();
        return candle.seriesId;
    }

    private List<Integer> popAll() {
        final List<Integer> popped = new ArrayList<>();
        while (stack.pop(candle)) {
            popped.add(candle.seriesId);
        }
        return popped;
    }
}
