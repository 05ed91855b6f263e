package dev.wick.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.history.LogStep;
import dev.wick.engine.ops.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal tells of what was published, while it is being written. */
final class JournalReadTest {
    private static final String BTC = "BTCUSDT";
    private static final int ANY_REVISION = 2;

    @TempDir
    private Path temp;

    private final List<LogPage> answers = new ArrayList<>();

    private LogPage read(final JournalBed bed, final LogQuery query) throws Exception {
        answers.clear();
        bed.journal.read(query, answers::add);
        bed.journal.duty().doWork();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private LogPage after(final JournalBed bed, final int number) throws Exception {
        return read(bed, query(bed, number, ANY_REVISION, LogQuery.BEGINNING));
    }

    private static LogQuery query(final JournalBed bed, final int number, final int revision, final long place) {
        return new LogQuery(bed.series(BTC), JournalBed.FIRST_MS + number * 60_000L, revision, place);
    }

    /** Candles by their numbers, what was given up as {@code 3-5}. */
    private static List<String> steps(final LogPage page) {
        assertThat(page.isKnown()).isTrue();
        return page.steps().stream()
                .map(step -> step instanceof final LogStep.Waived waived
                        ? JournalBed.number(waived.fromMs()) + "-" + JournalBed.number(waived.toMs())
                        : "" + JournalBed.number(((LogStep.Published) step).candle().openTimeMs))
                .toList();
    }

    private static List<String> texts(final int from, final int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void shouldTellWhatWasPublishedAfterACandleInTheOrderOfPublication() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (final int number : new int[] {1, 2, 6, 4, 7, 3}) {
                bed.append(BTC, number);
                bed.append("ETHUSDT", number + 50);
            }
            assertThat(steps(after(bed, 6))).containsExactly("4", "7", "3");
            assertThat(steps(after(bed, 4))).containsExactly("7", "3");
            final LogPage nothing = after(bed, 3);
            assertThat(steps(nothing)).isEmpty();
            assertThat(nothing.isEnd()).isTrue();
            assertThat(JournalBed.number(nothing.lastOpenTimeMs())).isEqualTo(3);
            assertThat(nothing.lastRevision()).isZero();
            assertThat(((LogStep.Published) after(bed, 7).steps().get(0)).candle())
                    .usingRecursiveComparison()
                    .isEqualTo(JournalBed.fill(
                            new dev.wick.adapters.feed.Candle(), bed.series(BTC).id(), 3));
        }
    }

    @Test
    void shouldGoOnWhereTheLastPageEndedThroughAllSegmentsAndWhatCameMeanwhile() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int number = 0; number < 300; number++) {
                bed.append(BTC, number);
            }
            final LogPage first = after(bed, 9);
            assertThat(first.isEnd()).isFalse();
            assertThat(steps(first)).isEqualTo(texts(10, 10 + SeriesLog.PAGE_CANDLES));
            bed.append(BTC, 300);
            final LogPage second = read(bed, query(bed, 9, ANY_REVISION, first.next()));
            assertThat(second.isEnd()).isTrue();
            assertThat(steps(second)).isEqualTo(texts(10 + SeriesLog.PAGE_CANDLES, 301));
            final LogPage third = read(bed, query(bed, 9, ANY_REVISION, second.next()));
            assertThat(steps(third)).isEmpty();
            bed.append(BTC, 301);
            assertThat(steps(read(bed, query(bed, 9, ANY_REVISION, third.next()))))
                    .containsExactly("301");
        }
    }

    @Test
    void shouldKnowTheNextRunWhatThisOnePublished() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int number = 0; number < 60; number++) {
                bed.append(BTC, number);
            }
        }
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append(BTC, 60);
            assertThat(steps(after(bed, 3))).isEqualTo(texts(4, 61));
        }
    }

    /** A revision that the subscriber has not got comes, even if it has a later candle. */
    @Test
    void shouldTakeTheLastEntryWithTheRevisionOfTheSubscriberOrALowerOne() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            // The revision follows from the number, modulo 3.
            for (final int number : new int[] {1, 2, 3, 1, 4}) {
                bed.append(BTC, number);
            }
            assertThat(steps(read(bed, query(bed, 1, 1, LogQuery.BEGINNING)))).containsExactly("4");
            assertThat(steps(read(bed, query(bed, 2, 1, LogQuery.BEGINNING)))).containsExactly("3", "4");
            assertThat(steps(read(bed, query(bed, 2, 2, LogQuery.BEGINNING)))).containsExactly("3", "1", "4");
        }
    }

    @Test
    void shouldTellWhatWasGivenUpAndNeverPublished() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append(BTC, 1);
            bed.append(BTC, 4);
            bed.waive(BTC, 2, 9);
            bed.append(BTC, 10);
            bed.append(BTC, 7);
            assertThat(steps(after(bed, 4))).containsExactly("2-3", "5-6", "8-9", "10", "7");
            assertThat(steps(after(bed, 10))).containsExactly("7");
        }
    }

    /** What was given up the subscriber may have from REST: it goes on in the middle of it. */
    @Test
    void shouldGoOnWithinWhatWasGivenUp() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append(BTC, 1);
            bed.waive(BTC, 2, 9);
            bed.append(BTC, 10);
            bed.append(BTC, 5);
            assertThat(steps(after(bed, 3))).containsExactly("4-4", "6-9", "10", "5");
            assertThat(steps(after(bed, 9))).containsExactly("10", "5");
        }
    }

    /** It was older than the first that was published here: a candle of a snapshot, which the exchange told. */
    @Test
    void shouldBeginWithItsFirstCandleForWhoComesFromBefore() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append(BTC, 11);
            bed.append(BTC, 9);
            bed.append(BTC, 12);
            assertThat(steps(after(bed, 10))).containsExactly("11", "12");
            assertThat(steps(after(bed, 8))).containsExactly("11", "9", "12");
        }
    }

    @Test
    void shouldNotKnowACandleThatMayHaveGoneWithItsSegment() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int number = 0; number < 1_000; number++) {
                bed.append(BTC, number);
            }
            assertThat(after(bed, 5).isKnown()).isFalse();
            assertThat(after(bed, 990).isKnown()).isTrue();
            assertThat(read(bed, query(bed, 5, ANY_REVISION, SeriesLog.place(1, 64)))
                            .isKnown())
                    .isFalse();
        }
    }

    @Test
    void shouldNotKnowASeriesThatWasNeverPublished() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append("ETHUSDT", 1);
            assertThat(after(bed, 1).isKnown()).isFalse();
        }
    }

    @Test
    void shouldAnswerManyByOnePass() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append(BTC, 1);
            bed.append(BTC, 2);
            bed.append(BTC, 3);
            bed.journal.read(query(bed, 1, 1, LogQuery.BEGINNING), answers::add);
            bed.journal.read(query(bed, 2, 2, LogQuery.BEGINNING), answers::add);
            bed.journal.duty().doWork();
            assertThat(answers).hasSize(2);
            assertThat(steps(answers.get(0))).containsExactly("2", "3");
            assertThat(steps(answers.get(1))).containsExactly("3");
            assertThat(bed.metrics.value(Metric.JOURNAL_READS)).isEqualTo(1);
        }
    }

    /** Nobody hangs: who asks is told that it is not known, and is served by REST. */
    @Test
    void shouldAnswerAlsoIfTheDiskDoesNot() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append(BTC, 1);
            final Path file = JournalBed.files(temp).keySet().stream()
                    .filter(name -> name.endsWith(".journal"))
                    .map(temp::resolve)
                    .findFirst()
                    .orElseThrow();
            Files.delete(file);
            Files.createDirectory(file);
            assertThat(after(bed, 1).isKnown()).isFalse();
        }
    }
}
