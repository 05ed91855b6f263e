package dev.wick.bench.wire;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a process has used, by the kernel's own account ({@code /proc}). Any thread. */
final class ProcessMeter {
    private final Path process;

    ProcessMeter(final long pid) {
        process = Path.of("/proc", Long.toString(pid));
    }

    /** CPU time of all threads that live, ns: collector and compiler included. */
    long cpuNs() throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (final Path thread : threads) {
                sum += cpuNs(thread);
            }
        }
        return sum;
    }

    private static long cpuNs(final Path thread) throws IOException {
        try {
            final String text = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (final NoSuchFileException e) {
            // It has ended meanwhile.
            return 0;
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
