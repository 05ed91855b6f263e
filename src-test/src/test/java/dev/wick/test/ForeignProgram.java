package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.dslplatform.json.DslJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A script of {@code src-test/foreign} in a process of its own, with the JSON lines that it prints. Where a program or library
 * that it needs is missing, its test is skipped; with {@code -Dwick.foreign=required}, or {@code CI=true}, it fails.
 */
final class ForeignProgram implements AutoCloseable {
    /** What runs a script. */
    enum Language {
        NODE("node", "feed.mjs"),
        PYTHON("/usr/bin/python3", "feed.py");

        private final String program;
        private final String subscriber;

        Language(final String program, final String subscriber) {
            this.program = program;
            this.subscriber = subscriber;
        }

        /** The script that subscribes. */
        String subscriber() {
            return subscriber;
        }
    }

    private static final Path SCRIPTS = Path.of("foreign").toAbsolutePath();
    /** Where the build has put what {@code package.json} names; the scripts run beside it. */
    private static final Path HOME = Path.of("target", "foreign").toAbsolutePath();

    private static final String NODE_HELP = "run: mkdir -p src-test/target/foreign && cp src-test/foreign/package.json"
            + " src-test/target/foreign/ && npm install --prefix src-test/target/foreign --no-package-lock --ignore-scripts";

    private final DslJson<Object> json = new DslJson<>();
    private final Process process;
    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    private ForeignProgram(final List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        reader = new Thread(this::read, "foreign-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a script, or ends the test because it cannot be run here. */
    static ForeignProgram start(final Language language, final String script, final String... arguments) {
        require(language);
        try {
            Files.createDirectories(HOME);
            Files.copy(SCRIPTS.resolve(script), HOME.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            final List<String> command = new ArrayList<>(List.of(language.program, script));
            command.addAll(List.of(arguments));
            return new ForeignProgram(command);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(final Language language) {
        if (!canRun(language.program, "--version")) {
            missing(language.program + " is not installed");
        }
        if (language == Language.NODE && !Files.isDirectory(HOME.resolve("node_modules"))) {
            missing("the modules of src-test/foreign/package.json are not installed; " + NODE_HELP);
        }
        if (language == Language.PYTHON && !canRun(language.program, "-c", "import websockets")) {
            missing("the Python library websockets is not installed; on Debian: apt-get install python3-websockets");
        }
    }

    private static void missing(final String what) {
        final boolean isRequired =
                "required".equals(System.getProperty("wick.foreign")) || "true".equalsIgnoreCase(System.getenv("CI"));
        if (isRequired) {
            fail("foreign clients are required here, but " + what);
        }
        Assumptions.abort("skipped: " + what);
    }

    private static boolean canRun(final String... command) {
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.add(line);
            }
        } catch (final IOException e) {
            out.add("reading its output failed: " + e);
        }
    }

    /** All that it has printed so far, as text. */
    String output() {
        return String.join("\n", out);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has said so far about a step. */
    List<Map<String, Object>> said(final String step) {
        final List<Map<String, Object>> found = new ArrayList<>();
        for (final String line : out) {
            final Map<String, Object> fields = fields(line);
            if (step.equals(fields.get("step"))) {
                found.add(fields);
            }
        }
        return found;
    }

    /** What it has said about a step that comes once. */
    Map<String, Object> saidOnce(final String step) {
        final List<Map<String, Object>> found = said(step);
        assertThat(found).as("\"%s\" in:%n%s", step, output()).hasSize(1);
        return found.get(0);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> fields(final String line) {
        if (!line.startsWith("{")) {
            return Map.of();
        }
        final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            return (Map<String, Object>) json.deserialize(Map.class, bytes, bytes.length);
        } catch (final IOException e) {
            throw new IllegalStateException("not JSON: " + line, e);
        }
    }

    /** Waits for its end, with all output read, and returns its exit code. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within 60 s").isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(10));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
