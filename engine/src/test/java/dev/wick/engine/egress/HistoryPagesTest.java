package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryPagesTest {
    private ReplayBed bed;
    private FakeConnection socket;
    private Session session;
    private Series btc;

    @BeforeEach
    void start() {
        begin(100, new FeedOptions().build());
    }

    private void begin(final int capacity, final EgressSettings settings) {
        bed = new ReplayBed(capacity, settings);
        bed.nowNs = (ReplayBed.ms(100) + 5_000) * 1_000_000;
        socket = new FakeConnection();
        session = bed.session(socket);
        btc = bed.series("BTCUSDT");
    }

    @Test
    void shouldGiveTheNewestRevisionOfEachOpenTimeFromMemoryInOrder() throws Exception {
        final SeriesHistory history = bed.history(btc, 90);
        bed.publish(btc, 90, 91, 94, 93);
        bed.revise(btc, 91, 1);
        bed.publish(btc, 95, 96);
        history.provenTo(ReplayBed.ms(99));
        final Map<String, Field> page = page(90, 95, 500);
        assertThat(rows(page)).containsExactly("90", "91r1", "93", "94", "95");
        assertThat(minute(page, "from")).isEqualTo(90);
        assertThat(minute(page, "to")).isEqualTo(95);
        assertThat(page.get("next").value()).isNull();
        assertThat(bed.asked).isEmpty();
        assertThat(socket.text())
                .contains(
                        "{\"type\":\"history\",\"id\":7,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                                + "\"symbol\":\"BTCUSDT\",\"interval\":\"1m\",\"from\":" + ReplayBed.ms(90) + ",\"to\":"
                                + ReplayBed.ms(95) + ",\"candles\":[{\"open_time\":" + ReplayBed.ms(90)
                                + ",\"close_time\":"
                                + (ReplayBed.ms(91) - 1)
                                + ",\"open\":0.3527,\"high\":0.3528,\"low\":0.3522,\"close\":0.3528,"
                                + "\"volume\":25877,\"trade_num\":30,\"source\":\"stream\",\"finality\":\"exchange\",\"revision\":0},");
    }

    @Test
    void shouldGoOnWithTheNextPageWhereTheLimitEndsOne() throws Exception {
        bed.history(btc, 90).provenTo(ReplayBed.ms(99));
        bed.publish(btc, 90, 91, 93, 97);
        final Map<String, Field> first = page(90, 99, 2);
        assertThat(rows(first)).containsExactly("90", "91");
        assertThat(minute(first, "to")).isEqualTo(91);
        assertThat(minute(first, "next")).isEqualTo(92);
        final Map<String, Field> second = page(92, 99, 2);
        assertThat(rows(second)).containsExactly("93", "97");
        assertThat(minute(second, "next")).isEqualTo(98);
        final Map<String, Field> third = page(98, 99, 2);
        assertThat(rows(third)).isEmpty();
        assertThat(minute(third, "to")).isEqualTo(99);
        assertThat(third.get("next").value()).isNull();
    }

    @Test
    void shouldAskRestForWhatMemoryLacks() throws Exception {
        final SeriesHistory history = bed.history(btc, 92);
        bed.publish(btc, 92, 93, 96, 97);
        history.provenTo(ReplayBed.ms(93));
        ask(90, 97, 500);
        assertAsked(90, 91);
        bed.answer();
        bed.settle();
        assertAsked(94, 95);
        bed.answer(bed.asked.get(0), ReplayBed.ms(94));
        bed.asked.remove(0);
        bed.settle();
        assertAsked(95, 95);
        bed.answer();
        bed.settle();
        assertThat(rows(last())).containsExactly("90b", "91b", "92", "93", "94b", "95b", "96", "97");
    }

    @Test
    void shouldServeASeriesOfWhichNothingWasEverHeardByRestAlone() throws Exception {
        ask(10, 300, 50);
        assertAsked(10, 59);
        bed.answer();
        bed.settle();
        assertThat(rows(last())).hasSize(50).startsWith("10b").endsWith("59b");
        assertThat(minute(last(), "next")).isEqualTo(60);
        assertThat(bed.wanted).isEmpty();
    }

    @Test
    void shouldEndWhereNothingLaterIsKnownWithoutAnyMore() throws Exception {
        askNewest(97, 500);
        bed.answer(bed.asked.get(0), ReplayBed.ms(98));
        bed.asked.remove(0);
        bed.settle();
        while (!bed.asked.isEmpty()) {
            bed.answer(bed.asked.get(0), bed.asked.get(0).fromMs() - 1);
            bed.asked.remove(0);
            bed.settle();
        }
        assertThat(rows(last())).containsExactly("97b", "98b");
        assertThat(minute(last(), "to")).isEqualTo(98);
        assertThat(last().get("next").value()).isNull();
    }

    @Test
    void shouldGiveAnEmptyPageBeyondTheNewestClosedCandle() throws Exception {
        bed.history(btc, 98).provenTo(ReplayBed.ms(99));
        bed.publish(btc, 98, 99);
        askNewest(100, 500);
        assertThat(rows(last())).isEmpty();
        assertThat(last().get("next").value()).isNull();
        assertThat(bed.asked).isEmpty();
    }

    @Test
    void shouldNotWaitForRestBecauseOfTheBarThatHasJustEnded() throws Exception {
        bed.history(btc, 97).provenTo(ReplayBed.ms(98));
        bed.publish(btc, 97, 98);
        askNewest(97, 500);
        assertThat(rows(last())).containsExactly("97", "98");
        assertThat(bed.asked).isEmpty();
    }

    @Test
    void shouldAskRestForTheEndOfASeriesThatIsNotCarriedAnyMore() throws Exception {
        bed.history(btc, 50).provenTo(ReplayBed.ms(51));
        bed.publish(btc, 50, 51);
        askNewest(50, 500);
        assertThat(bed.asked)
                .singleElement()
                .satisfies(request -> assertThat(request.fromMs()).isEqualTo(ReplayBed.ms(52)));
    }

    @Test
    void shouldGiveAPageUpToWhereRestFailsAndTheErrorWhenItIsAskedForAgain() throws Exception {
        bed.history(btc, 90).provenTo(ReplayBed.ms(91));
        bed.publish(btc, 90, 91, 95);
        ask(90, 95, 500);
        bed.fail(false);
        bed.settle();
        assertThat(rows(last())).containsExactly("90", "91");
        assertThat(minute(last(), "next")).isEqualTo(92);
        ask(92, 95, 500);
        bed.fail(false);
        bed.settle();
        assertThat(text(last(), "system_message")).isEqualTo("history_unavailable");
        assertThat(text(last(), "message")).contains("BTCUSDT from " + ReplayBed.ms(92) + " on", "cable cut");
        assertThat(last()).doesNotContainKey("available_from").containsKey("id");
    }

    @Test
    void shouldSayFromWhereOnTheExchangeReaches() throws Exception {
        bed.history(btc, 90).provenTo(ReplayBed.ms(99));
        bed.publish(btc, 90);
        ask(10, 95, 500);
        bed.fail(true);
        assertAsked(50, 89);
        bed.answer(bed.asked.get(0), bed.asked.get(0).fromMs() - 1);
        bed.asked.remove(0);
        assertAsked(70, 89);
        bed.answer();
        bed.settle();
        assertThat(text(last(), "message")).contains("those from " + ReplayBed.ms(70) + " on can", "cable cut");
        assertThat(minute(last(), "available_from")).isEqualTo(70);
    }

    @Test
    void shouldNameWhatMemoryHasIfRestGivesNothing() throws Exception {
        bed.history(btc, 90).provenTo(ReplayBed.ms(99));
        bed.publish(btc, 90);
        ask(89, 95, 500);
        bed.fail(true);
        bed.settle();
        assertThat(minute(last(), "available_from")).isEqualTo(90);
    }

    @Test
    void shouldAskForNoMoreThanTheReach() throws Exception {
        ask(100 - RestWalk.MAX_REACH - 2, 95, 500);
        assertThat(bed.asked).isEmpty();
        assertThat(text(last(), "system_message")).isEqualTo("history_unavailable");
        assertThat(minute(last(), "available_from")).isEqualTo(99 - RestWalk.MAX_REACH);
        ask(99 - RestWalk.MAX_REACH, 95, 500);
        assertThat(bed.asked).hasSize(1);
    }

    @Test
    void shouldServeOnePageAtATimeInTheOrderOfRequest() throws Exception {
        ask(10, 10, 500);
        ask(20, 20, 500);
        assertAsked(10, 10);
        bed.answer();
        bed.settle();
        assertAsked(20, 20);
        bed.answer();
        bed.settle();
        assertThat(rows(last())).containsExactly("20b");
        for (int i = 0; i < PageQueue.MAX_WAITING + 2; i++) {
            ask(30, 30, 500);
        }
        assertThat(text(last(), "system_message")).isEqualTo("too_many_requests");
        bed.sessions.abort(session, "the test");
        bed.settle();
        assertThat(bed.asked.get(0).isCancelled()).isTrue();
        assertThat(bed.pages.isEmpty()).isTrue();
    }

    @Test
    void shouldSayWhenToAskAgainToWhoAsksTooOften() throws Exception {
        begin(100, new FeedOptions().historyPerSecond(2).build());
        bed.history(btc, 90).provenTo(ReplayBed.ms(99));
        final int burst = 2 * FeedLimits.BURST_SECONDS;
        for (int i = 0; i < burst; i++) {
            assertThat(text(page(90, 95, 500), "type")).isEqualTo("history");
        }
        ask(90, 95, 500);
        assertThat(text(last(), "system_message")).isEqualTo("rate_limited");
        assertThat(number(last(), "retry_after_ms")).isEqualTo(500);
        assertThat(bed.metrics.value(Metric.SUBSCRIBER_ERRORS, "rate_limited")).isEqualTo(1);
        bed.sessions.now(bed.sessions.nowNs() + 500_000_000);
        assertThat(text(page(90, 95, 500), "type")).isEqualTo("history");
        ask(90, 95, 500);
        assertThat(text(last(), "system_message")).isEqualTo("rate_limited");
    }

    @Test
    void shouldRefuseAnUnknownSymbol() throws Exception {
        bed.history(session, bed.series("NONSENSE"), ReplayBed.ms(1), ReplayBed.ms(2), 5);
        bed.settle();
        assertThat(text(last(), "message")).isEqualTo("not listed");
        assertThat(text(last(), "system_message")).isEqualTo("unknown symbol");
        bed.history(btc, 90).provenTo(ReplayBed.ms(99));
        assertThat(text(page(90, 95, 500), "type")).isEqualTo("history");
    }

    @Test
    void shouldMakeAPageOnlyWhenThereIsRoomForItAndNoneThatIsLargerThanItsShare() throws Exception {
        final int backlog = 16 * 1024;
        begin(100, new FeedOptions().backlog(4 * 1024, backlog, 1_000).build());
        bed.history(btc, 0).provenTo(ReplayBed.ms(99));
        for (int minute = 0; minute < 100; minute++) {
            bed.publish(btc, minute);
        }
        bed.take(100);
        socket.room = 0;
        bed.sessions.reply(session, new byte[3 * 1024]);
        ask(0, 99, 100);
        assertThat(session.outbox().pending()).isEqualTo(3 * 1024);
        socket.room = Integer.MAX_VALUE;
        bed.settle();
        final List<String> all = new ArrayList<>(rows(last()));
        assertThat(all).hasSizeBetween(10, 30);
        while (last().get("next").value() != null) {
            all.addAll(rows(page(minute(last(), "next"), 99, 100)));
        }
        assertThat(all).hasSize(100).startsWith("0", "1").endsWith("99");
    }

    private Map<String, Field> page(final long from, final long to, final int limit) throws Exception {
        ask(from, to, limit);
        return last();
    }

    private void ask(final long from, final long to, final int limit) {
        bed.history(session, btc, ReplayBed.ms(from), ReplayBed.ms(to), limit);
        bed.settle();
    }

    private void askNewest(final long from, final int limit) {
        bed.history(session, btc, ReplayBed.ms(from), HistoryRequest.NEWEST, limit);
        bed.settle();
    }

    private void assertAsked(final long from, final long to) {
        assertThat(bed.asked).singleElement().satisfies(request -> {
            assertThat(request.fromMs()).isEqualTo(ReplayBed.ms(from));
            assertThat(request.toMs()).isEqualTo(ReplayBed.ms(to));
        });
    }

    /** The last message. */
    private Map<String, Field> last() throws Exception {
        return last(socket);
    }

    static Map<String, Field> last(final FakeConnection socket) throws Exception {
        final String text = socket.text();
        return JsonIn.object(text.substring(text.lastIndexOf("{\"type\":")));
    }

    /** As {@link FakeConnection#entries} writes them. */
    static List<String> rows(final Map<String, Field> page) {
        final List<String> rows = new ArrayList<>();
        for (final Object value : (List<?>) page.get("candles").value()) {
            final Map<?, ?> row = (Map<?, ?>) value;
            final String revision = raw(row, "revision");
            final long minute =
                    (Long.parseLong(raw(row, "open_time")) - FeedHarness.FIRST_OPEN_TIME_MS) / FeedHarness.MINUTE_MS;
            rows.add(minute
                    + ("0".equals(revision) ? "" : "r" + revision)
                    + (raw(row, "source").contains("backfill") ? "b" : ""));
        }
        return rows;
    }

    private static String raw(final Map<?, ?> row, final String name) {
        return ((Field) row.get(name)).raw();
    }

    static String text(final Map<String, Field> message, final String name) {
        return (String) message.get(name).value();
    }

    static long number(final Map<String, Field> message, final String name) {
        return Long.parseLong(message.get(name).raw());
    }

    static long minute(final Map<String, Field> message, final String name) {
        return (number(message, name) - FeedHarness.FIRST_OPEN_TIME_MS) / FeedHarness.MINUTE_MS;
    }
}
