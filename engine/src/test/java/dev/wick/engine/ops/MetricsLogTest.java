package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsLogTest {
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();

    private final Metrics metrics = new Metrics();
    private final HopLatency latency = new HopLatency();
    private final LogCapture log = new LogCapture(MetricsLog.class);

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void shouldLogOneLinePerInterval() {
        final MetricsLog line = new MetricsLog(metrics, latency, 60_000);
        for (long nowMs = 1_000; nowMs <= 1_000 + 180_000; nowMs += 500) {
            line.tick(nowMs);
        }
        assertThat(log.events()).hasSize(3);
    }

    @Test
    void shouldGiveTheMainMetricsAsFields() {
        final MetricsLog line = new MetricsLog(metrics, latency, 60_000);
        metrics.counter(Metric.QUOTES_PROCESSED, SPOT, "true").add(5);
        line.tick(0);
        metrics.counter(Metric.QUOTES_PROCESSED, SPOT, "true").add(120);
        metrics.counter(Metric.QUOTES_PROCESSED, SPOT, "false").add(480);
        metrics.gauge(Metric.SUBSCRIBERS, () -> 3);
        latency.record(0, 0, 0, 0, 64_000);
        line.tick(60_000);
        assertThat(fields())
                .containsEntry("quotes_closed", 125L)
                .containsEntry("quotes_open", 480L)
                .containsEntry("quotes_per_second", 10L)
                .containsEntry("subscribers", 3L)
                .containsEntry("missing", 0L)
                .containsEntry("latency_max_us", 64L);
    }

    @Test
    void shouldLogNothingWhenTurnedOff() {
        final MetricsLog line = new MetricsLog(metrics, latency, 0);
        line.tick(0);
        line.tick(Long.MAX_VALUE / 2);
        assertThat(log.events()).isEmpty();
    }

    private Map<String, Object> fields() {
        return log.events().get(0).getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }
}
