package dev.wick.bench.wire;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a process has used, by the kernel's own account ({@code /proc}). One thread.
 *
 * <p>The account of a thread ends with it, and the JVM ends compiler threads that have nothing to do: what each had used when it was
 * last looked at is kept.
 */
final class ProcessMeter {
    /** What the kernel keeps of the names of HotSpot's compiler threads, behind which of the two it is. */
    private static final String COMPILER = " CompilerThre";

    private final Path process;
    private final Map<Path, Long> cpuNs = new HashMap<>();
    private final Set<Path> compilers = new HashSet<>();

    /**
     * CPU time.
     *
     * @param workNs of all threads but the JIT compiler's, ns
     * @param compilingNs of those: they work once for what then runs for weeks, so that in a run of seconds they are no cost of a candle
     */
    record Cpu(long workNs, long compilingNs) {
        static final Cpu NONE = new Cpu(0, 0);

        Cpu since(final Cpu before) {
            return new Cpu(workNs - before.workNs, compilingNs - before.compilingNs);
        }
    }

    ProcessMeter(final long pid) {
        process = Path.of("/proc", Long.toString(pid));
    }

    /** CPU time since the start: of the collector, too, and of threads that have ended since, as far as it was seen. */
    Cpu cpu() throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (final Path thread : threads) {
                look(thread);
            }
        }
        long workNs = 0;
        long compilingNs = 0;
        for (final Map.Entry<Path, Long> used : cpuNs.entrySet()) {
            if (compilers.contains(used.getKey())) {
                compilingNs += used.getValue();
            } else {
                workNs += used.getValue();
            }
        }
        return new Cpu(workNs, compilingNs);
    }

    private void look(final Path thread) throws IOException {
        try {
            final String text = Files.readString(thread.resolve("schedstat"));
            cpuNs.put(thread, Long.parseLong(text.substring(0, text.indexOf(' '))));
            if (Files.readString(thread.resolve("comm")).contains(COMPILER)) {
                compilers.add(thread);
            }
        } catch (final NoSuchFileException e) {
            // It has ended between the list and the look: what it had used is what was seen before.
            return;
        }
    }

    /** Resident memory, bytes. */
    long residentBytes() throws IOException {
        return status("VmRSS:");
    }

    /** The most that was ever resident, bytes. */
    long peakResidentBytes() throws IOException {
        return status("VmHWM:");
    }

    private long status(final String field) throws IOException {
        for (final String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith(field)) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("there is no " + field + " in " + process.resolve("status"));
    }
}
