package dev.wick.test.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs jcstress over all that is lock-free and ours, in processes of its own. An execution of its own runs it. */
class ConcurrencyStress {
    private static final int MAX_MINUTES = 15;
    /** How many there are: jcstress leaves out what it cannot schedule, as three actors on two cores, and calls that a success. */
    private static final int TESTS = 9;

    @Test
    void shouldSeeNothingThatIsForbidden() throws Exception {
        final Path folder = Path.of("target/jcstress").toAbsolutePath();
        Files.createDirectories(folder);
        final Path log = folder.resolve("jcstress.log");
        final Process process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-t",
                        "dev\\.wick\\..*",
                        "-jvmArgs",
                        "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-f",
                        System.getProperty("jcstress.forks", "1"),
                        "-fsm",
                        "1",
                        "-iters",
                        System.getProperty("jcstress.iterations", "5"),
                        "-time",
                        "500",
                        "-sc",
                        "false",
                        "-strideSize",
                        "32",
                        "-strideCount",
                        "8",
                        "-hs",
                        "256",
                        "-r",
                        folder.resolve("report").toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(MAX_MINUTES, TimeUnit.MINUTES))
                    .as("jcstress ends by itself, see %s", log)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        final String said = Files.readString(log, StandardCharsets.UTF_8);
        final String result = said.substring(Math.max(0, said.indexOf("RUN RESULTS")));
        System.out.println(result);
        assertThat(result)
                .as("what jcstress said, see %s", log)
                .contains("Interesting tests: No matches")
                .contains("Failed tests: No matches")
                .contains("Error tests: No matches")
                .contains("All remaining tests: " + TESTS + " matching");
        assertThat(process.exitValue()).isZero();
    }
}
