package dev.wick.bench.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;

/** The process of the subscribers, seen from the one that serves them; {@link SubscriberMain} is its inside. One thread. */
final class SubscriberProcess implements AutoCloseable {
    private static final long ANSWER_LIMIT_S = 90;
    private static final int CLOCK_CHECKS = 20;

    /**
     * What the subscribers have had.
     *
     * @param closed quotes of closed candles since the start
     * @param open quotes of open candles since the start
     * @param faults how much was wrong since the start
     * @param cpuNs what their process has used since its start
     * @param latency since the last time, ns
     * @param words what was wrong
     */
    record Had(long closed, long open, long faults, long cpuNs, Histogram latency, String words) {}

    private final Process process;
    private final OutputStream commands;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /**
     * Starts it.
     *
     * @param threads how many threads read
     * @param limitS after so many seconds it ends in any case
     */
    SubscriberProcess(final int threads, final long limitS) throws IOException {
        process = builder(threads, limitS).start();
        commands = process.getOutputStream();
        final Thread reader = new Thread(this::readAnswers, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** How it is started. */
    static ProcessBuilder builder(final int threads, final long limitS) {
        return new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SubscriberMain.class.getName(),
                        Integer.toString(threads),
                        Long.toString(limitS)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private void readAnswers() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
            answers.add("error the process of the subscribers has ended");
        } catch (final IOException e) {
            answers.add("error " + e);
        }
    }

    private String ask(final String command) throws IOException, InterruptedException {
        commands.write((command + '\n').getBytes(StandardCharsets.UTF_8));
        commands.flush();
        final String answer = answers.poll(ANSWER_LIMIT_S, TimeUnit.SECONDS);
        if (answer == null || answer.startsWith("error")) {
            throw new IOException("the subscribers did not do \"" + command + "\": " + answer);
        }
        return answer;
    }

    /** Makes sure that both processes read the same clock; otherwise latencies mean nothing. */
    void checkClock(final NanoClock clock) throws IOException, InterruptedException {
        for (int i = 0; i < CLOCK_CHECKS; i++) {
            final long beforeNs = clock.nanoTime();
            final long theirsNs = Long.parseLong(ask("clock"));
            final long afterNs = clock.nanoTime();
            if (theirsNs < beforeNs || theirsNs > afterNs) {
                throw new IOException(
                        "System.nanoTime is not the same in two processes here, so latency cannot be measured: "
                                + theirsNs + " is not between " + beforeNs + " and " + afterNs);
            }
        }
    }

    /** Connects and subscribes everybody. */
    void connect(final int port, final Shape shape) throws IOException, InterruptedException {
        ask("connect " + port + ' ' + shape.subscribers() + ' ' + shape.each() + ' ' + shape.series());
    }

    /** Brings one in that reads too little, {@code bytesPerSecond}, of the series 1 to {@code series}. */
    void addLazy(final int port, final int series, final int bytesPerSecond) throws IOException, InterruptedException {
        ask("lazy " + port + ' ' + series + ' ' + bytesPerSecond);
    }

    /** Closes the connection of that one. */
    void removeLazy() throws IOException, InterruptedException {
        ask("leave");
    }

    /** Counts alone: without latency, and without ending its interval. */
    Had counts() throws IOException, InterruptedException {
        final String[] words = ask("counts").split(" ", -1);
        return new Had(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), 0, null, "");
    }

    /** All, and begins the next interval of latency. */
    Had take() throws IOException, InterruptedException {
        final String[] words = ask("take").split(" ", 6);
        final ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(words[4]));
        return new Had(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Histogram.decodeFromByteBuffer(bytes, 0),
                words[5]);
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(ANSWER_LIMIT_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
