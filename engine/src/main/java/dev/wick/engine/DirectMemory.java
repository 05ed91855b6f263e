package dev.wick.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM may take outside of its heap. Stateless; any thread. */
final class DirectMemory {
    private DirectMemory() {}

    /** The limit, bytes: as set, else as large as the heap may become. */
    static long limitBytes() {
        final String set = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue();
        final long bytes = Long.parseLong(set);
        return bytes > 0 ? bytes : Runtime.getRuntime().maxMemory();
    }
}
