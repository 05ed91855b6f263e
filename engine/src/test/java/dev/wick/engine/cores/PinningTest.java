package dev.wick.engine.cores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On the kernel that runs the test, which must be Linux. */
class PinningTest {
    private final KernelView kernel = new KernelView();

    private CoreSet firstCore() {
        assumeTrue(kernel.isLinux(), "threads can be pinned on Linux only");
        final BitSet first = new BitSet();
        first.set(kernel.ofProcess().bits().nextSetBit(0));
        return CoreSet.of(String.valueOf(first.nextSetBit(0)));
    }

    @Test
    void shouldRunTheThreadWhereTheKernelSaysToo() throws Exception {
        final CoreSet core = firstCore();
        final Pinning pinning = new Pinning(new PinPlan(core, CoreSet.NONE, CoreSet.NONE), kernel);
        final CompletableFuture<CoreSet> seen = new CompletableFuture<>();
        final CountDownLatch asked = new CountDownLatch(1);
        final Thread thread = new Thread(
                () -> {
                    try {
                        pinning.pin(core);
                        seen.complete(kernel.ofThisThread());
                        asked.await();
                    } catch (final Throwable e) {
                        seen.completeExceptionally(e);
                    }
                },
                "pinned-test");
        thread.start();
        assertThat(seen.get()).isEqualTo(core);
        assertThat(pinning.effective()).containsOnlyKeys("pinned-test").containsValue(core.toString());
        asked.countDown();
        thread.join();
        // For the kernel it may live a moment longer than for the JVM.
        await().atMost(20, TimeUnit.SECONDS).until(() -> pinning.effective().isEmpty());
    }

    @Test
    void shouldTellIfTheKernelDidNotObey() {
        final CoreSet core = firstCore();
        final CoreSet another = CoreSet.of("1023");
        final Pinning pinning = new Pinning(new PinPlan(core, CoreSet.NONE, CoreSet.NONE), kernel, cores -> {});
        assertThatThrownBy(() -> pinning.pin(another))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("should run on core 1023");
        assertThat(pinning.effective()).isEmpty();
    }

    @Test
    void shouldLeaveAThreadAloneForWhichNoCoreIsNamed() {
        final Pinning pinning = new Pinning(new PinPlan(CoreSet.NONE, CoreSet.NONE, CoreSet.NONE), kernel, cores -> {
            throw new AssertionError("pinned");
        });
        pinning.pin(CoreSet.NONE);
        assertThat(pinning.effective()).isEmpty();
    }
}
