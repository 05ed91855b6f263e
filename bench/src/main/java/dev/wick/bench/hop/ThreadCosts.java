package dev.wick.bench.hop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What some threads have used together since each began. Any thread, while they live. */
final class ThreadCosts {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** Counts the calling thread as well. */
    void addThisThread() {
        threads.add(Thread.currentThread());
    }

    /** CPU time, ns. */
    long cpuNs() {
        long sum = 0;
        for (final Thread thread : threads) {
            sum += THREADS.getThreadCpuTime(thread.getId());
        }
        return sum;
    }

    /** Allocated on the heap, bytes. */
    long bytes() {
        long sum = 0;
        for (final Thread thread : threads) {
            sum += THREADS.getThreadAllocatedBytes(thread.getId());
        }
        return sum;
    }
}
