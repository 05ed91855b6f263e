package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BinanceServerClockTest {
    private static final long START_MS = 1_795_449_600_000L;

    private long nowNs = -5;
    private int asked;
    private String body;
    private final BinanceServerClock clock = new BinanceServerClock(() -> nowNs, this::time);

    private RestAnswer time() {
        asked++;
        return new RestAnswer("http://x/time", body.getBytes(StandardCharsets.UTF_8), nowNs, 0);
    }

    @Test
    void shouldAskOnceAMinuteAndCountInBetween() throws Exception {
        body = "{\"serverTime\":" + START_MS + "}";
        assertThat(clock.lowerBoundMs()).isEqualTo(START_MS);
        nowNs += TimeUnit.SECONDS.toNanos(59);
        assertThat(clock.lowerBoundMs()).isBetween(START_MS + 58_900, START_MS + 59_000);
        assertThat(asked).isEqualTo(1);

        nowNs += TimeUnit.SECONDS.toNanos(1);
        body = "{\"serverTime\":" + (START_MS + 60_001) + ",\"more\":[1]}";
        assertThat(clock.lowerBoundMs()).isEqualTo(START_MS + 60_001);
        assertThat(asked).isEqualTo(2);
    }

    /** The exchange's clock runs up to 0.1 % slower than ours, and the answer is under way for a while. */
    @Property(tries = 300)
    void shouldNeverBeAheadOfTheExchange(
            @ForAll @LongRange(min = 0, max = 5_000_000_000L) final long underWayNs,
            @ForAll @LongRange(min = 0, max = 59_000_000_000L) final long elapsedNs)
            throws Exception {
        body = "{\"serverTime\":" + START_MS + "}";
        final BinanceServerClock measured = new BinanceServerClock(() -> nowNs, () -> {
            nowNs += underWayNs;
            return time();
        });
        measured.lowerBoundMs();
        nowNs += elapsedNs;
        final long exchangeMs = START_MS + TimeUnit.NANOSECONDS.toMillis((underWayNs + elapsedNs) * 999 / 1000);
        assertThat(measured.lowerBoundMs()).isLessThanOrEqualTo(exchangeMs);
    }

    @Test
    void shouldNotTakeMicrosecondsOrNothingForATime() {
        for (final String wrong : new String[] {
            "{}", "{\"serverTime\":" + START_MS + "000}", "{\"serverTime\":0}", "[1]", "{\"serverTime\":\"x\"}"
        }) {
            body = wrong;
            assertThatThrownBy(clock::lowerBoundMs)
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            HistoryException.class,
                            e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER));
        }
    }
}
