package dev.wick.test;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, started as a user would, with all that it prints. */
final class WickProcess implements AutoCloseable {
    private static final Pattern FEED = Pattern.compile("Ready for subscribers.* feed=\"?(wss?://[^ \"]+)");

    private final Process process;
    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> err = new ConcurrentLinkedQueue<>();
    private final List<Thread> readers = new ArrayList<>();

    WickProcess(final Map<String, String> environment, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx128m",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wick.engine.Main"));
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command);
        // Away from the repository's own settings file.
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        builder.environment().keySet().removeIf(key -> key.startsWith("CONNECTOR_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        readers.add(read(process.getInputStream(), out));
        readers.add(read(process.getErrorStream(), err));
    }

    private static Thread read(final InputStream stream, final ConcurrentLinkedQueue<String> into) {
        final Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.add(line);
                }
            } catch (final IOException e) {
                into.add("reading its output failed: " + e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Where it serves, once it has said so; else null. */
    URI feed() {
        for (final String line : err) {
            final Matcher matcher = FEED.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
        }
        return null;
    }

    /** Its standard output so far. */
    String out() {
        return String.join("\n", out);
    }

    /** Its standard error so far. */
    String err() {
        return String.join("\n", err);
    }

    /** Sends SIGTERM; {@link Process#destroy} would close the streams as well, and the last lines would be lost. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL: the process does nothing more, and what it has printed is still read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, with all output read, and returns its exit code; -1 if it takes longer than this. */
    int exitCodeWithin(final long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                return -1;
            }
            for (final Thread reader : readers) {
                reader.join(TimeUnit.SECONDS.toMillis(5));
            }
            return process.exitValue();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
