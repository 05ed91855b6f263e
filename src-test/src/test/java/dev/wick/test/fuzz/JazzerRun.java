package dev.wick.test.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Jazzer at work on one target, or on all of them in turns, in a process of its own. What it grows stays for the next run,
 * unless it is to do the same each time.
 */
final class JazzerRun {
    private static final String INSTRUMENTED = "dev.wick.adapters.**:dev.wick.engine.**:com.dslplatform.json.**";
    private static final int MAX_INPUT_BYTES = 4_096;
    /** Inputs are small: one that takes so long has found a loop, however busy the machine is. */
    private static final int MAX_SECONDS_PER_INPUT = 60;

    private static final String SEED_LIST = "seeds.txt";
    private static final int SPARE_SECONDS = 300;
    private static final int CHARS_OF_END = 4_000;
    private static final Pattern INITED = Pattern.compile("INITED cov: (\\d+) ft: (\\d+)");
    private static final Pattern LAST =
            Pattern.compile("#(\\d+)\\s+(?:DONE|NEW|REDUCE|pulse|RELOAD)\\s+cov: (\\d+) ft: (\\d+) corp: (\\S+)");

    private final Target only;
    private final Extent extent;
    private final String name;
    private final Path folder;

    /** @param only the target, or null for all */
    JazzerRun(final Target only, final Extent extent) {
        this.only = only;
        this.extent = extent;
        name = only == null ? "everything" : only.folder();
        folder = Path.of("target/fuzz", extent.isRepeatable() ? name + "-in-the-build" : name)
                .toAbsolutePath();
    }

    /** Runs it to its end, and says in one line how far it came; fails if it found anything. */
    String run() throws IOException, InterruptedException {
        final Path log = folder.resolve("jazzer.log");
        prepare();
        final Process process = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(extent.mostSeconds() + SPARE_SECONDS, TimeUnit.SECONDS))
                    .as("%s, %s, ends by itself, see %s", name, extent, log)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        final String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue())
                .as(
                        "%s, %s, found an input that breaks a rule; it lies in %s, and in the end Jazzer said:\n%s",
                        name,
                        extent,
                        folder.resolve("found"),
                        said.substring(Math.max(0, said.length() - CHARS_OF_END)))
                .isZero();
        return summary(said);
    }

    private void prepare() throws IOException {
        for (final String each : List.of("seeds", "corpus", "found")) {
            Files.createDirectories(folder.resolve(each));
        }
        if (extent.isRepeatable()) {
            empty(folder.resolve("seeds"));
            empty(folder.resolve("corpus"));
        }
        final List<String> seeds = new ArrayList<>();
        for (final Target target : Target.values()) {
            if (only == null || only == target) {
                writeSeeds(target, seeds);
            }
        }
        // Named one by one, as a folder gives its files in any order.
        Files.writeString(folder.resolve(SEED_LIST), String.join(",", seeds));
    }

    private static void empty(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void writeSeeds(final Target target, final List<String> written) throws IOException {
        for (final Map.Entry<String, byte[]> seed : Seeds.of(target).entrySet()) {
            final ByteArrayOutputStream input = new ByteArrayOutputStream();
            if (only == null) {
                input.write(target.ordinal());
            }
            input.writeBytes(seed.getValue());
            final String file = "seeds/" + target.folder() + "-" + seed.getKey();
            Files.write(folder.resolve(file), input.toByteArray());
            written.add(file);
        }
    }

    private List<String> command() {
        final List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+EnableDynamicAgentLoading",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dfuzz.target=" + (only == null ? "" : only.name()),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer"));
        command.addAll(List.of(
                "--target_class=" + FuzzMain.class.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--custom_hook_includes=" + INSTRUMENTED,
                "--reproducer_path=" + folder.resolve("found"),
                "-artifact_prefix=" + folder.resolve("found") + File.separator,
                "-max_len=" + MAX_INPUT_BYTES,
                "-timeout=" + MAX_SECONDS_PER_INPUT,
                "-rss_limit_mb=1500",
                "-seed_inputs=@" + SEED_LIST,
                folder.resolve("corpus").toString()));
        command.addAll(extent.options());
        return command;
    }

    @Override
    public String toString() {
        return name;
    }

    private String summary(final String said) {
        final Matcher start = INITED.matcher(said);
        final String before = start.find() ? start.group(1) + " edges, " + start.group(2) + " features" : "nothing";
        String after = "nothing";
        final Matcher last = LAST.matcher(said);
        while (last.find()) {
            after = last.group(2) + " edges, " + last.group(3) + " features, corpus " + last.group(4) + ", "
                    + last.group(1) + " executions";
        }
        return "fuzz %-20s %s: from %s to %s".formatted(name, extent, before, after);
    }
}
