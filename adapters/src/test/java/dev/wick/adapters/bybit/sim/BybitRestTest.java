package dev.wick.adapters.bybit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BybitRestTest {
    private static final long MINUTE_MS = 60_000L;
    private static final long START_MS = 1_795_455_000_123L;
    /** Of the minute that is forming at the start. */
    private static final long OPEN_MS = START_MS - Math.floorMod(START_MS, MINUTE_MS);

    private final ManualClock clock = new ManualClock(START_MS);
    private final FaultPlan faults = FaultPlan.none();
    private final SimulatorOptions options =
            new SimulatorOptions().symbols(20).clock(clock).faults(faults);
    private ExchangeSimulator bybit;

    @AfterEach
    void close() {
        bybit.close();
    }

    private void start(final String market) {
        bybit = BybitSimulator.start(options.market(market));
    }

    private HttpResponse<String> get(final String path) {
        return Probe.get(bybit.restUrl() + path);
    }

    private Map<?, ?> result(final String path) {
        final HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        final Map<?, ?> answer = read(response.body());
        assertThat(answer.get("retMsg")).isEqualTo("OK");
        return (Map<?, ?>) answer.get("result");
    }

    private static Map<?, ?> read(final String body) {
        try {
            return (Map<?, ?>) JsonText.read(body);
        } catch (final JsonText.Malformed e) {
            throw new AssertionError(body, e);
        }
    }

    private List<Long> openTimes(final String query) {
        return ((List<?>) result("/v5/market/kline?" + query).get("list"))
                .stream()
                        .map(row -> Long.valueOf((String) ((List<?>) row).get(0)))
                        .toList();
    }

    @Test
    void shouldGiveRowsNewestFirstWithBothEndsInclusive() {
        start("spot");
        final String klines = "category=spot&symbol=BTCUSDT&interval=1";
        assertThat(openTimes(klines)).hasSize(200).startsWith(OPEN_MS, OPEN_MS - MINUTE_MS);
        assertThat(openTimes(klines + "&limit=5000")).hasSize(1_000);
        final String range = "&start=" + (OPEN_MS - 3 * MINUTE_MS) + "&end=" + (OPEN_MS - MINUTE_MS);
        assertThat(openTimes(klines + range))
                .containsExactly(OPEN_MS - MINUTE_MS, OPEN_MS - 2 * MINUTE_MS, OPEN_MS - 3 * MINUTE_MS);
        assertThat(openTimes(klines + range + "&limit=1")).containsExactly(OPEN_MS - MINUTE_MS);
        assertThat(openTimes(klines + "&limit=2&start=" + (OPEN_MS - 3 * MINUTE_MS)))
                .containsExactly(OPEN_MS - 2 * MINUTE_MS, OPEN_MS - 3 * MINUTE_MS);
        assertThat(openTimes(klines + "&start=" + (OPEN_MS + MINUTE_MS))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "15,15", "720,720", "D,1440", "W,10080"})
    void shouldKnowItsOwnNamesOfIntervals(final String interval, final long minutes) {
        start("linear");
        final List<Long> times = openTimes("symbol=BTCUSDT&limit=2&interval=" + interval);
        assertThat(times.get(0) - times.get(1)).isEqualTo(minutes * MINUTE_MS);
    }

    @Test
    void shouldWriteRowsOfSevenStrings() {
        start("inverse");
        final String body = get("/v5/market/kline?category=inverse&symbol=BTCUSD&interval=60&limit=2")
                .body();
        final String number = "\"\\d+(\\.\\d*[1-9])?\"";
        final String row = "\\[\"\\d{13}\"(," + number + "){6}]";
        assertThat(body)
                .matches("\\{\"retCode\":0,\"retMsg\":\"OK\",\"result\":\\{\"symbol\":\"BTCUSD\",\"category\":"
                        + "\"inverse\",\"list\":\\[" + row + "," + row + "]},\"retExtInfo\":\\{},\"time\":"
                        + START_MS + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            category=spot&symbol=NOPE&interval=1            | Not supported symbols
            category=spot&interval=1                        | Not supported symbols
            category=spot&symbol=BTCUSDT&interval=1m        | Invalid period!
            symbol=BTCUSDT&interval=1                       | params error: Category is invalid
            category=spot&symbol=BTCUSDT&interval=1&limit=0 | params error: Limit is invalid
            category=spot&symbol=BTCUSDT&interval=1&start=x | params error: start is invalid
            """)
    void shouldRefuseBadParametersInTheBody(final String query, final String words) {
        start("spot");
        final HttpResponse<String> response = get("/v5/market/kline?" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"retCode\":10001,\"retMsg\":\"" + words + "\",\"result\":{},\"retExtInfo\":{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot", "linear", "inverse"})
    void shouldListEverySymbolAndSayWhichTrade(final String market) {
        start(market);
        final List<Map<?, ?>> rows = rows(result("/v5/market/instruments-info?category=" + market));
        assertThat(rows).hasSize(22);
        assertThat(rows.stream()
                        .filter(row -> row.get("status").equals("Trading"))
                        .map(row -> (String) row.get("symbol")))
                .containsExactlyElementsOf(bybit.symbols())
                .hasSize(20);
        assertThat(rows.get(0).containsKey("contractType")).isNotEqualTo(market.equals("spot"));
        faults.delist((String) rows.get(0).get("symbol"));
        assertThat(rows(result("/v5/market/instruments-info?category=" + market)))
                .hasSize(21);
    }

    @Test
    void shouldPageTheListOfContractsAndNotThatOfSpot() {
        options.symbols(1_200);
        start("linear");
        final List<Object> symbols = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            final Map<?, ?> page = result("/v5/market/instruments-info?category=linear&limit=1000&cursor=" + cursor);
            rows(page).forEach(row -> symbols.add(row.get("symbol")));
            cursor = (String) page.get("nextPageCursor");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(2);
        assertThat(symbols).hasSize(1_202).doesNotHaveDuplicates().containsAll(bybit.symbols());
        assertThat(rows(result("/v5/market/instruments-info?category=linear"))).hasSize(500);
        bybit.close();
        start("spot");
        assertThat(rows(result("/v5/market/instruments-info?category=spot&limit=10")))
                .hasSize(1_202);
    }

    private static List<Map<?, ?>> rows(final Map<?, ?> result) {
        final List<Map<?, ?>> rows = new ArrayList<>();
        ((List<?>) result.get("list")).forEach(row -> rows.add((Map<?, ?>) row));
        return rows;
    }

    @Test
    void shouldTellTheTime() {
        start("spot");
        assertThat(get("/v5/market/time").body())
                .isEqualTo("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"timeSecond\":\"1795455000\",\"timeNano\":"
                        + "\"1795455000123000000\"},\"retExtInfo\":{},\"time\":1795455000123}");
        assertThat(get("/v5/market/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldForbidMoreRequestsInAMinuteThanAllowed() {
        options.wire().restWeightPerMinute(2);
        start("spot");
        assertThat(get("/v5/market/time").statusCode()).isEqualTo(200);
        assertThat(get("/v5/market/time").statusCode()).isEqualTo(200);
        final HttpResponse<String> refused = get("/v5/market/time");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("access too frequent");
        clock.advance(MINUTE_MS);
        assertThat(get("/v5/market/time").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAnswerPlannedFaultsInTheExchangesWords() {
        start("linear");
        faults.answerRest(RestFault.Kind.LIMIT_IN_BODY, 1, 0)
                .answerRest(RestFault.Kind.TOO_MANY_REQUESTS, 1, 3)
                .answerRest(RestFault.Kind.FORBIDDEN, 1, 0)
                .answerRest(RestFault.Kind.SERVER_ERROR, 1, 0);
        assertThat(get("/v5/market/time")).satisfies(limit -> {
            assertThat(limit.statusCode()).isEqualTo(200);
            assertThat(limit.body()).startsWith("{\"retCode\":10006,\"retMsg\":\"Too many visits!\"");
        });
        assertThat(get("/v5/market/time").headers().firstValue("Retry-After")).contains("3");
        assertThat(get("/v5/market/time").body()).contains("access too frequent");
        assertThat(get("/v5/market/time").statusCode()).isEqualTo(500);
    }
}
