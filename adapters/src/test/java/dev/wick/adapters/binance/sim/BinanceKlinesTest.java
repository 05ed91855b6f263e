package dev.wick.adapters.binance.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatorOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceKlinesTest {
    private static final long START_MS = 1_795_455_000_123L;

    private final ManualClock clock = new ManualClock(START_MS);

    private SimulatorOptions options(final String market) {
        return new SimulatorOptions().market(market).symbols(31).clock(clock);
    }

    private static String subscribe(final List<String> symbols, final String interval) {
        final List<String> names = symbols.stream()
                .map(symbol -> '"' + symbol.toLowerCase(Locale.ROOT) + "@kline_" + interval + '"')
                .toList();
        return "{\"method\":\"SUBSCRIBE\",\"params\":[" + String.join(",", names) + "],\"id\":1}";
    }

    @ParameterizedTest
    @CsvSource({"spot,1s,'',/api/v3", "spot,1m,'',/api/v3", "usdm,1m,/market,/fapi/v1", "coinm,1m,'',/dapi/v1"})
    void shouldStreamWhatRestAndLedgerSay(
            final String market, final String interval, final String route, final String rest) {
        try (ExchangeSimulator binance = BinanceSimulator.start(options(market));
                SimClient client = SimClient.connect(binance.wsUrl() + route + "/stream")) {
            assertThat(client.ask(subscribe(binance.symbols(), interval))).isEqualTo("{\"result\":null,\"id\":1}");
            final int bars = 3;
            clock.advance(interval.equals("1s") ? 3_000 : 180_000);
            client.awaitTexts(bars * binance.symbols().size(), text -> text.contains("\"x\":true"));
            for (final String symbol : binance.symbols()) {
                final List<Frame> closed = client.matching(text -> text.contains("\"x\":true")).stream()
                        .map(Frame::of)
                        .filter(frame -> frame.symbol().equals(symbol))
                        .toList();
                final String url = binance.restUrl() + rest + "/klines?symbol="
                        + java.net.URLEncoder.encode(symbol, java.nio.charset.StandardCharsets.UTF_8) + "&interval="
                        + interval + "&limit=4";
                final List<?> rows = Frame.rows(SimClient.get(url).body());
                assertThat(rows).hasSize(4);
                final List<MadeCandle> made =
                        binance.ledger().closed(symbol, Interval.of(interval).orElseThrow());
                assertThat(made).hasSize(bars);
                for (int i = 0; i < bars; i++) {
                    assertThat(Frame.ofRow(closed.get(i), rows.get(i))).isEqualTo(closed.get(i));
                    assertMade(made.get(i), closed.get(i));
                }
            }
        }
    }

    private static void assertMade(final MadeCandle made, final Frame frame) {
        assertThat(made.sentClosed()).isTrue();
        assertThat(made.openTimeMs()).isEqualTo(frame.openTimeMs());
        assertThat(made.open()).isEqualByComparingTo(new BigDecimal(frame.open()));
        assertThat(made.high()).isEqualByComparingTo(new BigDecimal(frame.high()));
        assertThat(made.low()).isEqualByComparingTo(new BigDecimal(frame.low()));
        assertThat(made.close()).isEqualByComparingTo(new BigDecimal(frame.close()));
        assertThat(made.contracts() == null ? made.baseVolume() : made.contracts())
                .isEqualByComparingTo(new BigDecimal(frame.v()));
        assertThat(made.contracts() == null ? made.quoteVolume() : made.baseVolume())
                .isEqualByComparingTo(new BigDecimal(frame.q()));
        assertThat(Long.toString(made.trades())).isEqualTo(frame.n());
    }

    @Test
    void shouldMakeTheSameMarketOfTheSameSeedAndClock() {
        assertThat(run(5)).isEqualTo(run(5)).isNotEqualTo(run(6));
    }

    private static List<String> run(final long seed) {
        final ManualClock ownClock = new ManualClock(START_MS);
        final SimulatorOptions options =
                new SimulatorOptions().symbols(3).seed(seed).clock(ownClock);
        try (ExchangeSimulator binance = BinanceSimulator.start(options);
                SimClient client = SimClient.connect(binance.wsUrl() + "/ws")) {
            client.ask(subscribe(binance.symbols(), "1s"));
            ownClock.advance(20_000);
            client.awaitTexts(60, text -> text.contains("\"x\":true"));
            return client.matching(SimClient::isData);
        }
    }

    @Test
    void shouldPushABarWithoutTradesOnlyWhenItClosesAndWithItsPredecessorsPrice() {
        try (ExchangeSimulator binance = BinanceSimulator.start(options("spot").updatesPerSecond(3));
                SimClient client = SimClient.connect(binance.wsUrl() + "/ws/btcusdt@kline_1s")) {
            client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            clock.advance(100_000);
            client.awaitTexts(100, text -> text.contains("\"x\":true"));
            final List<Frame> frames =
                    client.matching(SimClient::isData).stream().map(Frame::of).toList();
            final List<Frame> empty =
                    frames.stream().filter(frame -> frame.n().equals("0")).toList();
            assertThat(empty).hasSizeGreaterThan(50).allMatch(Frame::closed);
            for (int i = 1; i < frames.size(); i++) {
                final Frame frame = frames.get(i);
                if (frame.n().equals("0")) {
                    final String before = frames.get(i - 1).close();
                    assertThat(List.of(frame.open(), frame.high(), frame.low(), frame.close()))
                            .containsOnly(before);
                    assertThat(List.of(frame.v(), frame.q(), frame.takerV(), frame.takerQ()))
                            .containsOnly("0.00000000");
                }
            }
            assertThat(client.matching(text -> text.contains("\"n\":0,")))
                    .allMatch(text -> text.contains("\"f\":-1,\"L\":-1,"));
        }
    }

    @Test
    void shouldCloseALongBarAsSoonAsAsked() {
        final SimulatorOptions options = options("spot").closedEvery(Interval.H1, 100);
        try (ExchangeSimulator binance = BinanceSimulator.start(options);
                SimClient client = SimClient.connect(binance.wsUrl() + "/ws/btcusdt@kline_1h")) {
            client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            clock.advance(1_000);
            client.awaitTexts(10, text -> text.contains("\"x\":true"));
            assertThat(binance.timeMs()).isEqualTo(START_MS + 10 * 3_600_000L);
        }
    }

    @Test
    void shouldWriteFramesAsTheyWereRecorded() {
        assertThat(frame("spot", "/stream", "btcusdt@kline_1m"))
                .matches(
                        "\\{\"stream\":\"btcusdt@kline_1m\",\"data\":\\{\"e\":\"kline\",\"E\":\\d{13},\"s\":\"BTCUSDT\","
                                + "\"k\":\\{\"t\":\\d{13},\"T\":\\d{13},\"s\":\"BTCUSDT\",\"i\":\"1m\",\"f\":\\d+,\"L\":\\d+,"
                                + "\"o\":\"\\d+\\.\\d{8}\",\"c\":\"\\d+\\.\\d{8}\",\"h\":\"\\d+\\.\\d{8}\",\"l\":\"\\d+\\.\\d{8}\","
                                + "\"v\":\"\\d+\\.\\d{8}\",\"n\":\\d+,\"x\":true,\"q\":\"\\d+\\.\\d{8}\",\"V\":\"\\d+\\.\\d{8}\","
                                + "\"Q\":\"\\d+\\.\\d{8}\",\"B\":\"0\"}}}");
        assertThat(frame("coinm", "/ws", "btcusd_perp@kline_1m"))
                .matches("\\{\"e\":\"kline\",\"E\":\\d{13},\"s\":\"BTCUSD_PERP\","
                        + "\"k\":\\{\"t\":\\d{13},\"T\":\\d{13},\"s\":\"BTCUSD_PERP\",\"i\":\"1m\",\"f\":\\d+,\"L\":\\d+,"
                        + "\"o\":\"\\d+\\.\\d\",\"c\":\"\\d+\\.\\d\",\"h\":\"\\d+\\.\\d\",\"l\":\"\\d+\\.\\d\","
                        + "\"v\":\"\\d+\",\"n\":\\d+,\"x\":true,\"q\":\"\\d+\\.\\d{8}\",\"V\":\"\\d+\","
                        + "\"Q\":\"\\d+\\.\\d{8}\",\"B\":\"0\"}}");
        assertThat(frame("usdm", "/market/ws", "btcusdt@kline_1m"))
                .matches("\\{\"e\":\"kline\",\"E\":\\d{13},\"s\":\"BTCUSDT\",\"k\":\\{\"t\":\\d{13}, \"T\":\\d{13}, "
                        + "\"s\":\"BTCUSDT\", \"i\":\"1m\", \"f\":\\d+, \"L\":\\d+, \"o\":\"\\d+\\.\\d\\d\", .*, "
                        + "\"x\":true, .*, \"B\":\"0\"}}");
    }

    private String frame(final String market, final String path, final String stream) {
        try (ExchangeSimulator binance = BinanceSimulator.start(options(market));
                SimClient client = SimClient.connect(binance.wsUrl() + path)) {
            client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + stream + "\"],\"id\":1}");
            clock.advance(60_000);
            return client.awaitTexts(1, text -> text.contains("\"x\":true")).get(0);
        }
    }

    @Test
    void shouldKeepToTheRealCadenceIfAsked() {
        final SimulatorOptions options = options("usdm").updatesPerSecond(3_100);
        options.wire().pushEveryMs(-1);
        try (ExchangeSimulator binance = BinanceSimulator.start(options);
                SimClient client = SimClient.connect(binance.wsUrl() + "/market/ws/btcusdt@kline_1m")) {
            client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            clock.advance(60_000);
            final List<Frame> frames = client.awaitTexts(200, SimClient::isData).stream()
                    .map(Frame::of)
                    .filter(frame -> !frame.closed())
                    .toList();
            for (int i = 1; i < frames.size(); i++) {
                assertThat(frames.get(i).eventTimeMs() - frames.get(i - 1).eventTimeMs())
                        .isGreaterThanOrEqualTo(250);
            }
        }
    }
}
