package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriberFetchesTest {
    private static final long START_MS = 1_699_999_980_000L;
    private static final long MINUTE_MS = 60_000;

    /** REST of a venue that has a candle for every minute, until it is told to fail. */
    private static final class Rest implements HistoryClient {
        HistoryException failure;
        int asked;

        @Override
        public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
                throws HistoryException {
            asked++;
            if (failure != null) {
                throw failure;
            }
            final Candle reused = new Candle();
            int count = 0;
            for (long time = fromMs; time <= toMs; time += MINUTE_MS) {
                reused.seriesId = series.id();
                reused.openTimeMs = time;
                reused.closed = true;
                sink.onCandle(reused);
                count++;
            }
            return new Answer(count, toMs);
        }

        @Override
        public Optional<Candle> newest(final Series series) {
            throw new AssertionError();
        }

        @Override
        public List<String> symbols() {
            throw new AssertionError();
        }

        @Override
        public long serverTimeMs() {
            return 0;
        }

        @Override
        public ServerTime serverTime() {
            throw new AssertionError();
        }
    }

    private final Rest rest = new Rest();
    private final CachedEpochClock clock = new CachedEpochClock();
    private final Metrics metrics = new Metrics();
    private final Series series = new SeriesRegistry().register(FakeVenue.VENUE, "BTCUSDT", Interval.M1);
    private final ArrayDeque<Runnable> underWay = new ArrayDeque<>();
    private final List<FetchAnswer> answers = new ArrayList<>();
    private Gate gate;
    private SubscriberFetches fetches;

    @BeforeEach
    void build() {
        clock.update(START_MS);
        final Jitter jitter = new Jitter(new SplittableRandom(1));
        gate = new BreakerGate(
                new CircuitBreaker(FakeVenue.VENUE, new BreakerSettings(2, 3_600_000, 1), clock, jitter, metrics));
        final VenueRest way = new VenueRest(FakeVenue.VENUE, rest, gate, underWay::add, Runnable::run, clock);
        fetches = new SubscriberFetches(way, new Desk(), jitter, metrics);
    }

    private FetchRequest add() {
        final FetchRequest request = new FetchRequest(series, START_MS - 3 * MINUTE_MS, START_MS - MINUTE_MS);
        fetches.add(request, clock.time());
        return request;
    }

    private void advance(final long ms) {
        clock.advance(ms);
        fetches.tick(clock.time(), false);
        carryOut();
    }

    private void carryOut() {
        while (!underWay.isEmpty()) {
            underWay.poll().run();
        }
    }

    @Test
    void shouldAnswerWithCopiesOfWhatWasAskedForAndNoMore() {
        add();
        advance(0);
        final FetchAnswer answer = answers.get(0);
        assertThat(answer.rows())
                .extracting(row -> row.openTimeMs)
                .containsExactly(START_MS - 3 * MINUTE_MS, START_MS - 2 * MINUTE_MS, START_MS - MINUTE_MS);
        assertThat(answer.provenToMs()).isEqualTo(START_MS - MINUTE_MS);
        assertThat(answer.problem()).isNull();
        assertThat(metrics.value(Metric.REST_BACKFILLS, "binance", "spot", "success"))
                .isEqualTo(1);
    }

    @Test
    void shouldLetRepairsGoFirstButNotForEver() {
        add();
        fetches.tick(clock.time(), true);
        assertThat(underWay).isEmpty();
        clock.advance(SubscriberFetches.GIVE_UP_AFTER_MS);
        fetches.tick(clock.time(), true);
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.problem()).contains("wait"));
    }

    @Test
    void shouldHaveFewUnderWayAtOnceInTheOrderOfRequest() {
        for (int i = 0; i < 5; i++) {
            add();
        }
        fetches.tick(clock.time(), false);
        assertThat(underWay).hasSize(2);
        carryOut();
        fetches.tick(clock.time(), false);
        assertThat(underWay).hasSize(2);
    }

    @Test
    void shouldTryAgainAFewTimesAndThenSayWhy() throws Exception {
        rest.failure = new HistoryException(HistoryException.Kind.RATE_LIMITED, "slow down");
        add();
        for (int i = 0; i < 20; i++) {
            advance(1_000);
        }
        assertThat(rest.asked).isEqualTo(SubscriberFetches.MAX_TRIES);
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.problem()).contains("slow down");
            assertThat(answer.isRefused()).isFalse();
        });
        rest.failure = null;
        add();
        advance(1_000);
        assertThat(answers.get(1).rows()).hasSize(3);
    }

    @Test
    void shouldNotAskAgainWhatTheExchangeRefuses() {
        rest.failure = new HistoryException(400, "too far back");
        add();
        advance(0);
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.isRefused()).isTrue();
            assertThat(answer.problem()).contains("too far back");
        });
    }

    @Test
    void shouldWaitBehindTheCircuitBreakerUntilItGivesUp() {
        gate.failed();
        gate.failed();
        add();
        advance(1_000);
        assertThat(rest.asked).isZero();
        advance(SubscriberFetches.GIVE_UP_AFTER_MS);
        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldBoundHowManyWait() {
        for (int i = 0; i <= SubscriberFetches.MAX_WAITING; i++) {
            add();
        }
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.problem()).contains("1000 requests"));
    }

    private final class Desk implements SubscriberDesk {
        @Override
        public void found(final HistoryRequest request, final Resolution resolution) {
            throw new AssertionError();
        }

        @Override
        public void carried(final Series series) {
            throw new AssertionError();
        }

        @Override
        public void dropped(final Series series) {
            throw new AssertionError();
        }

        @Override
        public void resolved(final SubscribeRequest request, final Resolution resolution) {
            throw new AssertionError();
        }

        @Override
        public void fetched(final FetchRequest request, final FetchAnswer answer) {
            answers.add(answer);
        }

        @Override
        public void gap(final GapEvent event) {
            throw new AssertionError();
        }

        @Override
        public void refused(final Series refused, final String exchangeMessage) {
            throw new AssertionError();
        }

        @Override
        public void status(final Series of, final String state, final String reason, final long timeMs) {
            throw new AssertionError();
        }
    }
}
