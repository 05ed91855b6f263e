package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.rest.ExchangeShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BinanceConnectionTest implements FeedListener {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long START_MS = 1_790_373_600_000L;
    private static final String CANDLE =
            "{'stream':'btcusdt@kline_1m','data':{'e':'kline','E':1790373660003,'s':'BTCUSDT',"
                    + "'k':{'t':1790373600000,'T':1790373659999,'s':'BTCUSDT','i':'1m','o':'1','c':'2','h':'3','l':'0.5','v':'180',"
                    + "'n':41,'x':true,'q':'0.21498328'}}}";

    private final TestServer server = new TestServer();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> candles = new CopyOnWriteArrayList<>();
    private final List<BinanceAdapter> adapters = new ArrayList<>();
    private long nowMs = START_MS;
    private FeedConnection connection;

    BinanceConnectionTest() throws InterruptedException {}

    @AfterEach
    void end() throws InterruptedException {
        connection.close();
        adapters.forEach(BinanceAdapter::close);
        server.end();
    }

    @Test
    void shouldSubscribeAcknowledgeAndHandOverCandles() {
        open(BinanceMarket.SPOT);
        connection.subscribe(List.of(series(BinanceMarket.SPOT, "BTCUSDT"), series(BinanceMarket.SPOT, "ETHUSDT")));
        tickUntil(() -> server.received.size() == 1);
        assertThat(server.paths).containsExactly("/stream");
        assertThat(server.received.get(0))
                .isEqualTo(
                        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1m\",\"ethusdt@kline_1m\"],\"id\":1}");
        server.say("{'result':null,'id':1}");
        tickUntilEvents("opened", "acknowledged BTCUSDT ETHUSDT");
        server.say(CANDLE);
        await().atMost(PATIENCE).until(() -> candles.size() == 1);
        assertThat(candles).containsExactly("5 BTCUSDT 1790373600000 on leg-bin-sp-0a");
        assertThat(connection.stats().get(Stat.CANDLES)).isEqualTo(1);
        assertThat(connection.stats().get(Stat.FRAMES)).isEqualTo(2);
    }

    @Test
    void shouldQueueWhatIsAskedForBeforeItIsOpen() {
        connection = adapter(BinanceMarket.USDM).connect(5, "leg-bin-um-0a", this::onCandle, this);
        connection.subscribe(List.of(series(BinanceMarket.USDM, "BTCUSDT")));
        tickUntil(() -> server.received.size() == 1);
        assertThat(server.paths).containsExactly("/market/stream");
    }

    @Test
    void shouldKeepToTheMessageRate() {
        open(BinanceMarket.SPOT);
        final List<Series> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(series(BinanceMarket.SPOT, "S" + i + "USDT"));
        }
        connection.subscribe(many);
        connection.tick(nowMs);
        await().atMost(PATIENCE).until(() -> server.received.size() == 3);
        nowMs += 999;
        connection.tick(nowMs);
        nowMs += 50;
        connection.tick(nowMs);
        await().atMost(PATIENCE).until(() -> server.received.size() == 5);
        for (int id = 1; id <= 5; id++) {
            server.say("{'result':null,'id':" + id + "}");
        }
        assertThat(server.received).allSatisfy(text -> assertThat(text).hasSizeLessThan(4_096));
        tickUntil(
                () -> events.stream().filter(e -> e.startsWith("acknowledged")).count() == 5);
    }

    @Test
    void shouldFindTheOneBadSymbolOfARequestThatIsRejectedAsAWhole() {
        open(BinanceMarket.SPOT);
        connection.subscribe(List.of(
                series(BinanceMarket.SPOT, "A"), series(BinanceMarket.SPOT, "BAD"), series(BinanceMarket.SPOT, "C")));
        tickUntil(() -> server.received.size() == 1);
        server.say("{'code':2,'msg':'no','id':1}");
        tickUntil(() -> server.received.size() == 3);
        assertThat(server.received.get(1)).contains("[\"a@kline_1m\",\"bad@kline_1m\"],\"id\":2");
        assertThat(server.received.get(2)).contains("[\"c@kline_1m\"],\"id\":3");
        server.say("{'result':null,'id':3}");
        server.say("{'code':2,'msg':'no','id':2}");
        nowMs += 2_000;
        tickUntil(() -> server.received.size() == 5);
        server.say("{'result':null,'id':4}");
        server.say("{'code':2,'msg':'no','id':5}");
        tickUntilEvents("opened", "acknowledged C", "acknowledged A", "refused BAD: no (code 2)");
    }

    @Test
    void shouldReportARefusedPartAndKeepTheOthers() {
        open(BinanceMarket.SPOT);
        ask("BTCUSDT", 1);
        ask("BAD", 2);
        server.say("{'code':2,'msg':'Invalid request: unknown variant','id':2}");
        tickUntilEvents("opened", "refused BAD: Invalid request: unknown variant (code 2)");
        server.say("{'result':null,'id':1}");
        tickUntil(() -> events.contains("acknowledged BTCUSDT"));
        ask("WORSE", 3);
        server.say("{'error':{'code':3,'msg':'Invalid JSON'}}");
        tickUntil(() -> events.contains("refused WORSE: Invalid JSON (code 3)"));
        ask("ONE", 4);
        ask("TWO", 5);
        server.say("{'code':3,'msg':'whose?'}");
        server.say("{'result':null,'id':5}");
        tickUntil(() -> events.contains("acknowledged TWO"));
        assertThat(events).noneMatch(e -> e.contains("whose?"));
        server.say("{'result':null,'id':99}");
        server.say("{'result':null,'id':4}");
        tickUntil(() -> events.contains("acknowledged ONE"));
    }

    @Test
    void shouldRefuseAnIntervalThatTheMarketDoesNotStream() {
        open(BinanceMarket.USDM);
        final Series seconds = registry.register(Frames.venue(BinanceMarket.USDM), "BTCUSDT", Interval.S1);
        connection.subscribe(List.of(seconds, series(BinanceMarket.USDM, "ETHUSDT")));
        tickUntil(() -> server.received.size() == 1);
        assertThat(server.received.get(0)).contains("[\"ethusdt@kline_1m\"]");
        assertThat(events.get(1)).startsWith("refused BTCUSDT: binance usdm streams only 1m, 3m, 5m");
    }

    @Test
    void shouldUnsubscribeInTurn() {
        open(BinanceMarket.SPOT);
        ask("BTCUSDT", 1);
        server.say("{'result':null,'id':1}");
        tickUntil(() -> events.contains("acknowledged BTCUSDT"));
        connection.unsubscribe(List.of(series(BinanceMarket.SPOT, "BTCUSDT")));
        nowMs += 1_000;
        tickUntil(() -> server.received.size() == 2);
        assertThat(server.received.get(1))
                .isEqualTo("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@kline_1m\"],\"id\":2}");
        server.say("{'result':null,'id':2}");
        server.say("{'e':'serverShutdown','E':1}");
        tickUntil(() -> events.size() == 3);
        nowMs += 60_000;
        connection.tick(nowMs);
        assertThat(events)
                .containsExactly(
                        "opened", "acknowledged BTCUSDT", "notice the exchange is about to restart this server");
    }

    @Test
    void shouldTellOnceThatAnAnswerIsOverdueAndStillTakeItLate() {
        open(BinanceMarket.SPOT);
        ask("BTCUSDT", 1);
        nowMs += 4_999;
        connection.tick(nowMs);
        assertThat(events).containsExactly("opened");
        nowMs += 1;
        connection.tick(nowMs);
        connection.tick(nowMs);
        assertThat(events).containsExactly("opened", "unanswered [binance spot BTCUSDT 1m]");
        server.say("{'result':null,'id':1}");
        tickUntilEvents("opened", "unanswered [binance spot BTCUSDT 1m]", "acknowledged BTCUSDT");
    }

    @Test
    void shouldEndWhenNoCandleFollowsAndTryTheOtherPathNext() {
        final BinanceAdapter adapter = adapter(BinanceMarket.COINM);
        for (final String path : List.of("/stream", "/market/stream", "/stream")) {
            events.clear();
            server.received.clear();
            open(adapter);
            assertThat(server.paths).last().isEqualTo(path);
            connection.subscribe(List.of(series(BinanceMarket.COINM, "BTCUSD_PERP")));
            tickUntil(() -> server.received.contains(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusd_perp@kline_1m\"],\"id\":1}"));
            server.say("{'result':null,'id':1}");
            tickUntil(() -> events.contains("acknowledged BTCUSD_PERP"));
            nowMs += 9_999;
            connection.tick(nowMs);
            assertThat(events).hasSize(2);
            nowMs += 1;
            tickUntil(() -> events.size() == 3);
            assertThat(events.get(2))
                    .startsWith("closed NO_DATA 1 series were accepted, and no candle came within 10000 ms");
        }
    }

    @Test
    void shouldNotMissDataOnceACandleCame() {
        open(BinanceMarket.SPOT);
        ask("BTCUSDT", 1);
        server.say("{'result':null,'id':1}");
        server.say(CANDLE);
        tickUntil(() -> events.size() == 2 && candles.size() == 1);
        nowMs += 3_600_000;
        connection.tick(nowMs);
        assertThat(events).hasSize(2);
    }

    @Test
    void shouldAnnounceItsEndOnceTenMinutesBeforeADayIsOver() {
        open(BinanceMarket.SPOT);
        nowMs = START_MS + 23 * 3_600_000L + 49 * 60_000L;
        connection.tick(nowMs);
        assertThat(events).containsExactly("opened");
        nowMs += 60_000;
        connection.tick(nowMs);
        connection.tick(nowMs + 60_000);
        assertThat(events).hasSize(2).last().asString().startsWith("notice open for 1430 minutes");
    }

    @Test
    void shouldTellOfGarbledFramesButNotOfEachInAStorm() {
        open(BinanceMarket.SPOT);
        series(BinanceMarket.SPOT, "BTCUSDT");
        for (int i = 0; i < 100; i++) {
            server.say("<html>\u0007 no " + i);
        }
        server.say(CANDLE);
        await().atMost(PATIENCE).until(() -> candles.size() == 1);
        assertThat(connection.stats().get(Stat.GARBLED)).isEqualTo(100);
        assertThat(events).hasSize(8).contains("garbled <html>. no 0", "garbled <html>. no 63");
    }

    @Test
    void shouldSurviveASinkThatThrows() {
        final BinanceAdapter adapter = adapter(BinanceMarket.SPOT);
        connection = adapter.connect(5, "leg-bin-sp-0a", this::throwOnce, this);
        series(BinanceMarket.SPOT, "BTCUSDT");
        tickUntil(() -> events.contains("opened"));
        server.say(CANDLE);
        server.say(CANDLE);
        await().atMost(PATIENCE).until(() -> candles.size() == 2);
        assertThat(events).containsExactly("opened");
    }

    @Test
    void shouldSayOnceThatItWasClosedAndNothingAfter() {
        open(BinanceMarket.SPOT);
        ask("BTCUSDT", 1);
        connection.close();
        await().atMost(PATIENCE).until(() -> events.size() == 2);
        assertThat(events).containsExactly("opened", "closed REQUESTED closed by us");
        connection.close();
        connection.subscribe(List.of(series(BinanceMarket.SPOT, "ETHUSDT")));
        nowMs += 86_400_000;
        connection.tick(nowMs);
        assertThat(events).hasSize(2);
    }

    @Test
    void shouldSayThatThePeerClosedIt() throws InterruptedException {
        open(BinanceMarket.SPOT);
        server.stop(1_000, "maintenance");
        await().atMost(PATIENCE).until(() -> events.size() == 2);
        assertThat(events.get(1)).startsWith("closed DISCONNECTED").contains("1001");
    }

    @Test
    void shouldSayThatItNeverCameUp() throws InterruptedException {
        server.end();
        connection = adapter(BinanceMarket.SPOT).connect(5, "leg-bin-sp-0a", this::onCandle, this);
        await().atMost(PATIENCE).until(() -> events.size() == 1);
        assertThat(events.get(0)).startsWith("closed CONNECT").contains("refused");
    }

    private void open(final BinanceMarket market) {
        open(adapter(market));
    }

    private void open(final BinanceAdapter adapter) {
        connection = adapter.connect(5, "leg-" + adapter.venue().code() + "-0a", this::onCandle, this);
        tickUntil(() -> events.contains("opened") && server.paths.size() > 0);
        assertThat(connection.legId()).isEqualTo(5);
    }

    private BinanceAdapter adapter(final BinanceMarket market) {
        final AdapterContext context = new AdapterContext(
                server.url() + "/",
                "http://127.0.0.1:1",
                20_000,
                5_000,
                10_000,
                0,
                0,
                1_000,
                1,
                1,
                100_000,
                registry,
                () -> nowMs,
                () -> nowMs * 1_000_000,
                () -> START_MS * 1_000_000);
        final BinanceAdapter adapter = new BinanceAdapter(Frames.venue(market), context, new ExchangeShare());
        adapters.add(adapter);
        return adapter;
    }

    private void ask(final String symbol, final int messages) {
        connection.subscribe(List.of(series(BinanceMarket.SPOT, symbol)));
        nowMs += 1_000;
        tickUntil(() -> server.received.size() == messages);
    }

    private Series series(final BinanceMarket market, final String symbol) {
        return registry.register(Frames.venue(market), symbol, Interval.M1);
    }

    private void tickUntil(final Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    connection.tick(nowMs);
                    return condition.call();
                });
    }

    private void tickUntilEvents(final String... expected) {
        tickUntil(() -> events.size() >= expected.length);
        assertThat(events).containsExactly(expected);
    }

    private void onCandle(final Candle candle) {
        candles.add(candle.legId + " " + registry.byId(candle.seriesId).symbol() + " " + candle.openTimeMs + " on "
                + Thread.currentThread().getName());
    }

    private void throwOnce(final Candle candle) {
        onCandle(candle);
        if (candles.size() == 1) {
            throw new IllegalStateException("first");
        }
    }

    @Override
    public void onOpened(final FeedConnection of) {
        events.add("opened");
    }

    @Override
    public void onAcknowledged(final FeedConnection of, final List<Series> series) {
        events.add("acknowledged" + symbols(series));
    }

    @Override
    public void onUnanswered(final FeedConnection unanswered, final List<Series> series) {
        events.add("unanswered " + series);
    }

    @Override
    public void onRefused(final FeedConnection of, final List<Series> series, final String exchangeMessage) {
        events.add("refused" + symbols(series) + ": " + exchangeMessage);
    }

    @Override
    public void onNotice(final FeedConnection of, final String notice) {
        events.add("notice " + notice);
    }

    @Override
    public void onGarbled(final FeedConnection of, final String excerpt) {
        events.add("garbled " + excerpt);
    }

    @Override
    public void onClosed(final FeedConnection of, final CloseCause cause, final String detail) {
        events.add("closed " + cause + " " + detail);
    }

    private static String symbols(final List<Series> series) {
        final StringBuilder text = new StringBuilder();
        series.forEach(one -> text.append(' ').append(one.symbol()));
        // The first of many is enough to tell parts apart.
        return series.size() > 5 ? " " + series.get(0).symbol() + "…" : text.toString();
    }
}
