package dev.wick.bench.wire;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into another JVM: what its threads allocate, what its heap holds. Loads a management agent there, which takes memory itself: ask
 * for the process's size before. One thread.
 */
final class JvmProbe implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;

    /** Connects to a JVM that we have started ourselves, through its own agent, on this machine. */
    @SuppressWarnings("BanJNDI")
    JvmProbe(final long pid) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(agentOf(pid)));
        server = connector.getMBeanServerConnection();
        threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    private static String agentOf(final long pid) throws IOException {
        try {
            final VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (final AttachNotSupportedException e) {
            throw new IOException("the JVM " + pid + " lets nobody in", e);
        }
    }

    /** Bytes that each thread has allocated since its start, by name; threads of one name are added up. */
    Map<String, Long> allocatedBytes() {
        final Map<String, Long> bytes = new TreeMap<>();
        for (final ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                bytes.merge(thread.getThreadName(), threads.getThreadAllocatedBytes(thread.getThreadId()), Long::sum);
            }
        }
        return bytes;
    }

    /** Live bytes on the heap: after a collection. */
    long liveHeapBytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** The heap's limit, bytes. */
    long maxHeapBytes() {
        return memory.getHeapMemoryUsage().getMax();
    }

    /** What is filled between two collections: the size of Eden now, bytes. */
    long edenBytes() throws IOException {
        return ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().contains("Eden"))
                .mapToLong(pool -> pool.getUsage().getCommitted())
                .sum();
    }

    /** Collections so far, of all kinds. */
    long collections() throws IOException {
        return ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class).stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
