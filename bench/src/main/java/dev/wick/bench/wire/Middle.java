package dev.wick.bench.wire;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies between the two ends: a process of its own, with this one's own JVM flags. Started and closed by one thread. */
final class Middle implements AutoCloseable {
    private static final long START_LIMIT_S = 30;
    private static final int LINES_KEPT = 40;

    private final Process process;
    private final ProcessMeter meter;
    private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * Starts it, and waits until it says that it is ready.
     *
     * @param flags of its JVM, beside those of this one; the last of two wins
     * @param readyLine what it prints then
     * @param command main class and arguments
     * @param folder where it works, away from any settings file
     */
    Middle(
            final List<String> flags,
            final Map<String, String> environment,
            final Pattern readyLine,
            final List<String> command,
            final Path folder)
            throws IOException {
        final List<String> all = new ArrayList<>();
        all.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-javaagent") && !flag.startsWith("-agentlib")) {
                all.add(flag);
            }
        }
        all.addAll(flags);
        all.addAll(List.of("-cp", absoluteClassPath()));
        all.addAll(command);
        final ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("CONNECTOR_"));
        builder.environment().putAll(environment);
        process = builder.start();
        meter = new ProcessMeter(process.pid());
        Threads.daemon("middle-output", () -> read(readyLine));
    }

    /** It works in another folder. */
    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> new File(path).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read(final Pattern readyLine) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
                final Matcher matcher = readyLine.matcher(line);
                if (matcher.find()) {
                    ready.complete(matcher);
                }
            }
        } finally {
            ready.completeExceptionally(new IOException("it ended: " + output()));
        }
    }

    private synchronized void keep(final String line) {
        lines.addLast(line);
        if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
        }
    }

    /** The last lines that it printed; any thread. */
    synchronized String output() {
        return String.join("\n", lines);
    }

    /** The groups of the line that said that it is ready. */
    Matcher awaitReady() throws IOException, InterruptedException {
        try {
            return ready.get(START_LIMIT_S, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException e) {
            close();
            throw new IOException("what lies between did not start: " + output(), e);
        }
    }

    /** What it uses. */
    ProcessMeter meter() {
        return meter;
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(START_LIMIT_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
