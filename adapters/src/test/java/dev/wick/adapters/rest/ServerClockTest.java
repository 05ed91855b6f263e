package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final long START_MS = 1_795_449_600_000L;

    private long nowNs = -5;
    private int asked;
    private String body = "[]";
    private final ServerClock clock = new ServerClock("x", () -> nowNs, this::time, ServerClock.field("serverTime"));

    private RestAnswer time() {
        asked++;
        return new RestAnswer("http://x/time", body.getBytes(StandardCharsets.UTF_8), nowNs, 0, RestAnswer.NO_DATE);
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
        final ServerClock measured = new ServerClock(
                "x",
                () -> nowNs,
                () -> {
                    nowNs += underWayNs;
                    return time();
                },
                ServerClock.field("serverTime"));
        measured.lowerBoundMs();
        nowNs += elapsedNs;
        final long exchangeMs = START_MS + TimeUnit.NANOSECONDS.toMillis((underWayNs + elapsedNs) * 999 / 1000);
        assertThat(measured.lowerBoundMs()).isLessThanOrEqualTo(exchangeMs);
    }

    @Test
    void shouldTellBetweenWhichMomentsOfOurClockTheTimeWasRead() throws Exception {
        body = "{\"serverTime\":" + START_MS + "}";
        final long epochNs = 7_000_000_000L;
        final ServerClock measured = new ServerClock(
                "x",
                () -> nowNs,
                () -> {
                    nowNs += 80_000_000;
                    return new RestAnswer(
                            "http://x/time", body.getBytes(StandardCharsets.UTF_8), nowNs, epochNs, RestAnswer.NO_DATE);
                },
                ServerClock.field("serverTime"));

        assertThat(measured.reading()).isEqualTo(new HistoryClient.ServerTime(START_MS, epochNs - 80_000_000, epochNs));
        nowNs += 999_999_999;
        body = "{}";
        assertThat(measured.reading().serverMs())
                .as("less than a second old, it is not asked for again")
                .isEqualTo(START_MS);
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

    @Test
    void shouldFindTheTimeWhereverItIs() throws Exception {
        final String okx = "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + START_MS + "\"}]}";
        assertThat(read(okx, ServerClock.field("ts"))).isEqualTo(START_MS);
        final String bybit = "{\"retCode\":0,\"result\":{\"timeSecond\":\"1\",\"a\":[]},\"retExtInfo\":{},\"time\":"
                + START_MS + "}";
        assertThat(read(bybit, ServerClock.field("time"))).isEqualTo(START_MS);
        assertThat(read("{\"server_time\":" + START_MS + "}", ServerClock.field("server_time")))
                .isEqualTo(START_MS);
    }

    private long read(final String text, final ServerClock.Reading reading) throws Exception {
        body = text;
        return new ServerClock("x", () -> nowNs, this::time, reading).lowerBoundMs();
    }

    @Test
    void shouldLeaveTheMarkOfAnInterruption() {
        body = "{\"serverTime\":" + START_MS + "}";
        Thread.currentThread().interrupt();
        assertThatThrownBy(clock::lowerBoundMs)
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).isZero();
    }
}
