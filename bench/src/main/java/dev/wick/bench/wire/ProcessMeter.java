package dev.wick.bench.wire;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process has used, by the kernel's own account ({@code /proc}). One thread.
 *
 * <p>The account of a thread ends with it, and the JVM ends compiler threads that have nothing to do: what each had used when it was
 * last looked at is kept.
 */
final class ProcessMeter {
    private final Path process;
    private final Map<Path, Long> cpuNs = new HashMap<>();

    ProcessMeter(final long pid) {
        process = Path.of("/proc", Long.toString(pid));
    }

    /** CPU time of all threads, ns: collector and compiler included, and those that have ended since, as far as it was seen. */
    long cpuNs() throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (final Path thread : threads) {
                look(thread);
            }
        }
        return cpuNs.values().stream().mapToLong(Long::longValue).sum();
    }

    private void look(final Path thread) throws IOException {
        try {
            final String text = Files.readString(thread.resolve("schedstat"));
            cpuNs.put(thread, Long.parseLong(text.substring(0, text.indexOf(' '))));
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
