package dev.wick.engine.cores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Linux says about cores and about the threads of this process, read anew at each call; any thread. Source: the
 * manual page proc(5) for {@code Cpus_allowed_list}, the kernel's {@code admin-guide/cputopology} for {@code online}.
 */
public final class KernelView {
    private static final String ALLOWED = "Cpus_allowed_list:";

    private final Path root;

    /** The view of the running kernel. */
    public KernelView() {
        this(Path.of("/"));
    }

    /** A view whose {@code proc} and {@code sys} lie in a folder. */
    KernelView(final Path root) {
        this.root = root;
    }

    /** Whether there is such a kernel; else all sets are empty. */
    public boolean isLinux() {
        return Files.isReadable(root.resolve("proc/self/status"));
    }

    /** The cores that are there and switched on. */
    public CoreSet online() {
        return read(root.resolve("sys/devices/system/cpu/online"));
    }

    /** The cores that the scheduler leaves to threads that are pinned. */
    public CoreSet isolated() {
        return read(root.resolve("sys/devices/system/cpu/isolated"));
    }

    /** The cores that this process may use: what {@code taskset}, a container's cpuset or systemd has left to it. */
    public CoreSet ofProcess() {
        return allowed(root.resolve("proc/self/status"));
    }

    /** The cores that the calling thread may use. */
    CoreSet ofThisThread() {
        return allowed(root.resolve("proc/thread-self/status"));
    }

    /** The cores that each thread of this process may use, by the thread's name; of those with one name, together. */
    Map<String, CoreSet> byThread() {
        final Map<String, CoreSet> found = new TreeMap<>();
        for (final Path task : tasks()) {
            final List<String> name = lines(task.resolve("comm"));
            if (!name.isEmpty()) {
                found.merge(name.get(0), allowed(task.resolve("status")), CoreSet::with);
            }
        }
        return found;
    }

    private List<Path> tasks() {
        try (Stream<Path> all = Files.list(root.resolve("proc/self/task"))) {
            return all.toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    private static CoreSet allowed(final Path status) {
        for (final String line : lines(status)) {
            if (line.startsWith(ALLOWED)) {
                return CoreSet.of(line.substring(ALLOWED.length()));
            }
        }
        return CoreSet.NONE;
    }

    private static CoreSet read(final Path file) {
        return CoreSet.of(String.join(",", lines(file)));
    }

    /** None where the file is not there: a thread may have ended meanwhile. */
    private static List<String> lines(final Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (final IOException e) {
            return List.of();
        }
    }
}
