package dev.wick.bench.hop;

import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The hop in a JVM that collects no garbage at all: with 64 MB of heap it lives only if it makes none. One thread. */
final class EpsilonRun {
    /** The first word of the line that is looked for. */
    static final String ANSWER = "epsilon";

    private static final long LIMIT_S = 60;

    private final Sizes sizes;
    private final Results results;

    EpsilonRun(final Sizes sizes, final Results results) {
        this.sizes = sizes;
        this.results = results;
    }

    /** Measures, and enters the figure. */
    void run() throws IOException, InterruptedException {
        final Process process = builder(sizes.withoutCollector()).start();
        try {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                results.fault("hop without a collector: no answer within " + LIMIT_S + " s");
                return;
            }
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            enter(process.exitValue(), said);
        } finally {
            process.destroyForcibly();
        }
    }

    private void enter(final int exitValue, final String said) {
        final String[] words = said.lines()
                .filter(line -> line.startsWith(ANSWER))
                .findFirst()
                .orElse("")
                .split(" ", -1);
        if (exitValue != 0 || words.length != 4) {
            results.fault("hop without a collector: it ended with " + exitValue + ", and said: " + said.strip());
            return;
        }
        final long bytes = Long.parseLong(words[2]) - Long.parseLong(words[1]);
        results.add(new Figure(
                "hop/epsilon/bytes_per_candle",
                "B",
                new double[] {(double) bytes / sizes.withoutCollector()},
                Allocation.NOTHING));
        results.add(Figure.of("hop/epsilon/count", "", Double.parseDouble(words[3])));
        results.say("Without a collector (Epsilon, 64 MB of heap): " + words[3] + " candles came, the heap grew by "
                + bytes + " bytes.");
    }

    /** How it is started. */
    static ProcessBuilder builder(final int candles) {
        return new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+UseEpsilonGC",
                        // Each object counts as what it is: of a buffer of its thread's, all would count with the
                        // first.
                        "-XX:-UseTLAB",
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EpsilonMain.class.getName(),
                        Integer.toString(candles)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
