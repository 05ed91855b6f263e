package dev.wick.adapters.binance.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorException;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceStreamsTest {
    private static final String LIST = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}";

    private final ManualClock clock = new ManualClock(1_795_455_000_123L);
    private final WireOptions wire = new WireOptions().messagesPerSecond(1_000);
    private ExchangeSimulator binance;

    private SimClient connect(final String market, final String path) {
        binance = BinanceSimulator.start(
                new SimulatorOptions().market(market).symbols(4).clock(clock).wire(wire));
        return SimClient.connect(binance.wsUrl() + path);
    }

    @AfterEach
    void close() {
        if (binance != null) {
            binance.close();
        }
    }

    private static String request(final String method, final String... streams) {
        final String params = java.util.Arrays.stream(streams)
                .map(stream -> '"' + stream + '"')
                .collect(Collectors.joining(","));
        return "{\"method\":\"" + method + "\",\"params\":[" + params + "],\"id\":1}";
    }

    @Test
    void shouldAnswerRequestsAsDocumented() {
        try (SimClient client = connect("spot", "/stream")) {
            assertThat(client.ask(request("SUBSCRIBE", "btcusdt@kline_1m", "ethusdt@kline_1m")))
                    .isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[\"btcusdt@kline_1m\",\"ethusdt@kline_1m\"],\"id\":3}");
            assertThat(client.ask(request("UNSUBSCRIBE", "btcusdt@kline_1m", "never@kline_1m")))
                    .isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[\"ethusdt@kline_1m\"],\"id\":3}");
            assertThat(client.ask("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":2}"))
                    .isEqualTo("{\"result\":true,\"id\":2}");
            assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"abc-1\"}"))
                    .isEqualTo("{\"result\":[\"ethusdt@kline_1m\"],\"id\":\"abc-1\"}");
            assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":null}"))
                    .isEqualTo("{\"result\":[\"ethusdt@kline_1m\"],\"id\":null}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense | {"code":3,"msg":"Invalid JSON: expected ident at line 1 column 2"}
            x        | {"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}
            {"id":1} | {"code":2,"msg":"Invalid request: missing field `method` at line 1 column 8","id":1}
            {"method":"SUBSCRIBE","params":["a"],"id":{}} | {"code":2,"msg":"Invalid request: request ID must be an unsigned integer"}
            {"method":"SUBSCRIBE","params":"a","id":4} | {"code":2,"msg":"Invalid request: invalid type, expected a sequence for `params`","id":4}
            {"method":"SET_PROPERTY","params":["combined",1],"id":5} | {"code":1,"msg":"Invalid value type: expected Boolean","id":5}
            {"method":"SET_PROPERTY","params":["other",true],"id":5} | {"code":0,"msg":"Unknown property","id":5}
            {"method":"SET_PROPERTY","params":["combined",true,1],"id":5} | {"code":2,"msg":"Invalid request: too many parameters","id":5}
            """)
    void shouldRefuseBadRequestsWithTheDocumentedCode(final String sent, final String answer) {
        try (SimClient client = connect("spot", "/ws")) {
            assertThat(client.ask(sent)).isEqualTo(answer);
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[],\"id\":3}");
        }
    }

    @Test
    void shouldNameTheMethodThatItDoesNotKnow() {
        try (SimClient client = connect("spot", "/ws")) {
            assertThat(client.ask(request("SUBSCRIPE", "btcusdt@kline_1m")))
                    .startsWith(
                            "{\"code\":2,\"msg\":\"Invalid request: unknown variant `SUBSCRIPE`, expected one of `SUB")
                    .endsWith(",\"id\":1}");
        }
    }

    @Test
    void shouldChangeTheFormOfFramesAtOnceAndNeverWrapAnswers() {
        try (SimClient client = connect("spot", "/ws/btcusdt@kline_1s/ethusdt@kline_1s")) {
            assertThat(client.ask(LIST)).startsWith("{\"result\":[\"btcusdt");
            clock.advance(1_000);
            assertThat(client.awaitTexts(2, SimClient::isData)).allMatch(text -> text.startsWith("{\"e\":\"kline\""));
            assertThat(client.ask("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":5}"))
                    .isEqualTo("{\"result\":null,\"id\":5}");
            clock.advance(1_000);
            client.awaitTexts(2, text -> text.startsWith("{\"stream\":\""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "spot,/ws/btcusdt@kline_1s",
        "spot,/stream?streams=btcusdt@kline_1s/ethusdt@kline_1s",
        "spot,/stream?streams=btcusdt%40kline_1s",
        "usdm,/market/ws/btcusdt@kline_1m",
        "usdm,/market/stream?streams=btcusdt@kline_1m",
        "coinm,/ws/btcusd_perp@kline_1m",
        "coinm,/stream?streams=btcusd_perp@kline_1m",
        "coinm,/market/stream?streams=btcusd_perp@kline_1m"
    })
    void shouldDeliverOnEveryPathThatTheRealOneDeliversOn(final String market, final String path) {
        try (SimClient client = connect(market, path)) {
            client.ask(LIST);
            clock.advance(60_000);
            assertThat(client.awaitTexts(1, text -> text.contains("\"x\":true")))
                    .allMatch(text -> text.startsWith("{\"stream\":\"btcus") == path.contains("/stream")
                            || text.startsWith("{\"stream\":\"ethusdt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/stream", "/public/ws", "/private/stream"})
    void shouldAcknowledgeAndStaySilentOnUsdmPathsThatAreNotRoutedToTheMarket(final String path) {
        try (SimClient client = connect("usdm", path);
                SimClient other = SimClient.connect(binance.wsUrl() + "/market/ws/btcusdt@kline_1m")) {
            assertThat(client.ask(request("SUBSCRIBE", "btcusdt@kline_1m"))).isEqualTo("{\"result\":null,\"id\":1}");
            other.ask(LIST);
            clock.advance(180_000);
            other.awaitTexts(3, text -> text.contains("\"x\":true"));
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[\"btcusdt@kline_1m\"],\"id\":3}");
            assertThat(client.count(SimClient::isData)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "spot,NOSUCH@kline_1s",
        "spot,nosuch@kline_1s",
        "spot,BTCUSDT@kline_1s",
        "spot,luncusdt@kline_1s",
        "spot,btcusdt@kline_7s",
        "spot,btcusdt@trade",
        "coinm,btcusd_perp@kline_1s"
    })
    void shouldAcknowledgeAStreamThatDoesNotExistAndNeverDeliverIt(final String market, final String stream) {
        final String good = market.equals("spot") ? "ethusdt@kline_1m" : "ethusd_perp@kline_1m";
        try (SimClient client = connect(market, "/stream")) {
            assertThat(client.ask(request("SUBSCRIBE", stream, good))).isEqualTo("{\"result\":null,\"id\":1}");
            clock.advance(180_000);
            client.awaitTexts(3, text -> text.contains("\"x\":true"));
            assertThat(client.matching(SimClient::isData)).allMatch(text -> text.contains(good));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/market/ws", "/wss"})
    void shouldRefuseTheHandshakeOnAPathThatDoesNotExist(final String path) {
        assertThatThrownBy(() -> connect("spot", path))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void shouldRefuseMoreThan1024Streams() {
        try (SimClient client = connect("spot", "/ws")) {
            final String[] most = IntStream.range(0, BinanceStreams.MAX_STREAMS)
                    .mapToObj(i -> "s" + i + "usdt@kline_1m")
                    .toArray(String[]::new);
            assertThat(client.ask(request("SUBSCRIBE", most))).isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(client.ask(request("SUBSCRIBE", most))).isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(client.ask(request("SUBSCRIBE", "btcusdt@kline_1m")))
                    .isEqualTo("{\"code\":2,\"msg\":\"Invalid request: too many parameters\",\"id\":1}");
        }
    }

    @Test
    void shouldSendNothingMoreAfterUnsubscribing() {
        try (SimClient client = connect("spot", "/ws/btcusdt@kline_1s/ethusdt@kline_1s")) {
            client.ask(request("UNSUBSCRIBE", "btcusdt@kline_1s"));
            clock.advance(3_000);
            client.awaitTexts(3, text -> text.contains("\"x\":true"));
            assertThat(client.matching(SimClient::isData)).allMatch(text -> text.contains("ETHUSDT"));
        }
    }

    @Test
    void shouldSayThatAPortIsInUseAndWhatToDo() {
        try (SimClient client = connect("spot", "/ws")) {
            assertThat(client.ask(LIST)).isNotEmpty();
            assertThatThrownBy(() -> BinanceSimulator.start(new SimulatorOptions().wsPort(binance.wsPort())))
                    .isInstanceOf(SimulatorException.class)
                    .hasMessageContaining("WebSocket")
                    .hasMessageContaining(":" + binance.wsPort() + ": the port is in use");
            assertThatThrownBy(() -> BinanceSimulator.start(new SimulatorOptions().restPort(binance.restPort())))
                    .isInstanceOf(SimulatorException.class)
                    .hasMessageContaining("REST")
                    .hasMessageContaining(":" + binance.restPort() + ": the port is in use");
        }
    }

    @Test
    void shouldNameTheMarketsThatThereAre() {
        assertThatThrownBy(() -> BinanceSimulator.start(new SimulatorOptions().market("options")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"options\"")
                .hasMessageContaining("spot, usdm, coinm");
    }
}
