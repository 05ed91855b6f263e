package dev.wick.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessMeterTest {
    private static final long BURNT_NS = TimeUnit.MILLISECONDS.toNanos(300);

    @Test
    void shouldKeepWhatAThreadHadUsedThatHasEnded() throws Exception {
        final ProcessMeter meter = new ProcessMeter(ProcessHandle.current().pid());
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final AtomicBoolean goesOn = new AtomicBoolean(true);
        final Thread burning = new Thread(() -> {
            while (goesOn.get()) {
                Thread.onSpinWait();
            }
        });
        burning.start();
        while (threads.getThreadCpuTime(burning.getId()) < BURNT_NS) {
            Thread.onSpinWait();
        }
        final long before = meter.cpu().workNs();
        goesOn.set(false);
        burning.join();
        assertThat(meter.cpu().workNs()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void shouldCountTheJitCompilerApart() throws Exception {
        final ProcessMeter.Cpu cpu = new ProcessMeter(ProcessHandle.current().pid()).cpu();
        // This JVM has started, which it does not do without compiling.
        assertThat(cpu.compilingNs()).isPositive();
        assertThat(cpu.workNs()).isPositive();
        assertThat(cpu.since(cpu)).isEqualTo(ProcessMeter.Cpu.NONE);
    }
}
