package dev.wick.test.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine in a process of its own that can be ended and started again with the same settings; each life has its own log
 * file. One thread.
 */
public final class EngineHost implements AutoCloseable {
    /** How a life ends. */
    public enum End {
        /** As an operator does. */
        SIGTERM,
        /** As the kernel does when memory is short. */
        SIGKILL
    }

    private static final Pattern READY =
            Pattern.compile("Ready for subscribers.* feed=\"?(ws://[^ \"]+)\"? ops=\"?(http://[^ \"]+)");

    private static final int EXCERPT_CHARS = 2_000;

    private final Map<String, String> environment;
    private final Path folder;
    private final String memory;
    private Process process;
    private Path log;
    private int lives;
    private URI feed;
    private URI ops;

    /**
     * Not started yet.
     *
     * @param environment the settings
     * @param folder where the logs go; exists
     * @param memory of the Java heap, such as {@code 128m}
     */
    public EngineHost(final Map<String, String> environment, final Path folder, final String memory) {
        this.environment = new TreeMap<>(environment);
        this.environment.put("CONNECTOR_WSS_PORT", "0");
        this.environment.put("CONNECTOR_WSS_HEALTH_CHECK_PORT", "0");
        this.folder = folder;
        this.memory = memory;
    }

    /** Starts the next life; it serves once {@link #isReady} says so. */
    public void start() {
        lives++;
        log = folder.resolve("engine-" + lives + ".log");
        final ProcessBuilder builder = new ProcessBuilder(command());
        // Away from the repository's own settings file.
        builder.directory(folder.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("CONNECTOR_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        try {
            process = builder.start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        feed = null;
        ops = null;
    }

    private List<String> command() {
        return new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                "dev.wick.engine.Main",
                "run"));
    }

    private static String absolute(final String classPath) {
        final List<String> paths = new ArrayList<>();
        for (final String path : classPath.split(File.pathSeparator, -1)) {
            paths.add(new File(path).getAbsolutePath());
        }
        return String.join(File.pathSeparator, paths);
    }

    /** Whether it serves; looks into its log until it does. */
    public boolean isReady() {
        if (feed == null && isAlive()) {
            final Matcher matcher = READY.matcher(log());
            if (matcher.find()) {
                feed = URI.create(matcher.group(1));
                ops = URI.create(matcher.group(2));
            }
        }
        return feed != null && isAlive();
    }

    /** Where subscribers connect; null until {@link #isReady} has said yes. */
    public URI feed() {
        return feed;
    }

    /** Where its metrics are; null until {@link #isReady} has said yes. */
    public URI ops() {
        return ops;
    }

    /** Which life this is, from 1. */
    public int life() {
        return lives;
    }

    /** Its process number. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The exit code; only once it is over. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Sends the signal, and does not wait. */
    public void signal(final End end) {
        if (end == End.SIGKILL) {
            process.toHandle().destroyForcibly();
        } else {
            process.toHandle().destroy();
        }
    }

    /** What the present life has logged so far. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines that the present life has logged. */
    public String lastLines() {
        final String text = log();
        return text.substring(Math.max(0, text.length() - EXCERPT_CHARS));
    }

    /** Kills it, if it still runs, and waits until it is gone. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
