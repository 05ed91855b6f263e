package dev.wick.engine.egress;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * Says whether there is a file descriptor for one more connection. Counting those that are open takes as long as there are
 * many, milliseconds with ten thousand: it is done now and then, the rarer the more are free. Selector thread.
 */
final class FreeFiles {
    /** Kept free: an accept that finds none makes the library close the listening socket. */
    private static final int SPARE = 64;
    /** Counted again after so many at the latest: others open files, too. */
    private static final long MOST_UNCOUNTED = 256;

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();

    private long uncounted;

    /** Whether there is one for a connection that was just accepted. */
    boolean haveOneMore() {
        if (uncounted-- > 0) {
            return true;
        }
        final long free = SYSTEM instanceof final UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() - SPARE
                : Long.MAX_VALUE;
        uncounted = Math.min(MOST_UNCOUNTED, free / 4);
        return free >= 0;
    }
}
