package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.history.Histories;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets what, with sockets that take as much as the test says. */
class FanoutTest {
    private final EgressSettings settings =
            new FeedOptions().backlog(1_000, 10_000, 1_000).build();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final Metrics metrics = new Metrics();
    private final List<Integer> released = new ArrayList<>();
    private final SubscriptionTable table = new SubscriptionTable(new Demand() {
        @Override
        public void resolve(final SubscribeRequest request) {
            throw new AssertionError();
        }

        @Override
        public void find(final HistoryRequest request) {
            throw new AssertionError();
        }

        @Override
        public void want(final int seriesId) {
            released.remove((Integer) seriesId);
        }

        @Override
        public void fetch(final FetchRequest request) {
            throw new AssertionError();
        }

        @Override
        public void release(final int seriesId) {
            released.add(seriesId);
        }
    });
    private final Sessions sessions = new Sessions(
            table,
            new ResumePoints(registry, table, new Histories(10), new Progress()),
            new Warnings(() -> 0),
            metrics);
    private final Fanout fanout =
            new Fanout(table, sessions, new QuoteEncoder(registry), metrics, () -> ReplayBed.NOW_NS);
    private final FakeConnection firstSocket = new FakeConnection();
    private final FakeConnection secondSocket = new FakeConnection();
    private int btc;
    private int eth;
    private Session first;
    private Session second;

    @BeforeEach
    void subscribeTwo() {
        btc = series("BTCUSDT");
        eth = series("ETHUSDT");
        first = session(1, firstSocket);
        second = session(2, secondSocket);
        for (final Session session : List.of(first, second)) {
            table.add(btc, session, 0);
            table.add(eth, session, 0);
        }
    }

    private int series(final String symbol) {
        return registry.register(Exchange.BINANCE.venue("spot").orElseThrow(), symbol, Interval.M1)
                .id();
    }

    private Session session(final long id, final FakeConnection socket) {
        final Session session = new Session(id, socket, settings);
        sessions.accept(session);
        sessions.opened(session);
        session.hasSpoken = true;
        return session;
    }

    @Test
    void shouldSendTheNewestOpenCandleOfEachSeriesAfterCatchingUp() {
        firstSocket.room = 0;
        for (int count = 1; count <= 20; count++) {
            open(btc, 0, count);
            open(eth, 0, 100 + count);
        }
        firstSocket.room = Integer.MAX_VALUE;
        flush();
        assertThat(firstSocket.quotes()).endsWith(120, 20).doesNotContain(10, 110);
        assertThat(secondSocket.quotes()).hasSize(40);
        assertThat(metrics.value(Metric.QUOTES_CONFLATED)).isGreaterThan(30);
        open(btc, 0, 21);
        flush();
        assertThat(firstSocket.quotes()).endsWith(120, 20, 21);
    }

    @Test
    void shouldNotEndOurHalfBeforeTheGoodbyeThatTheLibraryIsJustQueuing() {
        firstSocket.isClosing = true;
        sessions.takeOwnFrames(first);
        firstSocket.ownFrames.add(ByteBuffer.wrap(new byte[] {(byte) 0x88, 0}));
        flush();
        assertThat(firstSocket.isOutputShut).isFalse();

        sessions.takeOwnFrames(first);
        flush();
        assertThat(firstSocket.taken.toByteArray()).endsWith(0x88, 0);
        assertThat(firstSocket.isOutputShut).isTrue();
    }

    @Test
    void shouldNotSendAnOpenCandleThatWasClosedMeanwhile() {
        firstSocket.room = 0;
        for (int count = 1; count <= 20; count++) {
            open(btc, 5, count);
        }
        closed(btc, 5, 30);
        firstSocket.room = Integer.MAX_VALUE;
        flush();
        assertThat(firstSocket.quotes()).endsWith(-30);
    }

    @Test
    void shouldSendTheOpenCandleWhenOnlyAnOlderOneWasClosed() {
        firstSocket.room = 0;
        for (int count = 1; count <= 20; count++) {
            open(btc, 5, count);
        }
        closed(btc, 3, 30);
        firstSocket.room = Integer.MAX_VALUE;
        flush();
        assertThat(firstSocket.quotes()).endsWith(-30, 20);
    }

    @Test
    void shouldNotSendWhatWasUnsubscribedWhileBehind() {
        firstSocket.room = 0;
        for (int count = 1; count <= 20; count++) {
            open(btc, 0, count);
        }
        table.remove(btc, first);
        firstSocket.room = Integer.MAX_VALUE;
        flush();
        assertThat(firstSocket.quotes()).doesNotContain(20);
        assertThat(first.isBehind()).isFalse();
    }

    @Test
    void shouldHarmOnlyTheSessionWhoseSocketFails() {
        firstSocket.isBroken = true;
        closed(btc, 0, 1);
        flush();
        assertThat(firstSocket.isAborted).isTrue();
        assertThat(secondSocket.quotes()).containsExactly(-1);
        assertThat(metrics.value(Metric.HANDLER_ERRORS, "egress")).isEqualTo(1);
        assertThat(metrics.value(Metric.SUBSCRIBERS_CUT, "internal")).isEqualTo(1);
        secondSocket.isUnplugged = true;
        closed(btc, 1, 2);
        flush();
        assertThat(secondSocket.isAborted).isTrue();
        assertThat(metrics.value(Metric.HANDLER_ERRORS, "egress")).isEqualTo(1);
        assertThat(released).containsExactlyInAnyOrder(btc, eth);
        assertThat(sessions.isEmpty()).isTrue();
    }

    @Test
    void shouldCutOnlyTheSessionWhoseClosedBacklogIsFull() {
        firstSocket.room = 100;
        for (int minute = 0; minute < 100; minute++) {
            closed(btc, minute, minute + 1);
            flush();
        }
        assertThat(firstSocket.closeCode).isEqualTo(1013);
        assertThat(metrics.value(Metric.SUBSCRIBERS_CUT, "backlog")).isEqualTo(1);
        assertThat(secondSocket.quotes()).hasSize(100);
        firstSocket.room = Integer.MAX_VALUE;
        flush();
        assertThat(firstSocket.quotes()).containsExactly(-1);
        assertThat(firstSocket.taken.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"system_message\":\"backlog\"",
                        "\"resume\":[{\"exchange\":\"binance\",\"contract_type\":\"spot\",\"interval\":\"1m\"",
                        "\"since\":{\"BTCUSDT\":" + FeedHarness.FIRST_OPEN_TIME_MS + "}}]");
    }

    @Test
    void shouldSayWhenItWasSentAlsoInWhatIsMadeGoodLater() {
        table.add(btc, first, SubscriptionTable.TIMESTAMPS);
        firstSocket.room = 0;
        for (int count = 1; count <= 20; count++) {
            open(btc, 0, count);
            open(eth, 0, 100 + count);
        }
        firstSocket.room = Integer.MAX_VALUE;
        flush();
        assertThat(firstSocket.quotes()).endsWith(120, 20);
        assertThat(firstSocket.text()).endsWith(",\"revision\":0,\"sent_time\":" + ReplayBed.NOW_NS + "}");
        assertThat(secondSocket.text()).doesNotContain("sent_time");
    }

    @Test
    void shouldSendNothingAfterAClosingFrameOfTheLibrary() {
        firstSocket.ownFrames.add(ByteBuffer.wrap(new byte[] {(byte) 0x88, 0}));
        sessions.takeOwnFrames(first);
        closed(btc, 0, 1);
        open(btc, 1, 2);
        sessions.reply(first, JsonOut.message("pong").frame());
        flush();
        assertThat(firstSocket.taken.toByteArray()).containsExactly(0x88, 0);
        assertThat(secondSocket.quotes()).containsExactly(-1, 2);
    }

    private void open(final int seriesId, final int minute, final int tradeCount) {
        final Candle candle = candle(seriesId, minute, tradeCount);
        fanout.open(candle);
        fanout.keep(candle);
    }

    private void closed(final int seriesId, final int minute, final int tradeCount) {
        final Candle candle = candle(seriesId, minute, tradeCount);
        candle.closed = true;
        candle.finality = Finality.EXCHANGE;
        fanout.closed(candle);
    }

    private static Candle candle(final int seriesId, final int minute, final int tradeCount) {
        final Candle candle = QuoteEncoderTest.example(seriesId);
        candle.openTimeMs += minute * FeedHarness.MINUTE_MS;
        candle.tradeCount = tradeCount;
        return candle;
    }

    private void flush() {
        sessions.flush(fanout::catchUp);
    }
}
