package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PublisherTest {
    private final PipelineBed bed = new PipelineBed(4, 100, 0, 120_000, 100);

    @Test
    void shouldWaitForRoomAndCountOneWait() {
        final CompletableFuture<Void> leg = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 5; i++) {
                bed.publisher.onCandle(bed.closedCandle(i, 1));
            }
        });
        await().atMost(20, TimeUnit.SECONDS).until(() -> bed.ring.fullEvents() == 1);
        assertThat(leg).isNotDone();
        bed.step();

        assertThat(leg).succeedsWithin(20, TimeUnit.SECONDS);
        bed.step();
        assertThat(bed.drainClosed()).hasSize(5);
        assertThat(bed.ring.fullEvents()).isEqualTo(1);
    }

    @Test
    void shouldLookEverMoreRarelyWhileTheRingIsFullSoThatManyLegsLeaveThePipelineACore() {
        final List<Long> parks = new ArrayList<>();
        final Publisher leg = new Publisher(bed.ring, ns -> {
            parks.add(ns);
            if (parks.size() == 10) {
                bed.step();
            }
        });
        for (int i = 0; i < 5; i++) {
            leg.onCandle(bed.closedCandle(i, 1));
        }
        assertThat(parks)
                .hasSize(10)
                .startsWith(50_000L, 100_000L, 200_000L)
                .endsWith(3_200_000L, 5_000_000L, 5_000_000L, 5_000_000L);

        for (int i = 5; i < 9; i++) {
            leg.onCandle(bed.closedCandle(i, 1));
            bed.step();
        }
        assertThat(bed.drainClosed()).hasSize(9);
    }

    @Test
    void shouldGiveUpWhenTheEngineCloses() {
        final CompletableFuture<Boolean> leg = CompletableFuture.supplyAsync(() -> {
            boolean taken = true;
            for (int i = 0; i < 5; i++) {
                taken = bed.publisher.publish(bed.closedCandle(i, 1));
            }
            return taken;
        });
        await().atMost(20, TimeUnit.SECONDS).until(() -> bed.ring.fullEvents() == 1);
        bed.ring.stopWaiting();

        assertThat(leg).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(false);
        assertThat(bed.ring.abandoned()).isEqualTo(1);
        bed.step();
        assertThat(bed.drainClosed()).hasSize(4);
        assertThat(bed.publisher.publish(bed.closedCandle(9, 1))).isTrue();
    }

    @Test
    void shouldKeepTheInterruptOfAThreadThatWaits() {
        final CompletableFuture<Boolean> leg = CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 5; i++) {
                bed.publisher.onCandle(bed.closedCandle(i, 1));
            }
            return Thread.interrupted();
        });
        await().atMost(20, TimeUnit.SECONDS).until(() -> bed.ring.fullEvents() == 1);
        bed.step();

        assertThat(leg).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(true);
    }

    @Test
    void shouldClaimNothingForNothing() {
        assertThatThrownBy(() -> bed.publisher.onCandle(null)).isInstanceOf(NullPointerException.class);
        bed.take(bed.closedCandle(0, 1));
        assertThat(bed.drainClosed()).hasSize(1);
    }
}
