package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Candle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClosedQueueTest {
    private final Candle candle = new Candle();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1_000, 1_024})
    void shouldHoldExactlyItsCapacity(final int capacity) {
        final ClosedQueue queue = new ClosedQueue(capacity);
        for (int i = 0; i < capacity; i++) {
            candle.openTimeMs = i;
            assertThat(queue.offer(candle)).isTrue();
        }

        assertThat(queue.offer(candle)).isFalse();
        assertThat(queue.isFull()).isTrue();
        assertThat(queue.size()).isEqualTo(queue.capacity()).isEqualTo(capacity);
        for (int i = 0; i < capacity; i++) {
            final Candle polled = queue.poll();
            assertThat(polled.openTimeMs).isEqualTo(i);
            queue.release(polled);
        }
        assertThat(queue.poll()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldCountACandleAsQueuedUntilItIsReleased() {
        final ClosedQueue queue = new ClosedQueue(1);
        queue.offer(candle);
        final Candle polled = queue.poll();

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(candle)).isFalse();
        queue.release(polled);
        assertThat(queue.offer(candle)).isTrue();
    }

    @Test
    void shouldKeepACopy() {
        final ClosedQueue queue = new ClosedQueue(2);
        candle.close.set(1, 0);
        queue.offer(candle);
        candle.close.set(2, 0);

        assertThat(queue.poll().close.mantissa).isEqualTo(1);
    }

    @Test
    void shouldRefuseToBeMadeWithoutRoom() {
        assertThatThrownBy(() -> new ClosedQueue(0)).hasMessageContaining("got 0");
    }
}
