package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What waits for a subscriber that reads slowly: its bounds, the warnings, and what it has chosen to happen. */
class BacklogTest {
    private static final int MAX_MESSAGES = 20;
    private static final int MAX_BYTES = 1_000_000;
    private static final Pattern WARNING = Pattern.compile("\\{\"type\":\"warning\"[^}]*\\}");

    private final ReplayBed bed = new ReplayBed(
            100, new FeedOptions().backlog(100_000, MAX_BYTES, MAX_MESSAGES).build());
    private final Series btc = bed.series("BTCUSDT");
    private final Series eth = bed.series("ETHUSDT");
    private final FakeConnection socket = new FakeConnection();
    private final Session session = bed.session(socket);
    private long minute;

    BacklogTest() {
        bed.history(btc, 0).startLive();
        bed.history(eth, 0).startLive();
        bed.subscribe(session, btc, 0, null, false);
        bed.subscribe(session, eth, 0, null, false);
        socket.room = 0;
    }

    private void closed(final int count) {
        for (int i = 0; i < count; i++) {
            bed.publish(btc, minute++);
            bed.take(1);
            bed.cycle();
        }
    }

    private void open(final int count) {
        for (int i = 0; i < count; i++) {
            bed.forming(eth, minute);
            bed.cycle();
        }
    }

    private void readAll() {
        socket.room = Integer.MAX_VALUE;
        bed.settle();
    }

    private List<String> warnings() {
        final List<String> found = new ArrayList<>();
        final Matcher matcher = WARNING.matcher(socket.text());
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void shouldBeCutBeyondItsMessagesAndNotBefore() {
        closed(MAX_MESSAGES);
        assertThat(session.isOpen()).isTrue();
        closed(1);
        assertThat(session.isOpen()).isFalse();
        assertThat(bed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog")).isEqualTo(1);
        readAll();
        assertThat(socket.closeCode).isEqualTo(1013);
        assertThat(socket.closeReason)
                .isEqualTo("too slow: 21 messages dropped; misses nothing as since of all series: " + ReplayBed.ms(-1));
        assertThat(socket.text()).contains("\"BTCUSDT\":" + ReplayBed.ms(-1), "\"ETHUSDT\":" + ReplayBed.ms(-1));
    }

    @Test
    void shouldWarnAtThreeQuartersAndClearBelowHalf() {
        closed(14);
        assertThat(session.outbox().messages()).isEqualTo(14);
        open(3);
        assertThat(bed.metrics.value(Metric.QUOTES_CONFLATED)).isEqualTo(3);
        closed(1);
        assertThat(session.isWarned).isTrue();
        closed(MAX_MESSAGES - 15);
        assertThat(session.isOpen()).as("the warning takes nobody's place").isTrue();
        open(2);
        readAll();
        assertThat(warnings()).hasSize(2);
        assertThat(warnings().get(0))
                .startsWith("{\"type\":\"warning\",\"event\":\"behind\",\"backlog_messages\":15,\"backlog_bytes\":")
                .contains("\"max_messages\":20,\"max_bytes\":1000000,\"conflated\":3,\"time\":"
                        + ReplayBed.NOW_NS / 1_000_000);
        assertThat(warnings().get(1)).contains("\"event\":\"clear\",\"backlog_messages\":0", "\"conflated\":2");
        assertThat(socket.entries("BTCUSDT")).hasSize(MAX_MESSAGES);
        assertThat(socket.entries("ETHUSDT")).hasSize(1);
    }

    /** More than one catching up brings: what is left must not wait for the next closed candle. */
    @Test
    void shouldGetTheNewestOfAllSeriesOnceItReadsAgainThoughNothingElseHappens() {
        final int many = 10 * MAX_MESSAGES;
        final List<Series> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            final Series one = bed.series("X" + i + "USDT");
            bed.history(one, 0).startLive();
            bed.subscribe(session, one, 0, null, false);
            all.add(one);
        }
        readAll();
        socket.room = 0;
        closed(1);
        for (final Series one : all) {
            bed.forming(one, minute);
        }
        bed.cycle();
        socket.room = Integer.MAX_VALUE;
        for (int i = 0; i < many; i++) {
            bed.cycle();
        }
        for (final Series one : all) {
            assertThat(socket.entries(one.symbol())).as(one.symbol()).hasSize(1);
        }
        assertThat(session.isBehind()).isFalse();
    }

    @Test
    void shouldWarnNobodyWhoDoesNotWantEvents() {
        session.wantsEvents = false;
        closed(MAX_MESSAGES);
        readAll();
        assertThat(warnings()).isEmpty();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void shouldLeaveHalfOfTheMessagesToClosedCandles() {
        open(10 * MAX_MESSAGES);
        closed(MAX_MESSAGES / 2 - 1);
        assertThat(session.isOpen()).isTrue();
        readAll();
        assertThat(socket.entries("BTCUSDT")).hasSize(MAX_MESSAGES / 2 - 1);
    }

    @Test
    void shouldBeCutInsteadOfMissingAnOpenCandleIfItWantsThat() {
        session.disconnectsWhenSlow = true;
        closed(1);
        open(MAX_MESSAGES / 2);
        assertThat(session.isOpen()).isTrue();
        open(1);
        assertThat(session.isOpen()).isFalse();
        assertThat(bed.metrics.value(Metric.SUBSCRIBERS_CUT, "on_slow")).isEqualTo(1);
        assertThat(bed.metrics.value(Metric.QUOTES_CONFLATED)).isZero();
        readAll();
        assertThat(socket.closeCode).isEqualTo(1013);
        assertThat(socket.closeReason).startsWith("too slow: ");
        assertThat(socket.text()).contains("\"resume\":[{", "\"system_message\":\"backlog\"");
    }

    @Test
    void shouldSplitTheResumePointsIntoSubscriptionsThatAreAllowed() {
        final FeedLimits limits = session.settings().limits();
        final int count = limits.maxSymbols() + 1;
        for (int i = 2; i < count; i++) {
            bed.subscribe(session, bed.series("S" + i + "USDT"), 0, null, false);
        }
        closed(MAX_MESSAGES + 1);
        readAll();
        assertThat(socket.closeCode).isEqualTo(1013);
        assertThat(socket.text().split("\"symbols\":\\[", -1)).hasSize(3);
    }
}
