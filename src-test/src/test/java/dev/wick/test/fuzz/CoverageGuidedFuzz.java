package dev.wick.test.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hunts by coverage for inputs that break a rule, on each of {@code fuzz.targets}: on all of them in turns if that is
 * {@code together}, on each in a run of its own if it is {@code each}, else on the one that it names. In the build it tries so
 * many {@code fuzz.runs}, the same ones each time; if that is 0, it goes on for {@code fuzz.seconds} from a seed by chance,
 * unless {@code fuzz.seed} names one. An execution of its own runs it; what it finds belongs into
 * {@code src/test/resources/fuzz}, where {@link FuzzSeedsTest} reads it.
 */
class CoverageGuidedFuzz {
    private static final String TARGETS = System.getProperty("fuzz.targets", "together");

    private static Extent extent() {
        final int seed = Integer.getInteger("fuzz.seed", 0);
        final int runs = Integer.getInteger("fuzz.runs", 0);
        if (runs > 0) {
            return Extent.ofRuns(runs, seed == 0 ? 1 : seed);
        }
        final int chance = 1 + new Random().nextInt(Integer.MAX_VALUE - 1);
        return Extent.ofTime(Integer.getInteger("fuzz.seconds", 30), seed == 0 ? chance : seed);
    }

    static List<JazzerRun> runs() {
        final List<JazzerRun> runs = new ArrayList<>();
        final Extent extent = extent();
        switch (TARGETS) {
            case "together" -> runs.add(new JazzerRun(null, extent));
            case "each" -> {
                for (final Target target : Target.values()) {
                    runs.add(new JazzerRun(target, extent));
                }
            }
            default -> runs.add(new JazzerRun(Target.valueOf(TARGETS), extent));
        }
        return runs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void shouldFindNothing(final JazzerRun run) throws Exception {
        System.out.println(run.run());
    }
}
