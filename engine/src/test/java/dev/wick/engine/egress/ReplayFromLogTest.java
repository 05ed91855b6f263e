package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.history.LogStep;
import dev.wick.engine.history.SeriesHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a subscriber gets that was away for longer than memory reaches, where a log knows what was published. */
class ReplayFromLogTest {
    /** The log, played by the test. */
    private static final class Script implements LogReader {
        final List<LogQuery> queries = new ArrayList<>();
        final List<Consumer<LogPage>> waiting = new ArrayList<>();

        @Override
        public void read(final LogQuery query, final Consumer<LogPage> answer) {
            queries.add(query);
            waiting.add(answer);
        }
    }

    private final Script log = new Script();
    private final ReplayBed bed = new ReplayBed(4, FeedHarness.settings(), log);
    private final Series btc = bed.series("BTCUSDT");
    private final FakeConnection socket = new FakeConnection();
    private final Session session = bed.session(socket);

    private List<String> got() {
        return socket.entries("BTCUSDT");
    }

    private LogStep published(final long minute, final int revision) {
        final Candle candle = ReplayBed.closed(btc, minute, revision);
        return new LogStep.Published(candle);
    }

    private static LogStep waived(final long fromMinute, final long toMinute) {
        return new LogStep.Waived(ReplayBed.ms(fromMinute), ReplayBed.ms(toMinute));
    }

    /** The oldest query is answered; the last candle of the log is the one of a minute. */
    private void answer(final boolean isEnd, final long lastMinute, final LogStep... steps) {
        log.waiting.remove(0).accept(new LogPage(true, List.of(steps), 77, isEnd, ReplayBed.ms(lastMinute), 0));
        bed.settle();
    }

    @Test
    void shouldTakeFromTheLogWhatMemoryHasForgottenAndThenTheRestFromMemory() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 5, 3, 6, 7, 8);
        bed.take(8);
        bed.since(session, btc, 1, 0);
        bed.settle();
        assertThat(log.queries).containsExactly(new LogQuery(btc, ReplayBed.ms(1), 0, LogQuery.BEGINNING));
        answer(false, 8, published(2, 0), published(5, 0));
        assertThat(got()).containsExactly("2", "5");
        assertThat(log.queries).hasSize(2).last().isEqualTo(new LogQuery(btc, ReplayBed.ms(1), 0, 77));
        answer(true, 8, published(3, 0), published(6, 0), published(7, 0), published(8, 0));
        assertThat(got()).containsExactly("2", "5", "3", "6", "7", "8");
        bed.publish(btc, 4);
        bed.settle();
        assertThat(got()).endsWith("8", "4");
        assertThat(bed.asked).isEmpty();
        assertThat(bed.replays.isEmpty()).isTrue();
    }

    @Test
    void shouldHaveByRestWhatNobodyWasOwedAndOnlyThat() {
        final SeriesHistory history = bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2);
        history.completeFrom(ReplayBed.ms(5));
        bed.publish(btc, 5, 6);
        bed.revise(btc, 2, 1);
        bed.take(6);
        bed.since(session, btc, 1, 0);
        bed.settle();
        answer(true, 2, published(2, 0), waived(3, 4), published(5, 0), published(6, 0), published(2, 1));
        assertThat(got()).containsExactly("2");
        assertThat(bed.asked).singleElement().satisfies(request -> {
            assertThat(request.fromMs()).isEqualTo(ReplayBed.ms(3));
            assertThat(request.toMs()).isEqualTo(ReplayBed.ms(4));
        });
        bed.answer();
        bed.settle();
        assertThat(got()).containsExactly("2", "3b", "4b", "5", "6", "2r1");
        assertThat(bed.replays.isEmpty()).isTrue();
    }

    @Test
    void shouldSayWhatCannotBeHadByRestAndGoOnBehindIt() {
        final SeriesHistory history = bed.history(btc, 0);
        bed.publish(btc, 0, 1);
        history.completeFrom(ReplayBed.ms(5));
        bed.publish(btc, 5, 6);
        bed.take(4);
        bed.since(session, btc, 1, 0);
        bed.settle();
        answer(true, 6, waived(2, 4), published(5, 0), published(6, 0));
        bed.fail(false);
        bed.settle();
        assertThat(got()).containsExactly("5", "6");
        assertThat(socket.text())
                .containsOnlyOnce("since_unavailable")
                .contains("cable cut", "\"available_from\":" + ReplayBed.ms(5));
    }

    /** It would come twice: the closed queue has it yet. */
    @Test
    void shouldLeaveToTheLiveOnesWhatTheyHaveNotGotYet() {
        final SeriesHistory history = bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2);
        bed.take(2);
        history.completeFrom(ReplayBed.ms(4));
        bed.since(session, btc, 0, 0);
        bed.cycle();
        bed.cycle();
        log.waiting
                .remove(0)
                .accept(new LogPage(
                        true, List.of(published(1, 0), published(2, 0), waived(3, 3)), 77, true, ReplayBed.ms(2), 0));
        while (bed.cycle() > 0) {
            assertThat(got()).doesNotContain("2");
        }
        assertThat(got()).containsExactly("1");
        bed.settle();
        bed.answer();
        bed.settle();
        assertThat(got()).containsExactly("1", "2", "3b");
    }

    /** The subscriber has read some, and then the ring goes round three times. */
    @Test
    void shouldGoOnInTheLogIfMemoryForgetsWhatIsNext() {
        final ReplayBed large = new ReplayBed(100, FeedHarness.settings(), log);
        final Session slow = large.session(socket);
        large.history(large.series("BTCUSDT"), 0);
        publish(large, 0, 100);
        socket.room = 0;
        large.since(slow, btc, 0, 0);
        for (int i = 0; i < 100; i++) {
            large.cycle();
        }
        assertThat(log.queries).isEmpty();
        publish(large, 100, 400);
        socket.room = Integer.MAX_VALUE;
        large.settle();
        final List<String> got = got();
        final long last = Long.parseLong(got.get(got.size() - 1));
        assertThat(last).isBetween(1L, 90L);
        assertThat(log.queries).containsExactly(new LogQuery(btc, ReplayBed.ms(last), 0, LogQuery.BEGINNING));
        final List<LogStep> steps = new ArrayList<>();
        for (long minute = last + 1; minute < 400; minute++) {
            steps.add(published(minute, 0));
        }
        log.waiting.get(0).accept(new LogPage(true, steps, 77, true, ReplayBed.ms(399), 0));
        large.settle();
        assertThat(got())
                .isEqualTo(LongStream.range(1, 400).mapToObj(Long::toString).toList());
        assertThat(large.asked).isEmpty();
    }

    private void publish(final ReplayBed on, final int fromMinute, final int toMinute) {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            on.publish(btc, minute);
            on.take(1);
        }
    }

    @Test
    void shouldBeServedByOpenTimeIfTheLogDoesNotKnow() {
        bed.history(btc, 10);
        bed.publish(btc, 10, 11);
        bed.take(2);
        bed.since(session, btc, 7, 0);
        bed.settle();
        log.waiting.remove(0).accept(LogPage.UNKNOWN);
        bed.settle();
        bed.answer();
        bed.settle();
        assertThat(got()).containsExactly("8b", "9b", "10", "11");
    }

    /** A journal that was switched off: memory will never have what was last in it. */
    @Test
    void shouldNotAskTheLogForEverIfItsEndIsNotInMemory() {
        bed.history(btc, 10);
        bed.publish(btc, 10, 11);
        bed.take(2);
        bed.since(session, btc, 7, 0);
        bed.settle();
        while (!log.waiting.isEmpty()) {
            assertThat(log.queries).hasSizeLessThan(200);
            answer(true, 3);
        }
        assertThat(bed.asked).hasSize(1);
    }

    @Test
    void shouldHaveFewReadsAtOnceForOneSubscriberAndNoneForWhoHasGone() {
        for (int i = 0; i < 30; i++) {
            final Series series = bed.series("S" + i + "USDT");
            bed.history(series, 10);
            bed.publish(series, 10);
            bed.since(session, series, 8, 0);
        }
        bed.settle();
        assertThat(log.waiting).hasSize(16);
        log.waiting.remove(0).accept(LogPage.UNKNOWN);
        bed.settle();
        assertThat(log.waiting).hasSize(16);
        bed.table.removeAll(session);
        assertThat(session.logReads).isZero();
        log.waiting.forEach(answer -> answer.accept(new LogPage(true, List.of(published(9, 0)), 77, true, 0, 0)));
        bed.settle();
        assertThat(bed.replays.isEmpty()).isTrue();
        assertThat(session.logReads).isZero();
        assertThat(socket.text()).doesNotContain("quote");
    }
}
