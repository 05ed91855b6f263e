package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * The pipeline against a simple model of it, over tens of thousands of random histories. A failing one is printed, reduced
 * to the steps that it needs, with its seed: {@code -Dwick.model.seed=... -Dwick.model.histories=1} plays it again.
 */
final class PipelineModelTest {
    private static final long SEED = Long.getLong("wick.model.seed", System.nanoTime());
    private static final int HISTORIES = Integer.getInteger("wick.model.histories", 20_000);
    /** A pipe that lies is found out within so many. */
    private static final int HISTORIES_TO_FIND_OUT = 500;

    private static Level before;

    @BeforeAll
    static void revisionsAndBrokenCandlesAreMeantHere() {
        before = logger().getLevel();
        logger().setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        logger().setLevel(before);
    }

    @Test
    void shouldDoWhatTheModelDoes() {
        final int failed = firstFailure(SEED, HISTORIES, PipelineModelTest::engine);
        if (failed >= 0) {
            fail(report(SEED + failed, PipelineModelTest::engine));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindOutAPipeThatLies(final LyingPipe.Lie lie) {
        final int found = firstFailure(SEED, HISTORIES_TO_FIND_OUT, setup -> new LyingPipe(engine(setup), lie));

        assertThat(found).as("histories until %s was found out", lie).isNotNegative();
    }

    @Test
    void shouldShrinkAFailureToWhatItNeeds() {
        final Function<Setup, Pipe> subject = setup -> new LyingPipe(engine(setup), LyingPipe.Lie.CLOSE_DROPPED);
        final int found = firstFailure(SEED, HISTORIES_TO_FIND_OUT, subject);
        final History shrunk = Shrinker.shrink(RandomHistory.of(SEED + found), h -> play(h, subject) != null);

        // A candle, a duty cycle and a delivery are what it takes; the last two are made at the end of every history.
        assertThat(shrunk.steps()).as("%s", shrunk).hasSizeLessThanOrEqualTo(2);
    }

    private static int firstFailure(final long seed, final int histories, final Function<Setup, Pipe> subject) {
        for (int i = 0; i < histories; i++) {
            if (play(RandomHistory.of(seed + i), subject) != null) {
                return i;
            }
        }
        return -1;
    }

    private static Pipe engine(final Setup setup) {
        return new RestartingPipe(setup, (nowMs, journal) -> new EnginePipe(setup, nowMs, journal));
    }

    private static String play(final History history, final Function<Setup, Pipe> subject) {
        final Setup setup = history.setup();
        final Pipe model = new RestartingPipe(setup, (nowMs, journal) -> new PipelineModel(setup, nowMs, journal));
        return history.play(model, subject.apply(setup));
    }

    private static String report(final long seed, final Function<Setup, Pipe> subject) {
        final History shrunk = Shrinker.shrink(RandomHistory.of(seed), h -> play(h, subject) != null);
        return "-Dwick.model.seed=" + seed + " -Dwick.model.histories=1 plays this again. Reduced to what it needs:\n"
                + shrunk + "\nThe difference comes " + play(shrunk, subject);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Dedup.class.getPackageName());
    }
}
