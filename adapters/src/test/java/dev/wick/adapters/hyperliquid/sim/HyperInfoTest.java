package dev.wick.adapters.hyperliquid.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HyperInfoTest {
    private static final long START_MS = 1_795_455_000_123L;
    private static final long MINUTE_MS = 60_000L;
    private static final long OPEN_MS = START_MS / MINUTE_MS * MINUTE_MS;

    private final CachedEpochClock clock = new CachedEpochClock();
    private ExchangeSimulator hyper;

    private void start(final String market, final WireOptions wire) {
        clock.update(START_MS);
        hyper = HyperSimulator.start(
                new SimulatorOptions().market(market).symbols(7).clock(clock).wire(wire));
    }

    @AfterEach
    void close() {
        hyper.close();
    }

    private HttpResponse<String> post(final String body) {
        return HyperClient.post(hyper.restUrl() + "/info", body);
    }

    private static String snapshot(final String coin, final String interval, final long fromMs, final long toMs) {
        return "{\"type\":\"candleSnapshot\",\"req\":{\"coin\":\"" + coin + "\",\"interval\":\"" + interval
                + "\",\"startTime\":" + fromMs + ",\"endTime\":" + toMs + "}}";
    }

    private List<Map<?, ?>> rows(final String coin, final String interval, final long fromMs, final long toMs) {
        final List<Map<?, ?>> rows = new ArrayList<>();
        final String body = post(snapshot(coin, interval, fromMs, toMs)).body();
        ((List<?>) HyperClient.json(body)).forEach(row -> rows.add((Map<?, ?>) row));
        return rows;
    }

    private static List<Long> times(final List<Map<?, ?>> rows, final String key) {
        return rows.stream()
                .map(row -> Long.parseLong(row.get(key).toString().replaceAll("\\D", "")))
                .toList();
    }

    @Test
    void shouldGiveRowsAscendingWithBothEndsAndTheFormingOneLast() {
        start("usdm", new WireOptions());
        final List<Map<?, ?>> rows = rows("BTC", "1m", OPEN_MS - 2 * MINUTE_MS, START_MS + MINUTE_MS);
        assertThat(times(rows, "t")).containsExactly(OPEN_MS - 2 * MINUTE_MS, OPEN_MS - MINUTE_MS, OPEN_MS);
        assertThat(times(rows, "T")).endsWith(OPEN_MS + MINUTE_MS - 1);
        assertThat(rows.get(0).get("s")).isEqualTo("BTC");
        assertThat(rows.get(0).get("i")).isEqualTo("1m");
        assertThat(times(rows("BTC", "1m", OPEN_MS - MINUTE_MS, OPEN_MS - MINUTE_MS), "t"))
                .containsExactly(OPEN_MS - MINUTE_MS);
        assertThat(rows("BTC", "1m", START_MS + MINUTE_MS, START_MS + 2 * MINUTE_MS))
                .isEmpty();
    }

    @Test
    void shouldHaveOnlyTheNewestFiveThousandBars() {
        start("usdm", new WireOptions());
        final List<Long> times = times(rows("BTC", "1m", 0, START_MS), "t");
        assertThat(times).hasSize(5_000).startsWith(OPEN_MS - 4_999 * MINUTE_MS).endsWith(OPEN_MS);
    }

    @Test
    void shouldBeginWeeksOnThursdays() {
        start("usdm", new WireOptions());
        final long weekMs = 7 * 86_400_000L;
        assertThat(times(rows("BTC", "1w", START_MS - weekMs, START_MS), "t"))
                .isNotEmpty()
                .allSatisfy(openMs -> assertThat(openMs % weekMs).isZero());
    }

    @Test
    void shouldListItsOwnPerpetualsAndThoseOfABuilderDex() {
        start("usdm", new WireOptions());
        assertThat(names(post("{\"type\":\"meta\"}").body()))
                .contains("BTC", "kPEPE", "MATIC")
                .doesNotContain("xyz:AAPL");
        assertThat(post("{\"type\":\"meta\"}").body()).containsOnlyOnce("\"isDelisted\":true");
        assertThat(names(post("{\"type\":\"meta\",\"dex\":\"xyz\"}").body())).containsExactly("xyz:AAPL", "xyz:XYZ100");
        assertThat(post("{\"type\":\"meta\",\"dex\":\"abc\"}").body()).isEqualTo("null");
        final List<?> dexes =
                (List<?>) HyperClient.json(post("{\"type\":\"perpDexs\"}").body());
        assertThat(dexes).hasSize(2);
        assertThat(dexes.get(0)).isSameAs(JsonText.NULL);
        assertThat(((Map<?, ?>) dexes.get(1)).get("name")).isEqualTo("xyz");
        hyper.faults().delist("kPEPE");
        assertThat(names(post("{\"type\":\"meta\"}").body())).doesNotContain("kPEPE");
    }

    private static List<Object> names(final String meta) {
        final List<Object> names = new ArrayList<>();
        ((List<?>) HyperClient.object(meta).get("universe")).forEach(one -> names.add(((Map<?, ?>) one).get("name")));
        return names;
    }

    @Test
    void shouldListSpotPairsByNumbersOfTokens() {
        start("spot", new WireOptions());
        final Map<?, ?> meta =
                HyperClient.object(post("{\"type\":\"spotMeta\"}").body());
        assertThat(names(post("{\"type\":\"spotMeta\"}").body()))
                .containsExactly("PURR/USDC", "@107", "@142", "@151", "@207", "@300", "@301");
        assertThat((List<?>) meta.get("tokens")).hasSize(8);
        assertThat(names(post("{\"type\":\"meta\"}").body())).isEmpty();
    }

    @Test
    void shouldTellTheTime() {
        start("usdm", new WireOptions());
        assertThat(post("{\"type\":\"exchangeStatus\"}").body())
                .isEqualTo("{\"time\":" + START_MS + ",\"specialStatuses\":null}");
    }

    @Test
    void shouldAnswerWhatItDoesNotUnderstandWithPlainText() {
        start("usdm", new WireOptions());
        for (final String body : List.of(
                "{\"type\":\"nope\"}", "[]", "{}", snapshot("BTC", "6h", 0, 1), "{\"type\":\"candleSnapshot\"}")) {
            assertThat(post(body).statusCode()).as(body).isEqualTo(422);
            assertThat(post(body).body()).isEqualTo("Failed to deserialize the JSON body into the target type");
            assertThat(post(body).headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        }
        assertThat(post("{").statusCode()).isEqualTo(400);
        assertThat(post(snapshot("NOPE", "1m", 0, 1)).statusCode()).isEqualTo(500);
        assertThat(HyperClient.post(hyper.restUrl() + "/exchange", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldCountWeightByRowsAndRefuseWhatIsBeyond() {
        start("usdm", new WireOptions().restWeightPerMinute(45));
        assertThat(rows("BTC", "1m", OPEN_MS - 59 * MINUTE_MS, START_MS)).hasSize(60);
        assertThat(post("{\"type\":\"exchangeStatus\"}").statusCode()).isEqualTo(200);
        assertThat(post("{\"type\":\"meta\"}").statusCode()).isEqualTo(200);
        assertThat(post("{\"type\":\"exchangeStatus\"}").statusCode()).isEqualTo(200);
        final HttpResponse<String> limited = post("{\"type\":\"exchangeStatus\"}");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).isEqualTo("null");
        assertThat(limited.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void shouldFailByPlan() {
        start("usdm", new WireOptions());
        hyper.faults().answerRest(RestFault.Kind.LIMIT_IN_BODY, 1, 0);
        assertThat(post("{\"type\":\"meta\"}").statusCode()).isEqualTo(429);
        hyper.faults().answerRest(RestFault.Kind.HTML, 1, 0);
        assertThat(post("{\"type\":\"meta\"}").body()).startsWith("<html>");
    }
}
