package dev.wick.test.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The judge sees a leak through noise, and takes no spike, tooth, step or warm-up for one. */
class GrowthJudgeTest {
    private static final int SAMPLES = 60;
    private static final double LEVEL = 100;

    private final Random random = new Random(5);

    private boolean isGrowing(final int samples, final IntToDoubleFunction curve) {
        final double[] times = new double[samples];
        final double[] values = new double[samples];
        for (int i = 0; i < samples; i++) {
            times[i] = 30.0 * i;
            values[i] = curve.applyAsDouble(i);
        }
        return GrowthJudge.judge(Gauge.HEAP, times, values).isGrowing();
    }

    private double noise(final double of) {
        return (random.nextDouble() - 0.5) * 2 * of;
    }

    @Test
    void shouldTakeNoiseForFlat() {
        for (int i = 0; i < 200; i++) {
            assertThat(isGrowing(SAMPLES, at -> LEVEL + noise(8))).isFalse();
        }
    }

    @Test
    void shouldSeeALeakThroughNoise() {
        for (int i = 0; i < 200; i++) {
            assertThat(isGrowing(SAMPLES, at -> LEVEL + 0.5 * at + noise(8))).isTrue();
        }
    }

    @Test
    void shouldSeeASlowLeakInAnHour() {
        assertThat(isGrowing(120, at -> LEVEL + 0.2 * at + noise(4))).isTrue();
    }

    @Test
    void shouldSeeALeakInTeeth() {
        assertThat(isGrowing(SAMPLES, at -> LEVEL + 0.5 * at + at % 7)).isTrue();
    }

    @Test
    void shouldSeeALeakOfManySteps() {
        assertThat(isGrowing(SAMPLES, at -> LEVEL + 10 * (at / 15))).isTrue();
    }

    @Test
    void shouldTakeTeethForFlat() {
        assertThat(isGrowing(SAMPLES, at -> LEVEL + 3 * (at % 7))).isFalse();
    }

    @Test
    void shouldTakeSpikesForFlat() {
        assertThat(isGrowing(SAMPLES, at -> at % 9 == 8 ? 3 * LEVEL : LEVEL)).isFalse();
    }

    @Test
    void shouldNotJudgeTheWarmUp() {
        assertThat(isGrowing(SAMPLES, at -> LEVEL * Math.min(1, at / 15.0))).isFalse();
    }

    @Test
    void shouldTakeWhatShrinksForFlat() {
        assertThat(isGrowing(SAMPLES, at -> LEVEL - 0.5 * at)).isFalse();
    }

    @Test
    void shouldRefuseToJudgeTooFewSamples() {
        assertThatThrownBy(() -> isGrowing(7, at -> LEVEL)).hasMessageContaining("too few");
    }
}
