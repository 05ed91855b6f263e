package dev.wick.adapters.binance.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceRestTest {
    private static final long START_MS = 1_795_455_000_123L;
    private static final long MINUTE_MS = 60_000L;
    private static final long DAY_MS = 86_400_000L;
    private static final long OPEN_MS = START_MS / MINUTE_MS * MINUTE_MS;

    private final ManualClock clock = new ManualClock(START_MS);
    private ExchangeSimulator binance;

    private void start(final String market, final WireOptions wire) {
        binance = BinanceSimulator.start(
                new SimulatorOptions().market(market).symbols(31).clock(clock).wire(wire));
    }

    @AfterEach
    void close() {
        binance.close();
    }

    private HttpResponse<String> get(final String pathAndQuery) {
        return SimClient.get(binance.restUrl() + pathAndQuery);
    }

    private List<Long> openTimes(final String pathAndQuery) {
        final HttpResponse<String> response = get(pathAndQuery);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Frame.rows(response.body()).stream()
                .map(row -> Long.valueOf(Frame.text(((List<?>) row).get(0))))
                .toList();
    }

    @Test
    void shouldTellTheTimeAndAnswerPings() {
        start("spot", new WireOptions());
        assertThat(get("/api/v3/time").body()).isEqualTo("{\"serverTime\":" + START_MS + "}");
        assertThat(get("/api/v3/ping").body()).isEqualTo("{}");
        assertThat(get("/fapi/v1/time").statusCode()).isEqualTo(404);
        assertThat(get("/api/v3/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldGiveTheMostRecentRowsUnlessAStartIsGiven() {
        start("spot", new WireOptions());
        final String klines = "/api/v3/klines?symbol=BTCUSDT&interval=1m";
        assertThat(openTimes(klines)).hasSize(500).endsWith(OPEN_MS);
        assertThat(openTimes(klines + "&limit=5000")).hasSize(1_000);
        assertThat(openTimes(klines + "&limit=2")).containsExactly(OPEN_MS - MINUTE_MS, OPEN_MS);
        assertThat(openTimes(klines + "&limit=2&endTime=" + (OPEN_MS - MINUTE_MS)))
                .containsExactly(OPEN_MS - 2 * MINUTE_MS, OPEN_MS - MINUTE_MS);
        final String range = "&startTime=" + (OPEN_MS - 3 * MINUTE_MS) + "&endTime=" + (OPEN_MS - MINUTE_MS);
        assertThat(openTimes(klines + range))
                .containsExactly(OPEN_MS - 3 * MINUTE_MS, OPEN_MS - 2 * MINUTE_MS, OPEN_MS - MINUTE_MS);
        assertThat(openTimes(klines + range + "&limit=1")).containsExactly(OPEN_MS - 3 * MINUTE_MS);
        assertThat(openTimes(klines + "&startTime=" + (START_MS + DAY_MS))).isEmpty();
    }

    @Test
    void shouldGiveTheNewestRowsOfARangeOnCoinmAndRefuseMoreThan200Days() {
        start("coinm", new WireOptions());
        final String klines = "/dapi/v1/klines?symbol=BTCUSD_PERP&interval=1m";
        final String range = "&startTime=" + (OPEN_MS - 3 * MINUTE_MS) + "&endTime=" + (OPEN_MS - MINUTE_MS);
        assertThat(openTimes(klines + range)).hasSize(3);
        assertThat(openTimes(klines + range + "&limit=1")).containsExactly(OPEN_MS - MINUTE_MS);
        final HttpResponse<String> refused =
                get(klines + "&startTime=" + (START_MS - 201 * DAY_MS) + "&endTime=" + START_MS);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"code\":-4088,\"msg\":\"Maximum time interval is 200 days.\"}");
    }

    @Test
    void shouldHaveAsMuchHistoryAsAnyClientAsksFor() {
        start("usdm", new WireOptions());
        for (final String interval : List.of("1m", "1h", "4h")) {
            assertThat(openTimes("/fapi/v1/klines?symbol=ETHUSDT&limit=1500&interval=" + interval))
                    .hasSize(1_500);
        }
        assertThat(openTimes("/fapi/v1/klines?symbol=ETHUSDT&limit=1500&interval=1d"))
                .hasSizeGreaterThan(1_000);
        assertThat(openTimes("/fapi/v1/klines?symbol=ETHUSDT&interval=1w")).hasSizeGreaterThan(150);
        assertThat(openTimes("/fapi/v1/klines?symbol=ETHUSDT&interval=1M")).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            symbol=NOSUCH&interval=1m             | -1121
            symbol=BTCUSDT&interval=7m            | -1120
            symbol=BTCUSDT&interval=1s            | -1120
            interval=1m                           | -1102
            symbol=BTCUSDT&interval=1m&limit=x    | -1100
            symbol=BTCUSDT&interval=1m&limit=0    | -1130
            symbol=BTCUSDT&interval=1m&limit=1501 | -1130
            """)
    void shouldRefuseBadParametersWithTheExchangesCode(final String query, final int code) {
        start("usdm", new WireOptions());
        final HttpResponse<String> response = get("/fapi/v1/klines?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"code\":" + code + ",\"msg\":\"");
    }

    @Test
    void shouldCountWeightAndRefuseWhatIsBeyondTheLimit() {
        start("usdm", new WireOptions().restWeightPerMinute(8));
        final String klines = "/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=";
        assertThat(used(get(klines + 99))).isEqualTo("1");
        assertThat(used(get(klines + 499))).isEqualTo("3");
        assertThat(used(get(klines + 1_000))).isEqualTo("8");
        final HttpResponse<String> refused = get(klines + 1);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).startsWith("{\"code\":-1003,");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        clock.advance(MINUTE_MS);
        assertThat(get(klines + 1_500).statusCode()).isEqualTo(429);
        clock.advance(MINUTE_MS);
        assertThat(get(klines + 1).statusCode()).isEqualTo(200);
    }

    private static String used(final HttpResponse<String> response) {
        return response.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "spot,/api/v3,status,BTCUSDT",
        "usdm,/fapi/v1,status,1000PEPEUSDT",
        "coinm,/dapi/v1,contractStatus,BTCUSD_PERP"
    })
    void shouldListEverySymbolAndSayWhichTrade(
            final String market, final String path, final String status, final String known) {
        start(market, new WireOptions());
        final Map<?, ?> info =
                (Map<?, ?>) Frame.read(get(path + "/exchangeInfo").body());
        assertThat(Frame.text(info.get("serverTime"))).isEqualTo(Long.toString(START_MS));
        final List<?> symbols = (List<?>) info.get("symbols");
        assertThat(symbols).hasSize(33);
        final List<String> trading = symbols.stream()
                .map(symbol -> (Map<?, ?>) symbol)
                .filter(symbol -> "TRADING".equals(symbol.get(status)))
                .map(symbol -> (String) symbol.get("symbol"))
                .toList();
        assertThat(trading)
                .isEqualTo(binance.symbols())
                .contains(known)
                .hasSize(31)
                .doesNotHaveDuplicates();
        if (!market.equals("coinm")) {
            assertThat(trading).contains("币安人生USDT");
        }
    }
}
