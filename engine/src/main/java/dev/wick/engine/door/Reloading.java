package dev.wick.engine.door;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something made of files, made again when they change; if that fails, the old one stays. Any thread asks; the thread that
 * calls {@link #tick} looks at the files.
 *
 * @param <T> what is made, immutable
 */
final class Reloading<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);
    private static final long PERIOD_MS = 1_000;

    /** Makes it. */
    interface Loader<T> {
        T load() throws DoorException;
    }

    private final String what;
    private final List<Path> files;
    private final Loader<T> loader;
    private volatile T current;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean isStale;
    private FileStamps used;
    private FileStamps seen;
    private long nextMs = Long.MIN_VALUE;

    /**
     * Makes it for the first time.
     *
     * @param what for people, in the plural: the tokens
     * @throws DoorException if it cannot be made
     */
    Reloading(final String what, final List<Path> files, final Loader<T> loader) throws DoorException {
        this.what = what;
        this.files = List.copyOf(files);
        this.loader = loader;
        // Before, so that a change during the reading is seen later.
        used = FileStamps.of(files);
        seen = used;
        current = loader.load();
    }

    /** The newest that could be made; any thread. */
    T current() {
        return current;
    }

    /** How often the files could not be used; any thread. */
    long failures() {
        return failures.get();
    }

    /** Whether the files now there could not be used, so that older ones are in force; any thread. */
    boolean isStale() {
        return isStale;
    }

    /**
     * Looks at the files once a second. What has changed is read when it has been the same for two looks: who writes a file
     * in place empties it first.
     *
     * @param nowMs any clock's ms
     * @return whether there is a new one
     */
    boolean tick(final long nowMs) {
        if (nowMs < nextMs) {
            return false;
        }
        nextMs = nowMs + PERIOD_MS;
        final FileStamps now = FileStamps.of(files);
        final boolean isSettled = now.equals(seen);
        seen = now;
        return isSettled && !now.equals(used) && reload(now);
    }

    private boolean reload(final FileStamps now) {
        used = now;
        try {
            current = loader.load();
            isStale = false;
            LOG.info("Read {} again, as {} changed", what, files);
            return true;
        } catch (final DoorException e) {
            failures.incrementAndGet();
            isStale = true;
            LOG.error("The new {} cannot be used, and the old stay in force: {}", what, e.getMessage());
            return false;
        }
    }
}
