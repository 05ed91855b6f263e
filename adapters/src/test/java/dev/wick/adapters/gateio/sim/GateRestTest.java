package dev.wick.adapters.gateio.sim;

import static dev.wick.adapters.gateio.sim.GateClient.get;
import static dev.wick.adapters.gateio.sim.GateClient.json;
import static dev.wick.adapters.gateio.sim.GateClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateRestTest {
    private static final long NOW_MS = 1_795_455_001_123L;
    private static final String SPOT = "/api/v4/spot/candlesticks?currency_pair=BTC_USDT&interval=1m";
    private static final String UM = "/api/v4/futures/usdt/candlesticks?contract=ETH_USDT&interval=1m";
    private static final String CM = "/api/v4/futures/btc/candlesticks?contract=BTC_USD&interval=1m";

    private final ManualClock clock = new ManualClock(NOW_MS);
    private final FaultPlan faults = FaultPlan.seeded(1);
    private final SimulatorOptions options =
            new SimulatorOptions().symbols(3).updatesPerSecond(30).clock(clock).faults(faults);
    private ExchangeSimulator gate;

    @AfterEach
    void close() {
        gate.close();
    }

    private HttpResponse<String> ask(final String market, final String path) {
        gate = gate == null ? GateSimulator.start(options.market(market)) : gate;
        return get(gate.restUrl() + path);
    }

    private List<?> rows(final String market, final String path) {
        return (List<?>) json(ask(market, path).body());
    }

    @Test
    void shouldGiveSpotRowsAscendingWithTheLastOneOpen() {
        final long nowS = NOW_MS / 60_000 * 60;
        final List<?> rows = rows("spot", SPOT + "&from=" + (nowS - 300) + "&to=" + nowS);
        assertThat(rows).hasSize(6);
        for (int i = 0; i < 6; i++) {
            final List<?> row = (List<?>) rows.get(i);
            assertThat(row).hasSize(8).allMatch(String.class::isInstance);
            assertThat(row.get(0)).isEqualTo(Long.toString(nowS - 300 + 60L * i));
            assertThat(row.get(7)).isEqualTo(i == 5 ? "false" : "true");
        }
    }

    @ParameterizedTest
    @CsvSource({"spot," + SPOT, "um," + UM, "cm," + CM})
    void shouldGiveWhatWasStreamed(final String market, final String path) {
        gate = GateSimulator.start(options.market(market));
        final String symbol = path.replaceAll("^.*(pair|contract)=|&.*$", "");
        final String prefix = market.equals("spot") ? "spot" : "futures";
        final String ws = switch (market) {
            case "spot" -> "/ws/v4/";
            case "um" -> "/v4/ws/usdt";
            default -> "/v4/ws/btc";
        };
        try (GateClient client = GateClient.connect(gate.wsUrl() + ws, prefix)) {
            client.ask(NOW_MS, "subscribe", "1m", symbol);
            clock.advance(180_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> gate.ledger().closedCount() >= 3);
        }
        for (final MadeCandle made : gate.ledger().closed(symbol, Interval.M1)) {
            final long openS = made.openTimeMs() / 1_000;
            final Object row =
                    rows(market, path + "&from=" + openS + "&to=" + openS).get(0);
            if (row instanceof List<?> cells) {
                assertThat(new BigDecimal((String) cells.get(1))).isEqualByComparingTo(made.quoteVolume());
                assertThat(new BigDecimal((String) cells.get(2))).isEqualByComparingTo(made.close());
                assertThat(new BigDecimal((String) cells.get(6))).isEqualByComparingTo(made.baseVolume());
            } else {
                final Map<?, ?> fields = (Map<?, ?>) row;
                assertThat(text(fields.get("t"))).isEqualTo(Long.toString(openS));
                assertThat(new BigDecimal(text(fields.get("v")))).isEqualByComparingTo(made.contracts());
                assertThat(new BigDecimal((String) fields.get("h"))).isEqualByComparingTo(made.high());
                assertThat(fields.get("sum")).isInstanceOf(String.class);
            }
        }
    }

    @Test
    void shouldGiveTheNewestRowsWithoutARange() {
        assertThat(rows("um", UM)).hasSize(100);
        assertThat(rows("um", UM + "&limit=1")).hasSize(1);
        assertThat(((Map<?, ?>) rows("um", UM + "&limit=2000").get(1999)).get("t"))
                .hasToString("NumberText[text=" + NOW_MS / 60_000 * 60 + "]");
        final long nowS = NOW_MS / 1_000;
        assertThat(rows("um", UM + "&from=" + (nowS - 1_999 * 60))).hasSize(2_000);
        assertThat(rows("um", UM + "&to=" + nowS)).hasSize(101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spot | &from=1795395000&to=1795455000 | Candlestick range too broad. Maximum 1000 data points are allowed per request",
                "um | &from=1795335000&to=1795455000 | Candlestick range too broad. Maximum 2000 data",
                "spot | &from=1794854900&to=1794855000 | Candlestick too long ago. Maximum 10000 points ago are allowed",
                "cm | &from=1794854900&to=1794855000 | Candlestick too long ago. Maximum 10000 points recently are allowed",
                "spot | &limit=10&to=1795455000 | Invalid request parameter `limit` value: 10",
                "spot | &limit=1001 | Invalid request parameter `limit` value: 1001",
                "um | &from=soon | Invalid request parameter `from` value: soon",
                "um | &interval=2h | Invalid request parameter `interval` value: 2h",
            })
    void shouldRefuseWhatItDoesNotAllow(final String market, final String more, final String words) {
        final String path = switch (market) {
            case "spot" -> SPOT;
            case "um" -> UM;
            default -> CM;
        };
        final HttpResponse<String> answer = ask(market, path + more);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"label\":\"INVALID_PARAM_VALUE\"", words);
    }

    @Test
    void shouldRefuseUnknownSymbolsByTheirLabels() {
        assertThat(ask("spot", SPOT.replace("BTC_USDT", "BTC_USDTT")).body())
                .isEqualTo("{\"label\":\"INVALID_CURRENCY_PAIR\",\"message\":\"Invalid currency pair BTC_USDTT\"}");
        gate.close();
        gate = null;
        assertThat(ask("um", UM.replace("ETH_USDT", "NOPE")).body()).contains("CONTRACT_NOT_FOUND");
        assertThat(ask("um", "/api/v4/futures/usdt/candlesticks").body()).contains("MISSING_REQUIRED_PARAM");
        assertThat(ask("um", "/api/v4/futures/btc/contracts").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldListPairsAndSayWhichTrade() {
        final List<?> pairs = rows("spot", "/api/v4/spot/currency_pairs");
        assertThat(pairs)
                .extracting(pair -> ((Map<?, ?>) pair).get("id") + " " + ((Map<?, ?>) pair).get("trade_status"))
                .containsExactly(
                        "BTC_USDT tradable",
                        "ETH_USDT tradable",
                        "GT_USDT tradable",
                        "POOLX_USDT untradable",
                        "FTT_USDT sellable");
        faults.delist("GT_USDT");
        assertThat(rows("spot", "/api/v4/spot/currency_pairs")).hasSize(4);
    }

    @Test
    void shouldListContractsWithTheirMultipliers() {
        assertThat(rows("um", "/api/v4/futures/usdt/contracts"))
                .extracting(one -> (Map<?, ?>) one)
                .extracting(one -> one.get("name") + " " + one.get("quanto_multiplier") + " " + one.get("in_delisting")
                        + " " + one.get("status"))
                .containsExactly(
                        "BTC_USDT 0.0001 false trading",
                        "ETH_USDT 0.01 false trading",
                        "DOGE_USDT 10 false trading",
                        "SRM_USDT 10 true delisting",
                        "NEWLY_USDT 1 false prelaunch");
    }

    @Test
    void shouldCountRequestsByEndpoint() {
        options.wire(new WireOptions().restWeightPerMinute(12));
        final HttpResponse<String> first = ask("spot", "/api/v4/spot/time");
        assertThat(first.body()).isEqualTo("{\"server_time\":" + NOW_MS + "}");
        assertThat(first.headers().firstValue("X-Gate-RateLimit-Limit")).contains("2");
        assertThat(first.headers().firstValue("X-Gate-RateLimit-Requests-Remain"))
                .contains("1");
        assertThat(ask("spot", "/api/v4/spot/time").statusCode()).isEqualTo(200);
        final HttpResponse<String> third = ask("spot", "/api/v4/spot/time");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("TOO_MANY_REQUESTS");
        assertThat(third.headers().firstValue("X-Gate-RateLimit-Reset-Timestamp"))
                .contains("1795455010");
        assertThat(ask("spot", SPOT).statusCode()).isEqualTo(200);
        clock.advance(10_000);
        assertThat(ask("spot", "/api/v4/spot/time").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldObeyTheFaultPlan() {
        faults.answerRest(RestFault.Kind.LIMIT_IN_BODY, 1, 3)
                .answerRest(RestFault.Kind.FORBIDDEN, 1, 0)
                .answerRest(RestFault.Kind.SERVER_ERROR, 1, 0)
                .answerRest(RestFault.Kind.HTML, 1, 0);
        assertThat(ask("cm", CM).statusCode()).isEqualTo(429);
        assertThat(ask("cm", CM).statusCode()).isEqualTo(403);
        assertThat(ask("cm", CM).body()).contains("SERVER_ERROR");
        assertThat(ask("cm", CM).body()).startsWith("<html>");
        assertThat(ask("cm", CM).statusCode()).isEqualTo(200);
    }
}
