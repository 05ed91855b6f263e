package dev.wick.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckBatchTest {
    private final CheckBatch batch = new CheckBatch(List.of("BTCUSDT", "ETHUSDT"), 1);

    /** A stream that is mute has its bars closed by REST: that is no delivery. */
    @Test
    void shouldCountOnlyWhatTheStreamDelivers() {
        batch.onMessage(Map.of("type", "quote", "symbol", "BTCUSDT", "source", "backfill"));
        batch.onMessage(Map.of("type", "quote", "symbol", "ETHUSDT", "source", "stream"));

        assertThat(batch.silent()).containsExactly("BTCUSDT");
    }
}
