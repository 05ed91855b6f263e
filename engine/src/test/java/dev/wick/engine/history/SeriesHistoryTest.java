package dev.wick.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The closed candles of one series. */
class SeriesHistoryTest {
    private static final Series SERIES =
            new Series(7, Exchange.BINANCE.venue("spot").orElseThrow(), "BTCUSDT", Interval.M1);
    private static final long MINUTE_MS = 60_000;

    private final Candle candle = new Candle();

    @Example
    void shouldBeginEmpty() {
        final SeriesHistory history = new SeriesHistory(SERIES, 3);

        assertThat(history.begin()).isEqualTo(history.end());
        assertThat(history.read(0, candle)).isFalse();
        assertThat(history.lastOf(0, Long.MAX_VALUE)).isEqualTo(SeriesHistory.NOWHERE);
        assertThat(history.completeFromMs()).isEqualTo(Candle.NONE);
        assertThat(history.isSettled()).isFalse();
    }

    @Example
    void shouldSayWhoseTheCandlesAreAndWhenTheyEnd() {
        final SeriesHistory history = new SeriesHistory(SERIES, 3);
        history.append(numbered(5));

        assertThat(history.read(0, candle)).isTrue();
        assertThat(candle.seriesId).isEqualTo(7);
        assertThat(candle.position).isZero();
        assertThat(candle.closeTimeMs).isEqualTo(6 * MINUTE_MS - 1);
    }

    @Example
    void shouldForgetTheOldestAndSayFromWhereOnItIsComplete() {
        final SeriesHistory history = new SeriesHistory(SERIES, 2);
        history.completeFrom(0);
        history.append(numbered(0));
        history.append(numbered(1));
        assertThat(history.completeFromMs()).isZero();
        history.append(numbered(2));

        assertThat(history.begin()).isEqualTo(1);
        assertThat(history.read(0, candle)).isFalse();
        assertThat(history.lastOf(0, 3)).isEqualTo(SeriesHistory.NOWHERE);
        assertThat(history.completeFromMs()).isEqualTo(MINUTE_MS);
    }

    @Example
    void shouldNotClaimToBeCompleteAgainWhenAnOlderOneIsForgottenLater() {
        final SeriesHistory history = new SeriesHistory(SERIES, 1);
        history.append(numbered(9));
        history.append(numbered(3));
        history.append(numbered(10));

        assertThat(history.completeFromMs()).isEqualTo(10 * MINUTE_MS);
    }

    @Example
    void shouldPutNothingBeforeTheOthersWhenFull() {
        final SeriesHistory history = new SeriesHistory(SERIES, 2);
        history.append(numbered(5));
        assertThat(history.prepend(numbered(4))).isTrue();
        assertThat(history.prepend(numbered(3))).isFalse();

        assertThat(history.begin()).isEqualTo(-1);
        assertThat(texts(history)).containsExactly("4", "5");
    }

    /** Between the two there may be a hole, of which nothing was said yet. */
    @Example
    void shouldClaimNothingProvenWhenItIsExtendedDownwardsUntilThatIsSaidAgain() {
        final SeriesHistory history = new SeriesHistory(SERIES, 5);
        history.completeFrom(5 * MINUTE_MS);
        history.append(numbered(5));
        history.provenTo(5 * MINUTE_MS);
        assertThat(history.provenToMs()).isEqualTo(5 * MINUTE_MS);
        history.extendedTo(2 * MINUTE_MS);

        assertThat(history.completeFromMs()).isEqualTo(2 * MINUTE_MS);
        assertThat(history.provenToMs()).isEqualTo(Candle.NONE);
    }

    @Example
    void shouldGoLiveBehindWhatWasRestored() {
        final SeriesHistory history = new SeriesHistory(SERIES, 5);
        history.append(numbered(1));
        history.append(numbered(2));
        history.startLive();
        history.append(numbered(3));

        assertThat(history.liveFrom()).isEqualTo(2);
    }

    @Example
    void shouldFindTheLastEntryOfAnOpenTimeBelowAPosition() {
        final SeriesHistory history = new SeriesHistory(SERIES, 5);
        history.append(numbered(1));
        history.append(numbered(2));
        history.append(numbered(1));

        assertThat(history.lastOf(MINUTE_MS, 3)).isEqualTo(2);
        assertThat(history.lastOf(MINUTE_MS, 2)).isZero();
        assertThat(history.lastOf(2 * MINUTE_MS, 1)).isEqualTo(SeriesHistory.NOWHERE);
    }

    @Example
    void shouldFindTheEntryOfAnOpenTimeWithARevision() {
        final SeriesHistory history = new SeriesHistory(SERIES, 3);
        assertThat(history.positionOf(MINUTE_MS, 0)).isEqualTo(SeriesHistory.NOWHERE);
        history.append(revised(1, 0));
        history.append(revised(1, 1));
        history.append(revised(2, 0));

        assertThat(history.positionOf(MINUTE_MS, 0)).isZero();
        assertThat(history.positionOf(MINUTE_MS, 1)).isEqualTo(1);
        assertThat(history.positionOf(2 * MINUTE_MS, 0)).isEqualTo(2);
        assertThat(history.positionOf(MINUTE_MS, 2)).isEqualTo(SeriesHistory.NOWHERE);
        history.append(revised(1, 2));
        assertThat(history.positionOf(MINUTE_MS, 0)).isEqualTo(SeriesHistory.NOWHERE);
        assertThat(history.positionOf(MINUTE_MS, 1)).isEqualTo(1);
        assertThat(history.positionOf(MINUTE_MS, 2)).isEqualTo(3);
    }

    private static Candle revised(final int minute, final int revision) {
        final Candle candle = numbered(minute);
        candle.revision = revision;
        return candle;
    }

    @Example
    void shouldRefuseSizesThatMakeNoSense() {
        assertThatThrownBy(() -> new SeriesHistory(SERIES, 0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> new SeriesHistory(SERIES, Integer.MAX_VALUE)).hasMessageContaining("2147483647");
    }

    /** Any appends and prepends against a plain list. */
    @Property(tries = 2_000)
    void shouldHoldWhatAPlainListHolds(@ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = random.nextInt(1, 12);
        final SeriesHistory history = new SeriesHistory(SERIES, capacity);
        final List<Integer> model = new ArrayList<>();
        long begin = 0;
        long completeFromMs = Candle.NONE;
        for (int i = random.nextInt(60); i > 0; i--) {
            final int minute = random.nextInt(20);
            if (random.nextInt(3) == 0) {
                final boolean fits = model.size() < capacity;
                assertThat(history.prepend(numbered(minute))).isEqualTo(fits);
                if (fits) {
                    model.add(0, minute);
                    begin--;
                }
            } else {
                assertThat(history.append(numbered(minute))).isEqualTo(begin + model.size());
                model.add(minute);
                if (model.size() > capacity) {
                    completeFromMs = Math.max(completeFromMs, (model.remove(0) + 1) * MINUTE_MS);
                    begin++;
                }
            }
            assertSame(history, model, begin, completeFromMs);
        }
    }

    private void assertSame(
            final SeriesHistory history, final List<Integer> model, final long begin, final long completeFromMs) {
        assertThat(history.begin()).isEqualTo(begin);
        assertThat(history.end()).isEqualTo(begin + model.size());
        assertThat(history.completeFromMs()).isEqualTo(completeFromMs);
        for (int at = 0; at < model.size(); at++) {
            assertThat(history.read(begin + at, candle)).isTrue();
            assertThat(candle.openTimeMs).isEqualTo(model.get(at) * MINUTE_MS);
            assertIntact(candle);
        }
        assertThat(history.read(begin - 1, candle)).isFalse();
        assertThat(history.read(history.end(), candle)).isFalse();
        for (int minute = 0; minute < 20; minute++) {
            final int at = model.lastIndexOf(minute);
            assertThat(history.lastOf(minute * MINUTE_MS, history.end()))
                    .isEqualTo(at < 0 ? SeriesHistory.NOWHERE : begin + at);
        }
    }

    @Example
    void shouldNeverShowAReaderACandleThatIsBeingOverwritten() throws InterruptedException {
        final int rounds = 300_000;
        final SeriesHistory history = new SeriesHistory(SERIES, 8);
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final AtomicLong intact = new AtomicLong();
        final CountDownLatch started = new CountDownLatch(2);
        final List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final Thread reader = new Thread(() -> readUntil(history, rounds, started, intact, failure));
            reader.start();
            readers.add(reader);
        }
        started.await();
        final Candle written = new Candle();
        for (int i = 0; i < rounds; i++) {
            history.append(fill(written, i));
        }
        for (final Thread reader : readers) {
            reader.join();
        }

        assertThat(failure.get()).isNull();
        assertThat(intact.get()).isPositive();
    }

    private static void readUntil(
            final SeriesHistory history,
            final int rounds,
            final CountDownLatch started,
            final AtomicLong intact,
            final AtomicReference<Throwable> failure) {
        final Candle mine = new Candle();
        started.countDown();
        long seen = 0;
        try {
            while (history.end() < rounds && failure.get() == null) {
                // The oldest are the ones that are overwritten next.
                for (long at = history.begin(); at < history.end(); at++) {
                    if (history.read(at, mine)) {
                        assertThat(mine.openTimeMs).isEqualTo(at * MINUTE_MS);
                        assertIntact(mine);
                        seen++;
                    }
                    final long found = history.lastOf(at * MINUTE_MS, history.end());
                    assertThat(found == at || found == SeriesHistory.NOWHERE).isTrue();
                }
            }
            for (long at = history.begin(); at < history.end(); at++) {
                assertThat(history.read(at, mine)).isTrue();
                seen++;
            }
        } catch (final Throwable e) {
            failure.compareAndSet(null, e);
        }
        intact.addAndGet(seen);
    }

    private static Candle numbered(final int minute) {
        return fill(new Candle(), minute);
    }

    /** All values follow from the open time, so that a torn copy shows. */
    private static Candle fill(final Candle candle, final int minute) {
        candle.clear();
        candle.openTimeMs = minute * MINUTE_MS;
        candle.eventTimeMs = minute + 1L;
        candle.receivedTimeNs = minute + 2L;
        candle.tradeCount = minute + 3L;
        candle.firstTradeId = minute + 4L;
        candle.lastTradeId = minute + 5L;
        candle.open.set(minute + 6, 0);
        candle.close.set(minute + 7, 0);
        candle.contracts.set(minute + 8, 0);
        candle.closed = true;
        candle.finality = Finality.EXCHANGE;
        candle.revision = minute;
        candle.legId = minute;
        return candle;
    }

    private static void assertIntact(final Candle candle) {
        final long minute = candle.openTimeMs / MINUTE_MS;
        final boolean isIntact = candle.eventTimeMs == minute + 1
                && candle.receivedTimeNs == minute + 2
                && candle.tradeCount == minute + 3
                && candle.firstTradeId == minute + 4
                && candle.lastTradeId == minute + 5
                && candle.open.mantissa == minute + 6
                && candle.close.mantissa == minute + 7
                && candle.contracts.mantissa == minute + 8
                && candle.revision == minute
                && candle.legId == minute;
        if (!isIntact) {
            throw new AssertionError("torn: " + candle);
        }
    }

    private List<String> texts(final SeriesHistory history) {
        final List<String> texts = new ArrayList<>();
        for (long at = history.begin(); at < history.end(); at++) {
            assertThat(history.read(at, candle)).isTrue();
            texts.add(String.valueOf(candle.openTimeMs / MINUTE_MS));
        }
        return texts;
    }
}
