package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient.Answer;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.HistoryException.Kind;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.rest.ExchangeShare;
import dev.wick.adapters.rest.FakeExchange;
import dev.wick.adapters.rest.FakeExchange.Reply;
import dev.wick.adapters.rest.TestContexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BinanceHistoryTest {
    private final ExchangeShare share = new ExchangeShare();
    private static final long START_MS = 1_795_449_600_000L;
    private static final long MINUTE_MS = 60_000;

    private final List<Candle> received = new ArrayList<>();
    private volatile long serverTimeMs = START_MS + TimeUnit.DAYS.toMillis(365);
    private long nowNs = 77;
    private FakeExchange exchange;
    private BinanceHistory history;
    private AdapterContext context;
    private FakeExchange.Script klines = (path, query) -> Reply.json("[]");

    @BeforeEach
    void start() throws IOException {
        exchange = new FakeExchange((path, query) -> path.endsWith("/time")
                ? Reply.json("{\"serverTime\":" + serverTimeMs + "}")
                : klines.answer(path, query));
        context = TestContexts.of(exchange.url() + "/", 10_000, 4, () -> nowNs);
    }

    @AfterEach
    void stop() {
        if (history != null) {
            history.close();
        }
        share.close();
        exchange.close();
    }

    private Series series(final BinanceMarket market, final String symbol, final Interval interval) {
        return context.registry().register(venue(market), symbol, interval);
    }

    private static Venue venue(final BinanceMarket market) {
        return Exchange.BINANCE.venue(market.name().toLowerCase(Locale.ROOT)).orElseThrow();
    }

    private BinanceHistory history(final BinanceMarket market, final AdapterContext ofMarket) {
        return new BinanceHistory(
                venue(market), ofMarket, share.http("rest-bin", ofMarket), BinanceLimits.of(market, ofMarket, share));
    }

    private Answer ask(
            final BinanceMarket market,
            final String symbol,
            final Interval interval,
            final long fromMs,
            final long toMs)
            throws HistoryException {
        if (history == null) {
            history = history(market, context);
        }
        return history.candles(series(market, symbol, interval), fromMs, toMs, candle -> {
            final Candle copy = new Candle();
            copy.copyFrom(candle);
            received.add(copy);
        });
    }

    private Answer askMinutes(final BinanceMarket market, final long first, final long last) throws HistoryException {
        return ask(market, "BTCUSDT", Interval.M1, START_MS + first * MINUTE_MS, START_MS + last * MINUTE_MS);
    }

    private HistoryException failure(final FakeExchange.Script script) {
        klines = script;
        return catchThrowableOfType(HistoryException.class, () -> askMinutes(BinanceMarket.SPOT, 0, 5));
    }

    private List<String> klineRequests() {
        return exchange.requests().stream().filter(r -> r.contains("klines")).toList();
    }

    private List<Long> openMinutes() {
        return received.stream().map(c -> (c.openTimeMs - START_MS) / MINUTE_MS).toList();
    }

    @ParameterizedTest
    @EnumSource(BinanceMarket.class)
    void shouldHandOnTheExactValuesOfARecordedAnswer(final BinanceMarket market) throws Exception {
        final String name = market.name().toLowerCase(Locale.ROOT) + "-klines.json";
        klines = (path, query) -> Reply.json(Recorded.text(name));
        nowNs = 123_456;
        final long fromMs = 1_672_531_200_000L;
        final long toMs = 1_673_136_000_000L;
        final Answer answer = ask(market, "ANY", Interval.D1, fromMs, toMs);

        final List<String[]> rows = Recorded.rows(name);
        assertThat(answer).isEqualTo(new Answer(rows.size(), toMs));
        assertThat(received).hasSameSizeAs(rows).hasSize(6);
        for (int i = 0; i < rows.size(); i++) {
            assertSameAs(rows.get(i), received.get(i), market == BinanceMarket.COINM);
            assertThat(received.get(i).seriesId)
                    .isEqualTo(series(market, "ANY", Interval.D1).id());
        }
    }

    /** The oracle reads the text of each cell with BigDecimal. */
    private void assertSameAs(final String[] row, final Candle candle, final boolean countsContracts) {
        assertThat(candle.openTimeMs).isEqualTo(Long.parseLong(row[0]));
        assertThat(candle.closeTimeMs).isEqualTo(Long.parseLong(row[6]));
        assertThat(candle.tradeCount).isEqualTo(Long.parseLong(row[8]));
        assertThat(candle.open.toBigDecimal()).isEqualByComparingTo(new BigDecimal(row[1]));
        assertThat(candle.high.toBigDecimal()).isEqualByComparingTo(new BigDecimal(row[2]));
        assertThat(candle.low.toBigDecimal()).isEqualByComparingTo(new BigDecimal(row[3]));
        assertThat(candle.close.toBigDecimal()).isEqualByComparingTo(new BigDecimal(row[4]));
        final BigDecimal fifth = new BigDecimal(row[5]);
        final BigDecimal seventh = new BigDecimal(row[7]);
        if (countsContracts) {
            assertThat(candle.contracts.toBigDecimal()).isEqualByComparingTo(fifth);
            assertThat(candle.volume.toBigDecimal()).isEqualByComparingTo(seventh);
            assertThat(candle.quoteVolume.isPresent()).isFalse();
        } else {
            assertThat(candle.volume.toBigDecimal()).isEqualByComparingTo(fifth);
            assertThat(candle.quoteVolume.toBigDecimal()).isEqualByComparingTo(seventh);
            assertThat(candle.contracts.isPresent()).isFalse();
        }
        assertThat(candle.closed).isTrue();
        assertThat(candle.finality).isEqualTo(Finality.REST);
        assertThat(candle.source).isEqualTo(Source.BACKFILL);
        assertThat(candle.readNs).isEqualTo(nowNs);
        assertThat(candle.parsedNs).isEqualTo(nowNs);
        assertThat(candle.receivedTimeNs).isPositive();
        assertThat(candle.eventTimeMs).isEqualTo(Candle.NONE);
    }

    @Test
    void shouldWithholdTheRowThatIsStillForming() throws Exception {
        klines = (path, query) -> Reply.json(Recorded.text("coinm-klines-forming.json"));
        final long firstMs = 1_790_373_900_000L;
        serverTimeMs = firstMs + 2 * MINUTE_MS - 1;
        final Answer answer = ask(BinanceMarket.COINM, "BTCUSD_PERP", Interval.M1, firstMs, firstMs + 10 * MINUTE_MS);
        assertThat(answer).isEqualTo(new Answer(1, firstMs));
        assertThat(received).extracting(c -> c.openTimeMs).containsExactly(firstMs);
    }

    @Test
    void shouldHandOnTheLastRowOnceItsTimeIsOver() throws Exception {
        klines = (path, query) -> Reply.json(Recorded.text("coinm-klines-forming.json"));
        final long firstMs = 1_790_373_900_000L;
        serverTimeMs = firstMs + 2 * MINUTE_MS;
        final Answer answer = ask(BinanceMarket.COINM, "BTCUSD_PERP", Interval.M1, firstMs, firstMs + 10 * MINUTE_MS);
        assertThat(answer).isEqualTo(new Answer(2, firstMs + MINUTE_MS));
    }

    @Test
    void shouldJudgeByTheTimeBeforeTheRequestHoweverLateTheAnswerComes() throws Exception {
        serverTimeMs = START_MS + 2 * MINUTE_MS - 1;
        final String written = FakeRows.json(START_MS, START_MS + MINUTE_MS, MINUTE_MS);
        klines = (path, query) -> {
            // The first answer is written while minute 1 forms, and arrives when it is over.
            nowNs += TimeUnit.SECONDS.toNanos(30);
            return Reply.json(klineRequests().size() == 1 ? written.replace("12.5", "3.25") : written);
        };
        assertThat(askMinutes(BinanceMarket.SPOT, 0, 1)).isEqualTo(new Answer(2, START_MS + MINUTE_MS));
        assertThat(openMinutes()).containsExactly(0L, 1L);
        assertThat(received.get(0).volume).hasToString("3.25");
        assertThat(received.get(1).volume).hasToString("12.5");
    }

    @Test
    void shouldNotAskForWhatCannotBeOver() throws Exception {
        serverTimeMs = START_MS + MINUTE_MS - 1;
        assertThat(askMinutes(BinanceMarket.SPOT, 0, 5)).isEqualTo(new Answer(0, START_MS - MINUTE_MS));
        assertThat(klineRequests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(BinanceMarket.class)
    void shouldCollectSeveralPagesByEachMarketsOwnRule(final BinanceMarket market) throws Exception {
        final FakeRows rows = new FakeRows(START_MS, MINUTE_MS, 4000, market == BinanceMarket.COINM);
        klines = rows::answer;
        final Answer answer = askMinutes(market, 0, 3999);
        assertThat(answer).isEqualTo(new Answer(4000, START_MS + 3999 * MINUTE_MS));
        for (int i = 0; i < 4000; i++) {
            assertThat(received.get(i).openTimeMs).isEqualTo(START_MS + i * MINUTE_MS);
        }
        final int pages = (4000 + market.klinesPerRequest() - 1) / market.klinesPerRequest();
        assertThat(klineRequests())
                .hasSize(pages)
                .allMatch(r -> r.startsWith(market.klinesPath() + "?symbol=BTCUSDT&"));
        assertThat(exchange.requests())
                .filteredOn(r -> r.equals(market.timePath()))
                .hasSize(1);
    }

    @Test
    void shouldAskForNoMoreThan200DaysOfFuturesAtOnce() throws Exception {
        final long dayMs = TimeUnit.DAYS.toMillis(1);
        final long firstMs = Interval.D1.openTimeAt(START_MS);
        final FakeRows rows = new FakeRows(firstMs, dayMs, 500, true);
        serverTimeMs = firstMs + 1000 * dayMs;
        klines = (path, query) -> {
            assertThat(FakeRows.value(query, "endTime") - FakeRows.value(query, "startTime"))
                    .isLessThan(200 * dayMs);
            return rows.answer(path, query);
        };
        final Answer answer = ask(BinanceMarket.COINM, "BTCUSD_PERP", Interval.D1, firstMs, firstMs + 499 * dayMs);
        assertThat(answer).isEqualTo(new Answer(500, firstMs + 499 * dayMs));
        assertThat(klineRequests()).hasSize(3);
    }

    @Test
    void shouldProveHolesAndEmptyPages() throws Exception {
        final FakeRows rows = new FakeRows(START_MS, MINUTE_MS, 3000, false);
        rows.without(5);
        for (int i = 900; i < 2500; i++) {
            rows.without(i);
        }
        klines = rows::answer;
        final Answer answer = askMinutes(BinanceMarket.SPOT, 0, 2600);
        assertThat(answer).isEqualTo(new Answer(899 + 101, START_MS + 2600 * MINUTE_MS));
        assertThat(openMinutes()).doesNotContain(5L, 900L, 2499L).contains(0L, 4L, 6L, 899L, 2500L, 2600L);
        assertThat(openMinutes()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldProveThatNothingExists() throws Exception {
        assertThat(askMinutes(BinanceMarket.USDM, 3, 9)).isEqualTo(new Answer(0, START_MS + 9 * MINUTE_MS));
    }

    @Test
    void shouldHandOnOnlyWhatWasAskedFor() throws Exception {
        klines = (path, query) -> Reply.json(FakeRows.json(START_MS, START_MS + 9 * MINUTE_MS, MINUTE_MS));
        final Answer answer = askMinutes(BinanceMarket.SPOT, 3, 5);
        assertThat(openMinutes()).containsExactly(3L, 4L, 5L);
        assertThat(answer).isEqualTo(new Answer(3, START_MS + 5 * MINUTE_MS));
    }

    @Test
    void shouldNotTakeTheNewestRowsForAProofOfAHole() {
        final HistoryException failure = failure((path, query) ->
                Reply.json(FakeRows.json(START_MS + 100 * MINUTE_MS, START_MS + 105 * MINUTE_MS, MINUTE_MS)));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("binance spot BTCUSDT 1m").hasMessageContaining("not of the range");
        assertThat(received).isEmpty();
    }

    @Test
    void shouldDeliverNothingOfAPageWithABadRow() {
        final String rows = FakeRows.json(START_MS, START_MS + 5 * MINUTE_MS, MINUTE_MS);
        final int third = rows.indexOf("[" + (START_MS + 3 * MINUTE_MS));
        final String bad = rows.substring(0, third) + rows.substring(third).replaceFirst("\"[0-9.]+\"", "\"oops\"");
        final HistoryException failure = failure((path, query) -> Reply.json(bad));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("row 3").hasMessageContaining("oops");
        assertThat(received).isEmpty();
    }

    @Test
    void shouldRefuseHtmlAndHalfAnAnswer() {
        assertThat(failure((path, query) -> Reply.of(200, "<html>maintenance</html>")))
                .hasMessageContaining("<html>maintenance")
                .extracting(HistoryException::kind)
                .isEqualTo(Kind.BAD_ANSWER);
        final String rows = FakeRows.json(START_MS, START_MS + 5 * MINUTE_MS, MINUTE_MS);
        assertThat(failure((path, query) -> Reply.json(rows.substring(0, rows.length() / 2))))
                .extracting(HistoryException::kind)
                .isEqualTo(Kind.BAD_ANSWER);
        assertThat(received).isEmpty();
    }

    @Test
    void shouldTellCodeAndTextOfARefusal() {
        final HistoryException refusal =
                failure((path, query) -> Reply.of(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        assertThat(refusal.kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(refusal)
                .hasMessageContaining("HTTP 400: -1121 Invalid symbol.")
                .hasMessageContaining("BTCUSDT");
        assertThat(failure((path, query) -> Reply.of(500, "{\"code\":\"x\"}")))
                .hasMessageContaining("HTTP 500: {\"code\":\"x\"}");
    }

    @Test
    void shouldKeepSilentAfterA429AndShareTheSilenceAmongTheFutures() {
        final HistoryException refusal;
        history = history(BinanceMarket.USDM, context);
        klines = (path, query) -> Reply.of(
                429,
                "{\"code\":-1003,\"msg\":\"Too many requests\"}",
                Map.of("Retry-After", "12", "X-MBX-USED-WEIGHT-1M", "2401"));
        refusal = catchThrowableOfType(HistoryException.class, () -> askMinutes(BinanceMarket.USDM, 0, 5));
        assertThat(refusal.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isEqualTo(12_000);
        final int requests = exchange.requests().size();

        try (BinanceHistory coinm = history(BinanceMarket.COINM, context);
                BinanceHistory spot = history(BinanceMarket.SPOT, context)) {
            final HistoryException shared = catchThrowableOfType(HistoryException.class, coinm::symbols);
            assertThat(shared.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(exchange.requests()).hasSize(requests);
            assertThat(catchThrowableOfType(HistoryException.class, spot::symbols)
                            .kind())
                    .isEqualTo(Kind.RATE_LIMITED);
            assertThat(exchange.requests()).hasSize(requests + 1);
        }
    }

    @Test
    void shouldEncodeASymbolOfAnyScript() throws Exception {
        ask(BinanceMarket.USDM, "测试USDT", Interval.M1, START_MS, START_MS);
        ask(BinanceMarket.USDM, "A&B=C", Interval.M1, START_MS, START_MS);
        assertThat(klineRequests().get(0)).contains("?symbol=%E6%B5%8B%E8%AF%95USDT&interval=1m&");
        assertThat(klineRequests().get(1)).contains("?symbol=A%26B%3DC&interval=1m&");
    }

    @Test
    void shouldListTheSymbolsThatTrade() throws Exception {
        klines = (path, query) ->
                Reply.json(Recorded.text("spot-exchange-info.json").replaceFirst("TRADING", "CANCEL_ONLY"));
        history = history(BinanceMarket.SPOT, context);
        assertThat(history.symbols()).containsExactly("LTCBTC", "BNBBTC");
        assertThat(exchange.requests())
                .containsExactly("/api/v3/exchangeInfo?showPermissionSets=false&symbolStatus=TRADING");
    }

    @Test
    void shouldListTheContractsThatTrade() throws Exception {
        klines = (path, query) ->
                Reply.json(Recorded.text("coinm-exchange-info.json").replaceFirst("\"TRADING\"", "\"DELIVERING\""));
        history = history(BinanceMarket.COINM, context);
        assertThat(history.symbols()).containsExactly("ETHUSD_PERP", "LINKUSD_PERP", "BNBUSD_PERP");
    }

    @Test
    void shouldTellTheExchangesTime() throws Exception {
        serverTimeMs = START_MS + 5;
        history = history(BinanceMarket.USDM, context);
        assertThat(history.serverTimeMs()).isEqualTo(START_MS + 5);
        assertThat(exchange.requests()).containsExactly("/fapi/v1/time");
    }

    @Test
    void shouldRefuseWhenClosed() {
        history = history(BinanceMarket.SPOT, context);
        history.close();
        final HistoryException failure = catchThrowableOfType(HistoryException.class, () -> history.symbols());
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("closed");
        assertThat(exchange.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:80", "ftp://host", "http://", "http:///", "https://host/path", "http://a b"})
    void shouldRefuseAnUrlThatIsNone(final String url) {
        final AdapterContext wrong = TestContexts.of(url, 1_000, 1);
        assertThatThrownBy(() -> history(BinanceMarket.SPOT, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://host:port");
    }
}
