package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.ops.Metric;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exchange on a bad day: in the end every closed candle was delivered, in its last version. */
@Timeout(90)
class FaultyExchangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SYMBOLS = 40;

    private final FaultPlan faults = FaultPlan.seeded(11);
    private final SimulatedExchange exchange = Simulators.start(
            Exchange.BINANCE,
            new SimulatorOptions()
                    .symbols(SYMBOLS)
                    .updatesPerSecond(10 * SYMBOLS)
                    .closedEvery(Interval.M1, 300)
                    .faults(faults));
    /** By symbol and open time, the versions of every closed candle in the order in which they came. */
    private final Map<String, Map<Long, List<Map<String, Object>>>> received = new HashMap<>();

    private Connector engine;
    private Subscriber subscriber;

    @BeforeEach
    void subscribe() {
        engine = new EngineUnderTest()
                .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                .with("CONNECTOR_ACK_TIMEOUT", "1.0")
                .with("CONNECTOR_NO_DATA_TIMEOUT", "1.0")
                .launch();
        subscriber = new Subscriber(engine.feedUri());
    }

    @AfterEach
    void stop() {
        subscriber.close();
        engine.close();
        exchange.close();
    }

    private void subscribeToAll() {
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}");
    }

    @Test
    void shouldPutUpWithFramesThatComeLateAndInDisorder() {
        faults.chance(Fault.REORDER, 0.2).chance(Fault.DELAY, 0.1).delayMs(300);
        subscribeToAll();
        awaitClosedOfEach(6);
        assertComplete();
        assertThat(exchange.ledger().count(Fault.REORDER)).isPositive();
        assertThat(exchange.ledger().count(Fault.DELAY)).isPositive();
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isZero();
    }

    @Test
    void shouldFetchClosedCandlesThatWereNeverSent() {
        faults.chance(Fault.WITHHOLD_CLOSED, 0.1);
        subscribeToAll();
        awaitClosedOfEach(6);
        faults.chance(Fault.WITHHOLD_CLOSED, 0);
        assertComplete();
        assertThat(exchange.ledger().count(Fault.WITHHOLD_CLOSED)).isPositive();
        assertThat(engine.metrics().total(Metric.GAP_CANDLES_REPAIRED)).isPositive();
        await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.GAP_CANDLES_MISSING) == 0);
        assertThat(subscriber.messages("quote")).anySatisfy(quote -> {
            assertThat(quote.get("source")).isEqualTo("backfill");
            assertThat(quote.get("finality")).isEqualTo("rest");
            assertThat(quote.get("is_closed_candle")).isEqualTo(true);
        });
    }

    @Test
    void shouldReadWhatIsReadableAmongGarbledFramesAndFetchTheRest() {
        faults.chance(Fault.GARBLE, 0.1);
        subscribeToAll();
        awaitClosedOfEach(6);
        faults.chance(Fault.GARBLE, 0);
        assertComplete();
        assertThat(exchange.ledger().count(Fault.GARBLE)).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                (long) engine.metrics().value(Metric.FRAMES, "binance", "spot", "garbled"))
                        .isEqualTo(exchange.ledger().count(Fault.GARBLE)));
    }

    @Test
    void shouldPublishACandleThatIsClosedAgainWithOtherValuesAsARevision() {
        faults.chance(Fault.REVISE_CLOSED, 0.3);
        subscribeToAll();
        awaitClosedOfEach(6);
        assertComplete();
        assertThat(exchange.ledger().count(Fault.REVISE_CLOSED)).isPositive();
        assertThat(engine.metrics().total(Metric.REVISIONS)).isPositive();
        assertThat(received.values().stream().flatMap(candles -> candles.values().stream()))
                .anySatisfy(versions -> assertThat(versions).hasSize(2));
    }

    @Test
    void shouldFetchWhatTheExchangeMissedSayingInItsSilence() {
        subscribeToAll();
        awaitClosedOfEach(2);
        final long framesBefore = exchange.ledger().count(Fault.SILENCE);
        faults.goSilent(2_000);
        await().atMost(PATIENCE).until(() -> exchange.ledger().count(Fault.SILENCE) > framesBefore + SYMBOLS);
        faults.disconnectAll();
        final int before = fewestClosed();
        await().atMost(PATIENCE).until(() -> fewestClosed() >= before + 6);
        assertComplete();
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isPositive();
    }

    @Test
    void shouldDialAgainWhenASubscriptionIsNotAcknowledged() {
        faults.withholdAcks(true);
        exchange.symbols().forEach(faults::muteSymbol);
        subscribeToAll();
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().value(Metric.CONNECTION_ERRORS, "binance", "spot", "ack_timeout") >= 1);
        faults.withholdAcks(false);
        exchange.symbols().forEach(faults::unmuteSymbol);
        awaitClosedOfEach(4);
        assertComplete();
    }

    @Test
    void shouldTakeCandlesForTheAcknowledgementThatDoesNotCome() {
        faults.withholdAcks(true);
        subscribeToAll();
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().value(Metric.SERIES_SETS, "binance", "spot", "acknowledged") == SYMBOLS);
        awaitClosedOfEach(4);
        assertComplete();
        assertThat(engine.metrics().total(Metric.CONNECTION_ERRORS)).isZero();
    }

    @Test
    void shouldDialAgainWhenASubscriptionIsAcknowledgedAndNothingComes() {
        exchange.symbols().forEach(faults::muteSymbol);
        subscribeToAll();
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().value(Metric.CONNECTION_ERRORS, "binance", "spot", "no_data") >= 1);
        exchange.symbols().forEach(faults::unmuteSymbol);
        awaitClosedOfEach(4);
        assertComplete();
    }

    @Test
    void shouldMoveToANewConnectionBeforeTheExchangeShutsDown() {
        subscribeToAll();
        awaitClosedOfEach(2);
        faults.serverShutdown();
        await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.RECONNECTIONS) == 1);
        final int before = fewestClosed();
        await().atMost(PATIENCE).until(() -> fewestClosed() >= before + 4);
        assertComplete();
        assertThat(engine.metrics().total(Metric.CONNECTION_ERRORS)).isZero();
    }

    @Test
    void shouldKeepAskingWhenRestRefusesAndFails() {
        subscribeToAll();
        awaitClosedOfEach(2);
        faults.answerRest(RestFault.Kind.SERVER_ERROR, 3, 0).answerRest(RestFault.Kind.TOO_MANY_REQUESTS, 1, 1);
        faults.answerRest(RestFault.Kind.HTML, 3, 0);
        faults.chance(Fault.WITHHOLD_CLOSED, 0.1);
        await().atMost(PATIENCE).until(() -> exchange.ledger().count(Fault.REST) >= 7);
        faults.chance(Fault.WITHHOLD_CLOSED, 0);
        final int before = fewestClosed();
        await().atMost(PATIENCE).until(() -> fewestClosed() >= before + 2);
        assertComplete();
        assertThat(engine.metrics().value(Metric.REST_BACKFILLS, "binance", "spot", "error"))
                .isPositive();
    }

    @Test
    void shouldTellWhoAskedOfASymbolThatTheExchangeRefusesAndServeTheOthers() {
        faults.refuseSymbol("ETHUSDT");
        subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"ETHUSDT\"]}");
        await().atMost(PATIENCE).until(() -> !subscriber.messages("error").isEmpty());
        assertThat(subscriber.messages("error").get(0)).satisfies(error -> {
            assertThat(error.get("symbols")).isEqualTo(List.of("ETHUSDT"));
            assertThat((String) error.get("exchange_message")).contains("ethusdt");
        });
        try (Subscriber other = new Subscriber(engine.feedUri())) {
            other.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
            await().atMost(PATIENCE).until(() -> other.closedQuotes("BTCUSDT").size() >= 2);
        }
    }

    private void collect() {
        received.clear();
        for (final Map<String, Object> quote : subscriber.messages("quote")) {
            if (Boolean.TRUE.equals(quote.get("is_closed_candle"))) {
                received.computeIfAbsent((String) quote.get("symbol"), s -> new HashMap<>())
                        .computeIfAbsent(number(quote, "open_time"), t -> new ArrayList<>())
                        .add(quote);
            }
        }
    }

    private int fewestClosed() {
        collect();
        return exchange.symbols().stream()
                .mapToInt(symbol -> received.getOrDefault(symbol, Map.of()).size())
                .min()
                .orElseThrow();
    }

    private void awaitClosedOfEach(final int count) {
        await().atMost(PATIENCE).until(() -> fewestClosed() >= count);
    }

    /** From the first closed candle of each symbol on, nothing is missing, and the last version is what was made. */
    private void assertComplete() {
        final long untilMs = exchange.timeMs();
        await().atMost(PATIENCE).untilAsserted(() -> {
            collect();
            for (final String symbol : exchange.symbols()) {
                final Map<Long, List<Map<String, Object>>> candles = received.getOrDefault(symbol, Map.of());
                final long firstMs = candles.keySet().stream()
                        .mapToLong(openTimeMs -> openTimeMs)
                        .min()
                        .orElse(0);
                for (final MadeCandle made : exchange.ledger().closed(symbol, Interval.M1)) {
                    if (made.openTimeMs() >= firstMs && made.closeTimeMs() < untilMs) {
                        assertExact(candles.get(made.openTimeMs()), made);
                    }
                }
            }
        });
        assertThat(engine.metrics().total(Metric.HANDLER_ERRORS)).isZero();
        assertThat(subscriber.closeCode()).isEqualTo(-1);
    }

    private static void assertExact(final List<Map<String, Object>> versions, final MadeCandle made) {
        assertThat(versions).as("%s", made).isNotEmpty();
        for (int revision = 0; revision < versions.size(); revision++) {
            assertThat(number(versions.get(revision), "revision")).isEqualTo(revision);
        }
        final Map<String, Object> last = versions.get(versions.size() - 1);
        assertThat(decimal(last, "open")).as("%s", made).isEqualByComparingTo(made.open());
        assertThat(decimal(last, "high")).as("%s", made).isEqualByComparingTo(made.high());
        assertThat(decimal(last, "low")).as("%s", made).isEqualByComparingTo(made.low());
        assertThat(decimal(last, "close")).as("%s", made).isEqualByComparingTo(made.close());
        assertThat(decimal(last, "volume")).as("%s", made).isEqualByComparingTo(made.baseVolume());
        assertThat(number(last, "trade_num")).as("%s", made).isEqualTo(made.trades());
    }

    private static long number(final Map<String, Object> message, final String field) {
        return ((Number) message.get(field)).longValue();
    }

    private static BigDecimal decimal(final Map<String, Object> message, final String field) {
        return new BigDecimal(message.get(field).toString());
    }
}
