package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a subscriber gets that resumes or asks for a snapshot, duty cycle by duty cycle. */
class ReplayTest {
    private final ReplayBed bed = new ReplayBed(100);
    private final Series btc = bed.series("BTCUSDT");
    private final FakeConnection socket = new FakeConnection();
    private final Session session = bed.session(socket);

    private List<String> got() {
        return socket.entries("BTCUSDT");
    }

    @Test
    void shouldSendWhatWasPublishedAfterTheCandleThatWasReceivedLastAndThenGoLive() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 3);
        bed.take(4);
        bed.since(session, btc, 1, 0);
        bed.settle();
        assertThat(got()).containsExactly("2", "3");
        bed.publish(btc, 4);
        bed.settle();
        assertThat(got()).containsExactly("2", "3", "4");
        assertThat(bed.replays.isEmpty()).isTrue();
        assertThat(bed.metrics.value(Metric.QUOTES_REPLAYED)).isEqualTo(2);
        assertThat(bed.wanted).containsExactly(btc.id());
    }

    @Test
    void shouldSendLateClosesAndRevisionsThatWerePublishedAfterIt() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 4, 3);
        bed.revise(btc, 1, 1);
        bed.publish(btc, 5);
        bed.revise(btc, 1, 2);
        bed.take(7);
        bed.since(session, btc, 4, 0);
        bed.settle();
        assertThat(got()).containsExactly("3", "1r1", "5", "1r2");
        final FakeConnection other = new FakeConnection();
        bed.since(bed.session(other), btc, 1, 1);
        bed.settle();
        assertThat(other.entries("BTCUSDT")).containsExactly("5", "1r2");
    }

    @Test
    void shouldSendNothingTwiceOfWhatStillWaitsInTheClosedQueue() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 3, 4);
        bed.take(3);
        bed.since(session, btc, 0, 0);
        while (bed.cycle() > 0) {
            assertThat(got()).doesNotContain("3");
        }
        assertThat(got()).containsExactly("1", "2");
        bed.settle();
        assertThat(got()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void shouldWaitForItsTurnWhereAnotherEngineWasFaster() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2);
        bed.take(1);
        bed.since(session, btc, 1, 0);
        while (bed.cycle() > 0) {
            assertThat(got()).isEmpty();
        }
        bed.settle();
        assertThat(got()).containsExactly("2");
    }

    @Test
    void shouldSendLaterOpenTimesIfTheOneThatWasReceivedLastIsNotInMemoryButWouldBe() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 4, 5, 2);
        bed.take(5);
        bed.since(session, btc, 3, 0);
        bed.settle();
        assertThat(got()).containsExactly("4", "5");
        bed.revise(btc, 1, 1);
        bed.settle();
        assertThat(got()).containsExactly("4", "5", "1r1");
        assertThat(bed.asked).isEmpty();
    }

    /** A watermark says what a subscriber has; who is on its way through the past has less. */
    @Test
    void shouldTellNoWatermarkBeforeItHasCaughtUp() {
        final StatusEvents statuses = new StatusEvents(bed.sessions, bed.table);
        final GapEvent repaired = new GapEvent.Repaired(btc, 7, 1, 0, ReplayBed.ms(3));
        bed.snapshot(session, btc, 5);
        assertThat(bed.table.isReplaying(btc.id(), session)).isTrue();
        statuses.onGap(repaired);
        bed.settle();
        assertThat(socket.text()).doesNotContain("gap_repaired");

        bed.histories.add(btc).settle();
        bed.histories.of(btc.id()).completeFrom(ReplayBed.ms(3));
        bed.publish(btc, 3);
        bed.settle();
        assertThat(bed.table.isReplaying(btc.id(), session)).isFalse();
        statuses.onGap(repaired);
        bed.settle();
        assertThat(socket.text()).contains("gap_repaired");
    }

    @Test
    void shouldWaitUntilTheHistoryIsSettledAndHasItsFirstCandle() {
        bed.snapshot(session, btc, 5);
        assertThat(bed.cycle()).isZero();
        final SeriesHistory history = bed.histories.add(btc);
        history.settle();
        assertThat(bed.cycle()).isZero();
        history.completeFrom(ReplayBed.ms(3));
        bed.publish(btc, 3);
        bed.settle();
        assertThat(got()).containsExactly("3");
    }

    @Test
    void shouldServeWhatLiesBeforeMemoryByRestAndThenMemory() {
        bed.history(btc, 10);
        bed.publish(btc, 10, 11);
        bed.take(2);
        bed.since(session, btc, 6, 0);
        bed.settle();
        assertThat(bed.asked).singleElement().satisfies(request -> {
            assertThat(request.fromMs()).isEqualTo(ReplayBed.ms(7));
            assertThat(request.toMs()).isEqualTo(ReplayBed.ms(9));
        });
        bed.publish(btc, 12);
        bed.settle();
        assertThat(got()).isEmpty();
        bed.answer();
        bed.settle();
        assertThat(got()).containsExactly("7b", "8b", "9b", "10", "11", "12");
        assertThat(socket.text()).doesNotContain("error");
    }

    @Test
    void shouldFetchTheRemainderThatMemoryForgotMeanwhile() {
        bed.history(btc, 10);
        bed.publish(btc, 10);
        bed.since(session, btc, 8, 0);
        bed.settle();
        for (int minute = 11; minute < 113; minute++) {
            bed.publish(btc, minute);
        }
        bed.take(1_000);
        bed.answer();
        bed.settle();
        assertThat(bed.asked.get(0).fromMs()).isEqualTo(ReplayBed.ms(10));
        assertThat(bed.asked.get(0).toMs()).isEqualTo(ReplayBed.ms(12));
        bed.answer();
        bed.settle();
        assertThat(got())
                .startsWith("9b", "10b", "11b", "12b", "13", "14")
                .hasSize(104)
                .endsWith("112");
    }

    @Test
    void shouldFetchWhatWasWaivedWhileNobodyWantedTheSeries() {
        final SeriesHistory history = bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2);
        history.completeFrom(ReplayBed.ms(5));
        bed.publish(btc, 5, 6);
        bed.revise(btc, 2, 1);
        bed.take(6);
        bed.since(session, btc, 1, 0);
        bed.settle();
        bed.answer();
        bed.settle();
        // The revision of 2 is what REST has served.
        assertThat(got()).containsExactly("2b", "3b", "4b", "5", "6");
        final FakeConnection other = new FakeConnection();
        bed.since(bed.session(other), btc, 5, 0);
        bed.settle();
        assertThat(other.entries("BTCUSDT")).containsExactly("6", "2r1");
    }

    @Test
    void shouldSayFromWhenOnItCanBeHadIfRestCannotBeHad() {
        bed.history(btc, 10);
        bed.publish(btc, 10, 11);
        bed.take(2);
        bed.since(session, btc, 6, 0);
        bed.settle();
        bed.fail(false);
        bed.settle();
        assertThat(got()).containsExactly("10", "11");
        assertThat(socket.text())
                .contains("\"type\":\"error\",\"id\":7", "since_unavailable", "cable cut")
                .contains("\"available_from\":" + ReplayBed.ms(10));
        bed.publish(btc, 12);
        bed.settle();
        assertThat(got()).endsWith("11", "12");
    }

    @Test
    void shouldAskHalfAsFarBackIfTheExchangeRefuses() {
        bed.history(btc, 100);
        bed.publish(btc, 100);
        bed.take(1);
        bed.since(session, btc, 19, 0);
        bed.settle();
        bed.fail(true);
        bed.settle();
        assertThat(bed.asked.get(0).fromMs()).isEqualTo(ReplayBed.ms(60));
        bed.answer();
        bed.settle();
        assertThat(got()).startsWith("60b").endsWith("99b", "100").hasSize(41);
        assertThat(socket.text()).contains("\"available_from\":" + ReplayBed.ms(60));
    }

    @Test
    void shouldEndTheHalvingWithWhatIsInMemory() {
        bed.history(btc, 100);
        bed.publish(btc, 100);
        bed.take(1);
        bed.since(session, btc, 19, 0);
        bed.settle();
        int refusals = 0;
        while (!bed.asked.isEmpty()) {
            bed.fail(true);
            bed.settle();
            refusals++;
        }
        assertThat(refusals).isBetween(6, 8);
        assertThat(got()).containsExactly("100");
        assertThat(socket.text()).containsOnlyOnce("since_unavailable");
    }

    @Test
    void shouldBoundHowFarBackItGoesAndHowMuchOneRequestFetches() {
        bed.history(btc, 20_000);
        bed.publish(btc, 20_000);
        bed.take(1);
        bed.since(session, btc, 0, 0);
        bed.settle();
        final FetchRequest request = bed.asked.get(0);
        assertThat(request.fromMs()).isEqualTo(ReplayBed.ms(20_000 - RestWalk.MAX_REACH));
        assertThat(request.toMs()).isEqualTo(request.fromMs() + 499 * FeedHarness.MINUTE_MS);
        assertThat(socket.text()).contains("\"available_from\":" + request.fromMs());
    }

    @Test
    void shouldGoOnWhereTheProofOfAnAnswerEnds() {
        bed.history(btc, 10);
        bed.publish(btc, 10);
        bed.take(1);
        bed.since(session, btc, 4, 0);
        bed.settle();
        bed.answer(bed.asked.remove(0), ReplayBed.ms(6));
        bed.settle();
        assertThat(bed.asked.get(0).fromMs()).isEqualTo(ReplayBed.ms(7));
        bed.answer();
        bed.settle();
        assertThat(got()).containsExactly("5b", "6b", "7b", "8b", "9b", "10");
    }

    @Test
    void shouldHaveFewRequestsAtOnceForOneSubscriber() {
        for (int i = 0; i < 5; i++) {
            final Series series = bed.series("S" + i + "USDT");
            bed.history(series, 10);
            bed.publish(series, 10);
            bed.since(session, series, 8, 0);
        }
        bed.settle();
        assertThat(bed.asked).hasSize(2);
        bed.answer();
        bed.settle();
        assertThat(bed.asked).hasSize(2);
        bed.table.removeAll(session);
        assertThat(bed.asked).allMatch(FetchRequest::isCancelled);
        assertThat(session.fetches).isZero();
        bed.answer();
        bed.settle();
        assertThat(bed.replays.isEmpty()).isTrue();
    }

    @Test
    void shouldSendTheNewestRevisionOfTheLastOpenTimesInTheOrderOfPublicationThenTheFormingOne() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 3, 5, 4);
        bed.revise(btc, 3, 1);
        bed.take(7);
        // Somebody has been there before: so the open candle is known.
        bed.subscribe(bed.session(new FakeConnection()), btc, 0, null, false);
        bed.forming(btc, 6);
        bed.snapshot(session, btc, 3);
        bed.settle();
        assertThat(got()).containsExactly("5", "4", "3r1", "(6)");
        bed.publish(btc, 6);
        bed.settle();
        assertThat(got()).containsExactly("5", "4", "3r1", "(6)", "6");
    }

    @Test
    void shouldNotSendAFormingCandleThatWasClosedOrIsNotWanted() {
        bed.history(btc, 0);
        bed.subscribe(bed.session(new FakeConnection()), btc, 0, null, false);
        bed.publish(btc, 0);
        bed.forming(btc, 1);
        bed.publish(btc, 1);
        bed.snapshot(session, btc, 9);
        bed.settle();
        assertThat(got()).containsExactly("0", "1");
        bed.forming(btc, 2);
        final FakeConnection other = new FakeConnection();
        bed.subscribe(bed.session(other), btc, 1, null, true);
        bed.settle();
        assertThat(other.entries("BTCUSDT")).containsExactly("1");
    }

    @Test
    void shouldForgetTheFormingCandleOfATimeInWhichSomebodyElseSubscribed() {
        bed.history(btc, 0);
        final Session before = bed.session(new FakeConnection());
        bed.subscribe(before, btc, 0, null, false);
        bed.forming(btc, 1);
        bed.table.removeAll(before);
        bed.forming(btc, 1);
        bed.snapshot(session, btc, 9);
        bed.settle();
        assertThat(got()).isEmpty();
    }

    @Test
    void shouldSendNoLiveCandleOfTheSeriesBeforeItHasCaughtUp() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 3);
        bed.take(4);
        socket.room = 0;
        bed.since(session, btc, 0, 0);
        bed.publish(btc, 4);
        bed.take(1);
        bed.forming(btc, 5);
        assertThat(session.outbox().pending()).isZero();
        socket.room = Integer.MAX_VALUE;
        bed.settle();
        assertThat(got()).containsExactly("1", "2", "3", "4");
        bed.forming(btc, 5);
        bed.settle();
        assertThat(got()).endsWith("4", "(5)");
    }

    @Test
    void shouldEndWithTheSubscription() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2);
        bed.take(3);
        bed.since(session, btc, 0, 0);
        bed.table.remove(btc.id(), session);
        bed.settle();
        assertThat(got()).isEmpty();
        assertThat(bed.replays.isEmpty()).isTrue();
        assertThat(bed.wanted).isEmpty();
    }

    @Test
    void shouldEndWithTheSessionAndAfterAsManyQuotesAsItWanted() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 3, 4);
        bed.take(5);
        session.quotesLeft = 2;
        bed.since(session, btc, 0, 0);
        bed.settle();
        assertThat(got()).containsExactly("1", "2");
        assertThat(socket.closeCode).isEqualTo(1000);
        assertThat(bed.replays.isEmpty()).isTrue();
    }

    @Test
    void shouldBeginAnewWhenAskedAgain() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 1, 2, 3);
        bed.take(4);
        bed.since(session, btc, 2, 0);
        bed.since(session, btc, 1, 0);
        bed.settle();
        assertThat(got()).containsExactly("2", "3");
        bed.since(session, btc, 2, 0);
        bed.publish(btc, 4);
        bed.settle();
        assertThat(got()).containsExactly("2", "3", "3", "4");
        assertThat(bed.metrics.value(Metric.REPLAYS_ACTIVE)).isZero();
    }

    @Test
    void shouldContinueByRestWhenTheRingOverwritesWhatIsNext() {
        overtake();
        assertThat(bed.asked).hasSize(1);
        while (!bed.asked.isEmpty()) {
            bed.answer();
            bed.settle();
        }
        final List<String> minutes =
                got().stream().map(entry -> entry.replace("b", "")).toList();
        final List<String> expected = new ArrayList<>();
        for (int minute = 1; minute < 400; minute++) {
            expected.add(Integer.toString(minute));
        }
        assertThat(minutes).isEqualTo(expected);
    }

    @Test
    void shouldCloseASubscriberThatWasOvertakenIfRestCannotBeHad() {
        overtake();
        bed.fail(false);
        bed.settle();
        assertThat(socket.closeCode).isEqualTo(1013);
        final List<String> got = got();
        final long last = Long.parseLong(got.get(got.size() - 1));
        assertThat(socket.text()).contains("overtaken", "\\\"since\\\": " + ReplayBed.ms(last));
        assertThat(bed.metrics.value(Metric.SUBSCRIBERS_CUT, "overtaken")).isEqualTo(1);
    }

    /** A resume goes on behind it in the order of publication, so that the newest would bring much twice. */
    @Test
    void shouldNameToWhoIsCutTheCandleThatItWasSentLast() {
        bed.history(btc, 0);
        bed.publish(btc, 0, 200);
        for (int late = 1; late < 99; late++) {
            bed.publish(btc, late);
        }
        overtake(300);
        bed.fail(false);
        bed.settle();
        final List<String> got = got();
        final long last = Long.parseLong(got.get(got.size() - 1));
        assertThat(got).startsWith("200", "1");
        assertThat(last).isBetween(1L, 98L);
        assertThat(socket.text()).contains("overtaken", "\\\"since\\\": " + ReplayBed.ms(last));
    }

    /** The subscriber has read some, and then the ring goes round three times. */
    private void overtake() {
        bed.history(btc, 0);
        for (int minute = 0; minute < 100; minute++) {
            bed.publish(btc, minute);
        }
        overtake(100);
    }

    /** The same with what was published; then these and later minutes follow. */
    private void overtake(final int fromMinute) {
        bed.take(100);
        socket.room = 0;
        bed.since(session, btc, 0, 0);
        for (int i = 0; i < 100; i++) {
            bed.cycle();
        }
        for (int minute = fromMinute; minute < fromMinute + 300; minute++) {
            bed.publish(btc, minute);
            bed.take(1);
        }
        socket.room = Integer.MAX_VALUE;
        bed.settle();
    }

    @Test
    void shouldSayOfACandleOfThePastWhenItWasSent() {
        bed.history(btc, 2);
        bed.publish(btc, 2, 3);
        bed.take(2);
        bed.subscribe(session, btc, 0, new Since(ReplayBed.ms(0), 0), SubscriptionTable.TIMESTAMPS);
        bed.settle();
        bed.answer();
        bed.settle();
        assertThat(got()).containsExactly("1b", "2", "3");
        assertThat(socket.text().split("\"sent_time\":" + ReplayBed.NOW_NS + "}", -1))
                .hasSize(4);
    }

    @Test
    void shouldStayBelowWhereOpenCandlesAreConflated() {
        bed.history(btc, 0);
        for (int minute = 0; minute < 100; minute++) {
            bed.publish(btc, minute);
        }
        bed.take(100);
        socket.room = 0;
        bed.since(session, btc, 0, 0);
        final Series eth = bed.series("ETHUSDT");
        bed.subscribe(session, eth, 0, null, false);
        for (int i = 0; i < 100; i++) {
            bed.cycle();
        }
        bed.forming(eth, 0);
        assertThat(session.outbox().pending()).isBetween(32 * 1024, 34 * 1024);
        assertThat(bed.metrics.value(Metric.QUOTES_CONFLATED)).isZero();
    }
}
