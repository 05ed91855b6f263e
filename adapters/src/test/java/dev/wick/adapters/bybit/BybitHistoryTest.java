package dev.wick.adapters.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.HistoryException.Kind;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.rest.ExchangeShare;
import dev.wick.adapters.rest.FakeExchange;
import dev.wick.adapters.rest.FakeExchange.Reply;
import dev.wick.adapters.rest.TestContexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BybitHistoryTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (final AutoCloseable one : open) {
            one.close();
        }
    }

    private BybitAdapter adapter(final BybitMarket market, final FakeExchange exchange) {
        return adapter(market, exchange, new SystemNanoClock());
    }

    private BybitAdapter adapter(final BybitMarket market, final FakeExchange exchange, final NanoClock clock) {
        final AdapterContext context = TestContexts.of(exchange.url(), 10_000, 2, clock);
        final BybitAdapter adapter = new BybitAdapter(Frames.venue(market), context, new ExchangeShare());
        open.add(adapter);
        open.add(exchange);
        return adapter;
    }

    private BybitAdapter always(final BybitMarket market, final Reply reply) throws IOException {
        return adapter(market, new FakeExchange((path, query) -> reply));
    }

    private static Series series(final BybitMarket market, final String symbol) {
        return new Series(5, Frames.venue(market), symbol, Interval.H1);
    }

    private static String recorded(final String name) {
        return String.join("\n", Frames.lines("rest/" + name));
    }

    @Test
    void shouldReadRecordedRowsOfInverse() throws Exception {
        final List<Candle> rows = new ArrayList<>();
        final FakeExchange exchange = new FakeExchange((path, query) -> Reply.json(recorded("inverse-kline.json")));
        final BybitAdapter adapter = adapter(BybitMarket.INVERSE, exchange);
        final Series hours = series(BybitMarket.INVERSE, "BTCUSD");
        assertThat(adapter.history()
                        .candles(hours, 1670601600000L, 1670608800000L, candle -> {
                            final Candle copy = new Candle();
                            copy.copyFrom(candle);
                            rows.add(copy);
                        })
                        .delivered())
                .isEqualTo(3);
        assertThat(rows)
                .extracting(row -> row.openTimeMs)
                .containsExactly(1670601600000L, 1670605200000L, 1670608800000L);
        final Candle last = rows.get(2);
        assertThat(last.open).hasToString("17071");
        assertThat(last.high).hasToString("17073");
        assertThat(last.low).hasToString("17027");
        assertThat(last.close).hasToString("17055.5");
        assertThat(last.contracts).hasToString("268611");
        assertThat(last.quoteVolume).hasToString("268611");
        assertThat(last.volume).hasToString("15.74462667");
        assertThat(last.closeTimeMs).isEqualTo(1670612399999L);
        assertThat(exchange.requests())
                .contains("/v5/market/kline?category=inverse&symbol=BTCUSD&interval=60"
                        + "&start=1670601600000&end=1670608800000&limit=3");
    }

    @Test
    void shouldReadTheNewestRowAndNotCallItClosed() throws Exception {
        final BybitAdapter adapter = always(BybitMarket.SPOT, Reply.json(recorded("spot-kline.json")));
        final Candle newest =
                adapter.history().newest(series(BybitMarket.SPOT, "BTCUSDC")).orElseThrow();
        assertThat(newest.openTimeMs).isEqualTo(1749639600000L);
        assertThat(newest.volume).hasToString("0.00002");
        assertThat(newest.quoteVolume).hasToString("2.18596");
        assertThat(newest.contracts.isPresent()).isFalse();
        assertThat(newest.closed).isFalse();
        assertThat(newest.seriesId).isEqualTo(5);
    }

    @Test
    void shouldHaveNoNewestRowWhereThereIsNone() throws Exception {
        final String none = "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[]},\"time\":1749640000000}";
        final BybitAdapter adapter = always(BybitMarket.SPOT, Reply.json(none));
        assertThat(adapter.history().newest(series(BybitMarket.SPOT, "BTCUSDC")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"retCode\":0,\"result\":{}}",
                "{\"retCode\":0,\"result\":{\"list\":{}}}",
                "{\"retCode\":0,\"result\":{\"list\":[[\"1749639600000\",\"1\",\"1\",\"1\",\"1\",\"1\"]]}}",
                "{\"retCode\":0,\"result\":{\"list\":[[\"soon\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\"]]}}",
                "{\"retCode\":0,\"result\":{\"list\":[[\"1749639600000\",\"1\",\"x\",\"1\",\"1\",\"1\",\"1\"]]}}",
                "{\"retCode\":0,\"result\":{\"list\":[[\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\"],"
                        + "[\"2\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\"]]}}",
                "{\"retCode\":0,\"result\":{\"list\":["
            })
    void shouldCallABadAnswerWhatIsNotDocumented(final String body) throws Exception {
        final BybitAdapter adapter = always(BybitMarket.LINEAR, Reply.json(body));
        final HistoryException failure = catchThrowableOfType(
                HistoryException.class, () -> adapter.history().newest(series(BybitMarket.LINEAR, "BTCUSDT")));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(catchThrowableOfType(
                                HistoryException.class, () -> adapter.history().symbols())
                        .kind())
                .isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void shouldTakeWhatTradesAndSendTheCursorBackAsItCame() throws Exception {
        final FakeExchange exchange = new FakeExchange((path, query) -> Reply.json(
                query.contains("cursor")
                        ? "{\"retCode\":0,\"result\":{\"list\":[{\"symbol\":\"ZUSDT\",\"status\":\"Trading\"},"
                                + "{\"symbol\":\"BTCUSDT\",\"status\":\"Trading\"}],\"nextPageCursor\":null}}"
                        : recorded("linear-instruments.json")));
        assertThat(adapter(BybitMarket.LINEAR, exchange).history().symbols()).containsExactly("BTCUSDT", "ZUSDT");
        assertThat(exchange.requests())
                .containsExactly(
                        "/v5/market/instruments-info?category=linear&limit=1000",
                        "/v5/market/instruments-info?category=linear&limit=1000"
                                + "&cursor=first%3DBTCUSDT%26last%3DNEWUSDT");
    }

    @Test
    void shouldNotTurnPagesForEver() throws Exception {
        final BybitAdapter same = always(BybitMarket.LINEAR, Reply.json(recorded("linear-instruments.json")));
        final HistoryException failure = catchThrowableOfType(
                HistoryException.class, () -> same.history().symbols());
        assertThat(failure).hasMessageContaining("the cursor of the next page is that of this one");
    }

    @ParameterizedTest
    @CsvSource({
        "200,10001,Not supported symbols,HTTP_STATUS,0",
        "200,10029,The requested symbol is invalid,HTTP_STATUS,0",
        "200,10006,Too many visits!,RATE_LIMITED,5000",
        "200,10018,Exceeded the IP Rate Limit,RATE_LIMITED,600000",
        "403,403,access too frequent,RATE_LIMITED,600000",
        "429,10429,System level frequency protection,RATE_LIMITED,60000",
        "500,10016,Server error.,HTTP_STATUS,0"
    })
    void shouldTellARefusalInTheExchangesWordsAndKeepSilentIfItWantsThat(
            final int status, final int code, final String words, final Kind kind, final long silenceMs)
            throws Exception {
        final String body = "{\"retCode\":" + code + ",\"retMsg\":\"" + words + "\",\"result\":{},\"time\":1}";
        final FakeExchange exchange = new FakeExchange((path, query) -> Reply.of(status, body));
        // Time stands still.
        final BybitAdapter adapter = adapter(BybitMarket.SPOT, exchange, new CachedNanoClock());
        final Series one = series(BybitMarket.SPOT, "NOPE");
        final HistoryException refused = catchThrowableOfType(
                HistoryException.class, () -> adapter.history().newest(one));
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused).hasMessageContaining(code + " " + words);
        final HistoryException again = catchThrowableOfType(
                HistoryException.class, () -> adapter.history().newest(one));
        assertThat(again.retryAfterMs()).isEqualTo(silenceMs);
        assertThat(exchange.requests()).hasSize(kind == Kind.RATE_LIMITED ? 1 : 2);
    }

    @Test
    void shouldNotTakeACountryThatIsNotServedForABan() throws Exception {
        final BybitAdapter adapter = always(
                BybitMarket.SPOT,
                Reply.of(
                        403,
                        "<html>The Amazon CloudFront distribution is configured to block access from your country."
                                + "</html>"));
        final HistoryException refused = catchThrowableOfType(
                HistoryException.class, () -> adapter.history().symbols());
        assertThat(refused.kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(refused).hasMessageContaining("block access from your country");
    }

    @Test
    void shouldShareOneLimitAmongItsMarkets() throws Exception {
        final FakeExchange exchange = new FakeExchange((path, query) -> Reply.of(403, "access too frequent"));
        final ExchangeShare share = new ExchangeShare();
        final AdapterContext context = TestContexts.of(exchange.url(), 10_000, 2);
        open.add(exchange);
        try (BybitAdapter spot = new BybitAdapter(Frames.venue(BybitMarket.SPOT), context, share);
                BybitAdapter linear = new BybitAdapter(Frames.venue(BybitMarket.LINEAR), context, share)) {
            assertThatThrownBy(() -> spot.history().symbols()).isInstanceOf(HistoryException.class);
            final HistoryException blocked = catchThrowableOfType(
                    HistoryException.class, () -> linear.history().symbols());
            assertThat(blocked.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(exchange.requests()).hasSize(1);
        }
    }
}
