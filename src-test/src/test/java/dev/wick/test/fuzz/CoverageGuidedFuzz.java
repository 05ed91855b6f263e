package dev.wick.test.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hunts by coverage for inputs that break a rule, so many {@code fuzz.seconds} on each of {@code fuzz.targets}: on all of them
 * in turns if that is {@code together}, on each in a run of its own if it is {@code each}, else on the one that it names. An
 * execution of its own runs it; what it finds belongs into {@code src/test/resources/fuzz}, where {@link FuzzSeedsTest} reads
 * it.
 */
class CoverageGuidedFuzz {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);
    private static final String TARGETS = System.getProperty("fuzz.targets", "together");

    static List<JazzerRun> runs() {
        final List<JazzerRun> runs = new ArrayList<>();
        switch (TARGETS) {
            case "together" -> runs.add(new JazzerRun(null));
            case "each" -> {
                for (final Target target : Target.values()) {
                    runs.add(new JazzerRun(target));
                }
            }
            default -> runs.add(new JazzerRun(Target.valueOf(TARGETS)));
        }
        return runs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void shouldFindNothing(final JazzerRun run) throws Exception {
        System.out.println(run.run(SECONDS));
    }
}
