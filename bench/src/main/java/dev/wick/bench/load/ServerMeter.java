package dev.wick.bench.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** What this process, which serves, has used. One thread. */
final class ServerMeter {
    private static final int GC_ROUNDS = 3;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /**
     * Used so far.
     *
     * @param processCpuNs of the whole process, collector and compiler included
     * @param egressCpuNs of the thread that writes to the subscribers
     * @param egressBytes allocated by that thread
     * @param collections of garbage
     */
    record Used(long processCpuNs, long egressCpuNs, long egressBytes, long collections) {
        Used since(final Used before) {
            return new Used(
                    processCpuNs - before.processCpuNs,
                    egressCpuNs - before.egressCpuNs,
                    egressBytes - before.egressBytes,
                    collections - before.collections);
        }
    }

    private final long egressThreadId;

    /** A meter of this process, and of one thread of it by name. */
    ServerMeter(final String egressThread) {
        egressThreadId = idOf(egressThread);
    }

    private static long idOf(final String name) {
        for (final ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(name)) {
                return thread.getThreadId();
            }
        }
        throw new IllegalStateException("there is no thread " + name);
    }

    /** Used since the start of the process. */
    Used used() {
        return new Used(
                SYSTEM.getProcessCpuTime(),
                THREADS.getThreadCpuTime(egressThreadId),
                THREADS.getThreadAllocatedBytes(egressThreadId),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum());
    }

    /** Live bytes, on the heap and direct, after some collections. */
    long liveBytes() {
        collect();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + directBytes();
    }

    /** Collects garbage, and with it the direct buffers that nobody has any more. */
    void collect() {
        for (int i = 0; i < GC_ROUNDS; i++) {
            System.gc();
        }
    }

    /** Direct bytes, those included that wait for a collection. */
    long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
