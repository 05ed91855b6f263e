package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.HealthBed.MINUTE_MS;
import static dev.wick.engine.supervisor.HealthBed.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.HistoryClient.ServerTime;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.pipeline.VenueSkews;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes known of an exchange's clock, and who hears of it. */
class ClockWatchTest {
    private static final long NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final HealthBed bed = new HealthBed();
    private final VenueSkews.Skew skew = bed.skews.of(FakeVenue.VENUE);

    @Test
    void shouldExportSkewAndUncertaintyByTheTimeOfRest() {
        bed.venue.serverTime =
                new ServerTime(START_MS + 4_000, (START_MS - 100) * NS_PER_MS, (START_MS + 100) * NS_PER_MS);
        bed.live("BTCUSDT");
        bed.pass(200);

        assertThat(skewSeconds()).isBetween(3.99, 4.01);
        assertThat(uncertaintySeconds()).isBetween(0.099, 0.102);
        assertThat(TimeUnit.NANOSECONDS.toMillis(skew.bestNs().get())).isBetween(3_990L, 4_010L);
    }

    @Test
    void shouldKnowALowerBoundAloneByTheStreamAndCorrectNoLatencyByIt() {
        final Series btc = bed.live("BTCUSDT");
        bed.pass(200);
        assertThat(skewSeconds()).isNaN();
        final long aheadMs = bed.clock.time() + 10 * MINUTE_MS;
        bed.deliver(btc, START_MS + 10 * MINUTE_MS, aheadMs);
        bed.pass(200);

        assertThat(skewSeconds()).isBetween(599.0, 600.0);
        assertThat(uncertaintySeconds()).isNaN();
        assertThat(skew.leastMs().get()).isBetween(599_000L, 600_000L);
        assertThat(skew.bestNs().get()).isZero();
    }

    @Test
    void shouldAskOnceAMinuteAndFollowAClockThatIsSet() {
        bed.venue.serverTime = new ServerTime(START_MS, START_MS * NS_PER_MS, START_MS * NS_PER_MS);
        bed.live("BTCUSDT");
        bed.pass(1_000);
        final long laterNs = (START_MS + MINUTE_MS) * NS_PER_MS;
        bed.venue.serverTime = new ServerTime(START_MS + MINUTE_MS - 9_000, laterNs, laterNs);
        bed.pass(100);
        assertThat(skewSeconds()).isBetween(-0.01, 0.01);
        bed.pass(3 * MINUTE_MS / 2);

        assertThat(skewSeconds()).isBetween(-9.1, 0.0);
    }

    private double skewSeconds() {
        return bed.metrics.value(Metric.CLOCK_SKEW, "binance", "spot");
    }

    private double uncertaintySeconds() {
        return bed.metrics.value(Metric.CLOCK_SKEW_UNCERTAINTY, "binance", "spot");
    }
}
