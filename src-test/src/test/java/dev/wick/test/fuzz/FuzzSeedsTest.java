package dev.wick.test.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that fuzzing starts from, and every one that it ever found, keeps all the rules. */
class FuzzSeedsTest {
    @TestFactory
    Stream<DynamicTest> shouldKeepTheRules() {
        return Stream.of(Target.values())
                .flatMap(target -> Seeds.of(target).entrySet().stream()
                        .map(seed -> DynamicTest.dynamicTest(
                                target.folder() + " " + seed.getKey(), () -> target.run(seed.getValue()))));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveSomethingToStartFrom(final Target target) {
        final Map<String, byte[]> seeds = Seeds.of(target);
        assertThat(seeds).hasSizeGreaterThan(2);
    }
}
