package dev.wick.adapters.binance.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinanceFaultsTest {
    private static final String LIST = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}";
    private static final String BTC = "/ws/btcusdt@kline_1s";
    private static final int BARS = 200;

    private final ManualClock clock = new ManualClock(1_795_455_000_123L);
    private ExchangeSimulator binance;

    private SimClient connect(final String path, final FaultPlan faults) {
        binance = BinanceSimulator.start(new SimulatorOptions()
                .symbols(3)
                .clock(clock)
                .faults(faults)
                .wire(new WireOptions().messagesPerSecond(1_000)));
        return SimClient.connect(binance.wsUrl() + path);
    }

    @AfterEach
    void close() {
        binance.close();
    }

    /** Lets so many seconds pass, one after the other, and waits until they are made. */
    private void pass(final int seconds) {
        final long before = binance.ledger().closedCount();
        clock.advance(1_000L * seconds);
        await().atMost(Duration.ofSeconds(20)).until(() -> binance.ledger().closedCount() >= before + seconds);
    }

    /** All that was sent before this is answered has come by then. */
    private static List<String> received(final SimClient client) {
        client.ask(LIST);
        return client.matching(SimClient::isData);
    }

    @Test
    void shouldRepeatFrames() {
        try (SimClient client = connect(BTC, FaultPlan.seeded(1).chance(Fault.REPEAT, 0.1))) {
            client.ask(LIST);
            pass(BARS);
            final List<String> frames = received(client);
            int repeated = 0;
            for (int i = 1; i < frames.size(); i++) {
                repeated += frames.get(i).equals(frames.get(i - 1)) ? 1 : 0;
            }
            assertThat(repeated).isPositive().isEqualTo((int) binance.ledger().count(Fault.REPEAT));
            assertThat(new HashSet<>(frames)).hasSize(frames.size() - repeated);
            assertThat(binance.ledger().framesSent()).isEqualTo(frames.size());
        }
    }

    @Test
    void shouldSwapFramesAndLoseNone() {
        try (SimClient client = connect(BTC, FaultPlan.seeded(1).chance(Fault.REORDER, 0.1))) {
            client.ask(LIST);
            pass(BARS);
            binance.faults().chance(Fault.REORDER, 0);
            pass(2);
            final List<Frame> frames = received(client).stream().map(Frame::of).toList();
            int backwards = 0;
            for (int i = 1; i < frames.size(); i++) {
                backwards += frames.get(i).eventTimeMs() < frames.get(i - 1).eventTimeMs() ? 1 : 0;
            }
            assertThat(backwards).isPositive().isLessThanOrEqualTo((int)
                    binance.ledger().count(Fault.REORDER));
            assertThat(frames.stream().filter(Frame::closed)).hasSize(BARS + 2);
        }
    }

    @Test
    void shouldDelayFramesAndLoseNone() {
        final FaultPlan faults = FaultPlan.seeded(1).chance(Fault.DELAY, 0.1).delayMs(20);
        try (SimClient client = connect(BTC, faults)) {
            client.ask(LIST);
            pass(BARS);
            client.awaitTexts(BARS, text -> text.contains("\"x\":true"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            client.count(SimClient::isData) == binance.ledger().framesSent());
            final List<String> frames = client.matching(SimClient::isData);
            final List<String> sorted = frames.stream()
                    .sorted(java.util.Comparator.comparing(
                            text -> Frame.of(text).eventTimeMs()))
                    .toList();
            assertThat(binance.ledger().count(Fault.DELAY)).isPositive();
            assertThat(frames).isNotEqualTo(sorted).hasSameSizeAs(new HashSet<>(frames));
        }
    }

    @Test
    void shouldGarbleFramesBeyondRecognition() {
        try (SimClient client = connect(BTC, FaultPlan.seeded(1).chance(Fault.GARBLE, 0.2))) {
            client.ask(LIST);
            pass(BARS);
            client.ask("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":9}");
            await().atMost(Duration.ofSeconds(20)).until(() -> client.count(text -> text.endsWith("\"id\":9}")) == 1);
            final List<String> garbled = client.matching(text -> !isWhole(text));
            assertThat(garbled).isNotEmpty().hasSize((int) binance.ledger().count(Fault.GARBLE));
            final List<MadeCandle> made = binance.ledger().closed("BTCUSDT", Interval.S1);
            assertThat(made.stream().filter(MadeCandle::sentClosed).count())
                    .isEqualTo(client.count(text -> isWhole(text) && text.contains("\"x\":true")))
                    .isLessThan(BARS);
        }
    }

    private static boolean isWhole(final String text) {
        try {
            dev.wick.adapters.sim.JsonText.read(text);
            return true;
        } catch (final dev.wick.adapters.sim.JsonText.Malformed e) {
            return false;
        }
    }

    @Test
    void shouldWithholdClosedFramesAndSaySo() {
        try (SimClient client = connect(BTC, FaultPlan.seeded(1).chance(Fault.WITHHOLD_CLOSED, 0.2))) {
            client.ask(LIST);
            pass(BARS);
            final List<Frame> closed = received(client).stream()
                    .map(Frame::of)
                    .filter(Frame::closed)
                    .toList();
            final List<Long> sent = binance.ledger().closed("BTCUSDT", Interval.S1).stream()
                    .filter(MadeCandle::sentClosed)
                    .map(MadeCandle::openTimeMs)
                    .toList();
            assertThat(closed.stream().map(Frame::openTimeMs).toList()).isEqualTo(sent);
            assertThat(sent).hasSize(BARS - (int) binance.ledger().count(Fault.WITHHOLD_CLOSED));
            assertThat(sent.size()).isLessThan(BARS);
            assertThat(binance.ledger().closedSentCount()).isEqualTo(sent.size());
        }
    }

    @Test
    void shouldSendAClosedBarWronglyFirstAndThenAsItIs() {
        try (SimClient client = connect(BTC, FaultPlan.seeded(1).chance(Fault.REVISE_CLOSED, 0.2))) {
            client.ask(LIST);
            pass(BARS);
            final List<Frame> closed = received(client).stream()
                    .map(Frame::of)
                    .filter(Frame::closed)
                    .toList();
            final int revised = (int) binance.ledger().count(Fault.REVISE_CLOSED);
            assertThat(revised).isPositive();
            assertThat(closed).hasSize(BARS + revised);
            final List<MadeCandle> made = binance.ledger().closed("BTCUSDT", Interval.S1);
            int at = 0;
            for (final MadeCandle candle : made) {
                while (at + 1 < closed.size() && closed.get(at + 1).openTimeMs() == candle.openTimeMs()) {
                    assertThat(closed.get(at).n()).isEqualTo(Long.toString(candle.trades() + 1));
                    at++;
                }
                assertThat(closed.get(at).n()).isEqualTo(Long.toString(candle.trades()));
                assertThat(new java.math.BigDecimal(closed.get(at).v())).isEqualByComparingTo(candle.baseVolume());
                at++;
            }
        }
    }

    @Test
    void shouldCutOneConnectionOrAllAndGoOnMakingBars() {
        try (SimClient oldest = connect(BTC, FaultPlan.none());
                SimClient second = SimClient.connect(binance.wsUrl() + BTC);
                SimClient third = SimClient.connect(binance.wsUrl() + BTC)) {
            oldest.ask(LIST);
            second.ask(LIST);
            third.ask(LIST);
            binance.faults().disconnectOne();
            oldest.awaitEnd();
            pass(2);
            second.awaitTexts(2, text -> text.contains("\"x\":true"));
            binance.faults().disconnectAll();
            second.awaitEnd();
            third.awaitEnd();
            assertThat(binance.ledger().count(Fault.DISCONNECT)).isEqualTo(3);
            pass(3);
            final List<MadeCandle> made = binance.ledger().closed("BTCUSDT", Interval.S1);
            assertThat(made.stream().map(MadeCandle::sentClosed)).containsExactly(true, true, false, false, false);
        }
    }

    @Test
    void shouldSendNothingWhileSilentAndRecoverAfterwards() {
        try (SimClient client = connect(BTC, FaultPlan.none())) {
            client.ask(LIST);
            binance.faults().goSilent(2_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                clock.advance(1_000);
                return client.count(text -> text.contains("\"x\":true")) >= 3
                        && binance.ledger().count(Fault.SILENCE) > 0;
            });
            assertThat(binance.ledger().closedSentCount())
                    .isLessThan(binance.ledger().closedCount());
        }
    }

    @Test
    void shouldRefuseASymbolAndLeaveTheOthersAlone() {
        final FaultPlan faults = FaultPlan.none().refuseSymbol("BTCUSDT");
        try (SimClient client = connect("/ws", faults)) {
            final String both =
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@kline_1s\",\"btcusdt@kline_1s\"],\"id\":1}";
            assertThat(client.ask(both))
                    .isEqualTo(
                            "{\"code\":2,\"msg\":\"Invalid request: stream `btcusdt@kline_1s` is refused\",\"id\":1}");
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[],\"id\":3}");
            faults.acceptSymbol("BTCUSDT");
            assertThat(client.ask(both)).isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(binance.ledger().count(Fault.REFUSE)).isEqualTo(1);
        }
    }

    @Test
    void shouldObeyWithoutAnswerWhenAcknowledgementsAreWithheld() {
        final FaultPlan faults = FaultPlan.none().withholdAcks(true);
        try (SimClient client = connect("/ws", faults)) {
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1s\"],\"id\":1}");
            await().atMost(Duration.ofSeconds(20)).until(() -> binance.ledger().count(Fault.WITHHOLD_ACK) == 1);
            pass(1);
            client.awaitTexts(1, SimClient::isData);
            faults.withholdAcks(false);
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[\"btcusdt@kline_1s\"],\"id\":3}");
        }
    }

    @Test
    void shouldAcceptHalfASubscription() {
        final FaultPlan faults = FaultPlan.none().muteSymbol("BTCUSDT");
        try (SimClient client = connect("/ws/btcusdt@kline_1s/ethusdt@kline_1s", faults)) {
            assertThat(client.ask(LIST)).contains("btcusdt@kline_1s");
            pass(4);
            client.awaitTexts(2, text -> text.contains("\"x\":true"));
            assertThat(received(client)).allMatch(text -> text.contains("ETHUSDT"));
            faults.unmuteSymbol("BTCUSDT").chance(Fault.HALF_ACCEPT, 1);
            client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"bnbusdt@kline_1s\"],\"id\":1}");
            pass(4);
            client.awaitTexts(2, text -> text.contains("\"x\":true") && text.contains("BTCUSDT"));
            assertThat(received(client)).noneMatch(text -> text.contains("BNBUSDT"));
            assertThat(binance.ledger().count(Fault.HALF_ACCEPT)).isPositive();
        }
    }

    @Test
    void shouldAnnounceAShutdownInTheFormOfTheConnection() {
        try (SimClient raw = connect("/ws", FaultPlan.none());
                SimClient combined = SimClient.connect(binance.wsUrl() + "/stream")) {
            raw.ask(LIST);
            combined.ask(LIST);
            binance.faults().serverShutdown();
            final String event = "{\"e\":\"serverShutdown\",\"E\":" + clock.time() + "}";
            assertThat(raw.awaitTexts(1, text -> text.contains("serverShutdown")))
                    .containsExactly(event);
            assertThat(combined.awaitTexts(1, text -> text.contains("serverShutdown")))
                    .containsExactly("{\"stream\":\"!serverShutdown\",\"data\":" + event + "}");
        }
    }

    @Test
    void shouldAnswerRestWronglyAsOftenAsAsked() {
        try (SimClient client = connect("/ws", FaultPlan.none())) {
            client.ask(LIST);
            binance.faults()
                    .answerRest(RestFault.Kind.TOO_MANY_REQUESTS, 2, 7)
                    .answerRest(RestFault.Kind.BANNED, 1, 120)
                    .answerRest(RestFault.Kind.SERVER_ERROR, 1, 0)
                    .answerRest(RestFault.Kind.HTML, 1, 0);
            final String time = binance.restUrl() + "/api/v3/time";
            final HttpResponse<String> limited = SimClient.get(time);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
            assertThat(limited.body()).startsWith("{\"code\":-1003,");
            assertThat(SimClient.get(time).statusCode()).isEqualTo(429);
            final HttpResponse<String> banned = SimClient.get(time);
            assertThat(banned.statusCode()).isEqualTo(418);
            assertThat(banned.headers().firstValue("Retry-After")).hasValue("120");
            assertThat(SimClient.get(time).statusCode()).isEqualTo(500);
            assertThat(SimClient.get(time).body()).startsWith("<html>");
            assertThat(SimClient.get(time).body()).startsWith("{\"serverTime\":");
            binance.faults().restDelayMs(100);
            final long beforeNs = System.nanoTime();
            assertThat(SimClient.get(time).statusCode()).isEqualTo(200);
            assertThat(System.nanoTime() - beforeNs).isGreaterThan(90_000_000L);
            assertThat(binance.ledger().count(Fault.REST)).isEqualTo(6);
        }
    }
}
