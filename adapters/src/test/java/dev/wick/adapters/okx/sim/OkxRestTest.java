package dev.wick.adapters.okx.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkxRestTest {
    private static final long NOW_MS = 1_795_455_030_123L;
    private static final long OPEN_MS = 1_795_455_000_000L;
    private static final long MINUTE_MS = 60_000L;

    private final AtomicLong clock = new AtomicLong(NOW_MS);
    private final FaultPlan faults = FaultPlan.none();
    private ExchangeSimulator okx;

    private void start(final String market, final WireOptions wire) {
        okx = OkxSimulator.start(new SimulatorOptions()
                .market(market)
                .symbols(4)
                .clock(clock::get)
                .wire(wire)
                .faults(faults));
    }

    @AfterEach
    void close() {
        okx.close();
    }

    private HttpResponse<String> get(final String path) {
        return OkxClient.get(okx.restUrl() + "/api/v5" + path);
    }

    private List<Long> openTimes(final String path) {
        return OkxClient.rows(okx.restUrl() + "/api/v5" + path).stream()
                .map(row -> Long.valueOf(row.get(0)))
                .toList();
    }

    @Test
    void shouldGiveRowsNewestFirstAndTheFormingOneUnconfirmed() {
        start("spot", new WireOptions());
        final List<List<String>> rows =
                OkxClient.rows(okx.restUrl() + "/api/v5/market/candles?instId=BTC-USDT&limit=3");
        assertThat(rows)
                .extracting(row -> row.get(0) + " " + row.get(8))
                .containsExactly(OPEN_MS + " 0", OPEN_MS - MINUTE_MS + " 1", OPEN_MS - 2 * MINUTE_MS + " 1");
        assertThat(openTimes("/market/history-candles?instId=BTC-USDT&bar=1m&limit=2"))
                .containsExactly(OPEN_MS - MINUTE_MS, OPEN_MS - 2 * MINUTE_MS);
        assertThat(openTimes("/market/candles?instId=BTC-USDT")).hasSize(100);
        assertThat(openTimes("/market/candles?instId=BTC-USDT&limit=301")).hasSize(300);
    }

    @Test
    void shouldTakeBothEndsAsExclusive() {
        start("spot", new WireOptions());
        final String both =
                "?instId=BTC-USDT&bar=1m&after=" + (OPEN_MS - MINUTE_MS) + "&before=" + (OPEN_MS - 5 * MINUTE_MS);
        assertThat(openTimes("/market/candles" + both))
                .containsExactly(OPEN_MS - 2 * MINUTE_MS, OPEN_MS - 3 * MINUTE_MS, OPEN_MS - 4 * MINUTE_MS);
        assertThat(openTimes("/market/history-candles" + both + "&limit=2"))
                .containsExactly(OPEN_MS - 2 * MINUTE_MS, OPEN_MS - 3 * MINUTE_MS);
        assertThat(openTimes("/market/candles?instId=BTC-USDT&limit=1&before=" + (OPEN_MS - 9 * MINUTE_MS)))
                .containsExactly(OPEN_MS);
        assertThat(openTimes("/market/candles?instId=BTC-USDT&after=1")).isEmpty();
    }

    @Test
    void shouldReachBackOnlySoFarForRecentCandles() {
        start("spot", new WireOptions());
        final long oldestMs = OPEN_MS - 1_439 * MINUTE_MS;
        final String after = "?instId=BTC-USDT&bar=1m&limit=3&after=" + (oldestMs + 2 * MINUTE_MS);
        assertThat(openTimes("/market/candles" + after)).containsExactly(oldestMs + MINUTE_MS, oldestMs);
        assertThat(openTimes("/market/history-candles" + after)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1s", "3m", "30m", "1H", "4H", "6Hutc", "12Hutc", "1Dutc", "2Dutc", "3Dutc", "5Dutc", "1Wutc", "1Mutc",
                "3Mutc"
            })
    void shouldKnowTheBarsThatOpenAtUtcTimes(final String bar) {
        start("spot", new WireOptions());
        final Interval interval = BarName.interval(bar).orElseThrow();
        assertThat(openTimes("/market/candles?instId=BTC-USDT&limit=2&bar=" + bar))
                .containsExactly(interval.openTimeAt(NOW_MS), interval.previous(interval.openTimeAt(NOW_MS)));
    }

    @ParameterizedTest
    @CsvSource({
        "/market/candles?instId=NOPE,200,51001",
        "/market/candles?bar=1m,400,50014",
        "/market/candles?instId=BTC-USDT&bar=1h,400,51000",
        "/market/candles?instId=BTC-USDT&after=soon,400,51000",
        "/public/instruments,400,51000"
    })
    void shouldRefuseInTheExchangesWords(final String path, final int status, final String code) {
        start("spot", new WireOptions());
        assertThat(get(path).statusCode()).isEqualTo(status);
        assertThat(OkxClient.object(get(path).body()).get("code")).isEqualTo(code);
    }

    @Test
    void shouldTellItsTime() {
        start("spot", new WireOptions());
        assertThat(get("/public/time").body())
                .isEqualTo("{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + NOW_MS + "\"}]}");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldListItsInstrumentsWithWhatAContractIs() {
        start("swap", new WireOptions());
        final String list = get("/public/instruments?instType=SWAP").body();
        assertThat(list)
                .contains("\"ctMult\":\"1\",\"ctType\":\"linear\",\"ctVal\":\"0.01\",\"ctValCcy\":\"BTC\",\"expTime\":"
                        + "\"\",\"instFamily\":\"BTC-USDT\",\"instId\":\"BTC-USDT-SWAP\"")
                .contains(
                        "\"ctType\":\"inverse\",\"ctVal\":\"100\",\"ctValCcy\":\"USD\",\"expTime\":\"\",\"instFamily\":"
                                + "\"BTC-USD\",\"instId\":\"BTC-USD-SWAP\"")
                .contains("\"state\":\"suspend\"");
        faults.delist("BTC-USD-SWAP");
        assertThat(get("/public/instruments?instType=SWAP").body()).doesNotContain("BTC-USD-SWAP");
        assertThat(get("/public/instruments?instType=SPOT").body()).endsWith("\"data\":[]}");
        assertThat(okx.symbols()).containsExactly("BTC-USDT-SWAP", "BTC-USD-SWAP", "ETH-USDT-SWAP", "ETH-USD-SWAP");
    }

    @Test
    void shouldInventAsManySymbolsAsAsked() {
        for (final OkxMarket market : OkxMarket.values()) {
            assertThat(OkxSymbols.list(market, 1_000)).hasSize(1_002).doesNotHaveDuplicates();
        }
        start("futures", new WireOptions());
        assertThat(okx.symbols()).contains("BTC-USD_UM-261225", "BTC-USD-261225");
    }

    @Test
    void shouldLimitRequests() {
        start("spot", new WireOptions().restWeightPerMinute(2));
        assertThat(get("/public/time").statusCode()).isEqualTo(200);
        assertThat(get("/public/time").statusCode()).isEqualTo(200);
        assertThat(get("/public/time").statusCode()).isEqualTo(429);
        assertThat(get("/public/time").body()).contains("\"code\":\"50011\"");
        clock.addAndGet(60_000);
        assertThat(get("/public/time").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAnswerWronglyAsPlanned() {
        start("spot", new WireOptions());
        faults.answerRest(RestFault.Kind.LIMIT_IN_BODY, 1, 0)
                .answerRest(RestFault.Kind.TOO_MANY_REQUESTS, 1, 3)
                .answerRest(RestFault.Kind.FORBIDDEN, 1, 0)
                .answerRest(RestFault.Kind.SERVER_ERROR, 1, 0)
                .answerRest(RestFault.Kind.HTML, 1, 0);
        final HttpResponse<String> inBody = get("/public/time");
        assertThat(inBody.statusCode()).isEqualTo(200);
        assertThat(inBody.body()).startsWith("{\"code\":\"50011\",\"data\":[],\"msg\":\"Rate limit reached");
        assertThat(get("/public/time").headers().firstValue("Retry-After")).hasValue("3");
        assertThat(get("/public/time").statusCode()).isEqualTo(403);
        assertThat(get("/public/time").body()).contains("\"code\":\"50026\"");
        assertThat(get("/public/time").body()).startsWith("<html>");
        assertThat(get("/public/time").body()).contains("\"ts\"");
    }
}
