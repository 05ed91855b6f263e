package dev.wick.test.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two thousand series for half an hour: nothing grows. See {@link SoakRun}.
 *
 * <p>Runs by its profile alone: {@code mvn -pl src-test -am verify -Psoak}, for an hour with {@code -Dsoak.minutes=60}. The
 * curve lies in {@code src-test/target/soak}.
 */
class SoakTest {
    @Test
    @EnabledIfSystemProperty(
            named = "soak",
            matches = "true",
            disabledReason = "takes half an hour; run it with -Psoak")
    @Timeout(value = 25, unit = TimeUnit.HOURS)
    void shouldStayFlatForHours() throws IOException {
        final double minutes =
                Double.parseDouble(System.getProperty("soak.minutes", Double.toString(SoakOptions.DEFAULT_MINUTES)));
        final SoakReport report = SoakRun.run(SoakOptions.of(minutes, 1, Path.of("target", "soak")), System.out);
        assertThat(report.isFlat()).as(report.text()).isTrue();
    }
}
