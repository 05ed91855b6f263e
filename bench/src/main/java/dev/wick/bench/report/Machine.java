package dev.wick.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What was measured on, without names of hosts or folders of users.
 *
 * @param cpu its model
 * @param cores of the machine
 * @param coresAllowed to this process
 * @param kernel its name and version
 * @param os the distribution
 * @param jdk vendor and version
 * @param flags of this JVM
 * @param heapMb at most, MB
 * @param commit of the working directory, if that is a checkout of Wick; else unknown
 * @param version of the jar
 */
record Machine(
        String cpu,
        int cores,
        int coresAllowed,
        String kernel,
        String os,
        String jdk,
        String flags,
        long heapMb,
        String commit,
        String version) {
    private static final String UNKNOWN = "unknown";
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path RELEASE = Path.of("/etc/os-release");
    /** A file that a checkout of Wick has, and one of something else has not. */
    private static final Path MARK = Path.of("bench/src/main/java/dev/wick/bench/report/package-info.java");

    private static final long GIT_LIMIT_S = 10;

    /** This one. */
    static Machine read() {
        final List<String> cpus = lines(CPUS);
        final int allowed = Runtime.getRuntime().availableProcessors();
        final long listed =
                cpus.stream().filter(line -> line.startsWith("processor")).count();
        final String version = Machine.class.getPackage().getImplementationVersion();
        return new Machine(
                value(cpus, "model name", ":", System.getProperty("os.arch")),
                listed > 0 ? (int) listed : allowed,
                allowed,
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                value(lines(RELEASE), "PRETTY_NAME", "=", System.getProperty("os.name")),
                System.getProperty("java.vendor") + ' ' + System.getProperty("java.runtime.version"),
                withoutFolders(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                Runtime.getRuntime().maxMemory() >> 20,
                checkedOut(),
                version == null ? UNKNOWN : version);
    }

    /** The flags in one line; of an absolute path only the last name is left. */
    static String withoutFolders(final List<String> flags) {
        return String.join(" ", flags).replaceAll("(?<=^|[ =:,@])/[^ =:,]*/", "…/");
    }

    /** What stands behind the name and the separator, without quotes. */
    static String value(final List<String> lines, final String name, final String separator, final String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(name) && line.contains(separator))
                .map(line -> line.substring(line.indexOf(separator) + 1)
                        .replace("\"", "")
                        .strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file);
        } catch (final IOException e) {
            return List.of();
        }
    }

    private static String checkedOut() {
        if (!Files.exists(MARK)) {
            return UNKNOWN;
        }
        final String head = git("rev-parse", "HEAD");
        if (head.isEmpty()) {
            return UNKNOWN;
        }
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? head : head + "-dirty";
    }

    /** What git answers; empty if it cannot be asked. */
    private static String git(final String first, final String... more) {
        final String[] command = new String[more.length + 2];
        command[0] = "git";
        command[1] = first;
        System.arraycopy(more, 0, command, 2, more.length);
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            final boolean ended = process.waitFor(GIT_LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0;
            return ended ? answer.strip() : "";
        } catch (final IOException e) {
            return "";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
