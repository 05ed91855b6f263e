package dev.wick.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All five exchanges, every fault, the engine killed and terminated, subscribers that come, go, stall and resume: in the end
 * each has every closed candle once and exact. See {@link ChaosRun}.
 *
 * <p>A minute of it is part of {@code mvn verify}; {@code -Dchaos.seed=N} draws another one. For long:
 * {@code mvn -pl src-test -am verify -Pchaos -Dchaos.minutes=30 -Dchaos.seed=N}, which runs this test alone. Logs, ledger and
 * findings lie in {@code src-test/target/chaos-<seed>}.
 */
class ChaosTest {
    private static final long DEFAULT_SEED = 20_261_128;

    @Test
    @Timeout(value = 5, unit = TimeUnit.HOURS)
    void shouldEndWithEveryClosedCandleDeliveredOnceAndExactToEverybody() throws IOException {
        final long seed = Long.getLong("chaos.seed", DEFAULT_SEED);
        final double minutes = Double.parseDouble(System.getProperty("chaos.minutes", "1"));
        final LedgerReport report = ChaosRun.run(ChaosOptions.of(seed, minutes, null), System.out);
        assertThat(report.isClean()).as(report.text()).isTrue();
    }
}
