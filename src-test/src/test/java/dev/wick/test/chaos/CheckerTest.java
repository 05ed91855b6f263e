package dev.wick.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.MadeCandle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker finds nothing in a faultless delivery, and each kind of fault in one that has it. */
class CheckerTest {
    private static final SeriesKey SERIES = new SeriesKey("binance", "spot", "BTCUSDT");
    private static final long BAR_MS = 60_000;
    private static final int BARS = 10;
    private static final long UNTIL_MS = (BARS + 1) * BAR_MS;
    /** Real time of the first receipt; one comes each second. */
    private static final long START_MS = 1_000_000;

    private final List<MadeCandle> made = new ArrayList<>();
    private final List<Receipt> received = new ArrayList<>();
    private final List<Notebook.Claim> claims = new ArrayList<>();
    private List<Truth.Excuse> excused = List.of();
    private boolean isFlagged = true;

    @BeforeEach
    void deliverEverything() {
        for (int i = 1; i <= BARS; i++) {
            made.add(made(i));
            received.add(receipt(i, 0, values(i, 100 + i), "exchange", "stream"));
        }
    }

    @Test
    void shouldFindNothingInAFaultlessDelivery() {
        final Checker checker = check();
        assertThat(checker.findings()).isEmpty();
        assertThat(checker.owed()).isEqualTo(BARS);
        assertThat(checker.delivered()).isEqualTo(BARS);
    }

    @Test
    void shouldFindNothingWrongInTrailingZerosOrAnotherOrder() {
        received.set(3, receipt(4, 0, exactly(4, "104.000"), "exchange", "stream"));
        Collections.swap(received, 5, 7);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void shouldFindACandleThatWasDropped() {
        received.remove(4);
        assertFound(Finding.Kind.MISSING, 5);
    }

    @Test
    void shouldFindTheFirstAndTheLastCandleThatWereDropped() {
        received.remove(0);
        received.remove(received.size() - 1);
        assertThat(check().findings())
                .extracting(Finding::kind, Finding::openTimeMs)
                .containsExactly(tuple(Finding.Kind.MISSING, BAR_MS), tuple(Finding.Kind.MISSING, BARS * BAR_MS));
    }

    @Test
    void shouldOweNothingBeforeTheSubscriptionNorAfterTheEnd() {
        received.removeIf(receipt -> receipt.openTimeMs() < 3 * BAR_MS || receipt.openTimeMs() > 8 * BAR_MS);
        final Notebook notebook = new Notebook("one", SERIES);
        notebook.acknowledged(3 * BAR_MS, true);
        received.forEach(notebook::received);
        final Checker checker = new Checker();
        checker.check(notebook, new Truth(made, excused, isFlagged), 9 * BAR_MS);
        assertThat(checker.findings()).isEmpty();
        assertThat(checker.owed()).isEqualTo(6);
    }

    @Test
    void shouldOweEverythingToWhoReceivedNothingIfTheEngineHadTheSeries() {
        received.clear();
        assertThat(check().count(Finding.Kind.MISSING)).isEqualTo(BARS);
    }

    @Test
    void shouldOweFromTheFirstQuoteOnIfNobodyKnowsWhenTheEngineBegan() {
        final Notebook notebook = new Notebook("one", SERIES);
        notebook.acknowledged(2 * BAR_MS, false);
        assertThat(notebook.owedFromMs()).isEqualTo(Notebook.NEVER);
        notebook.sawQuote(4 * BAR_MS);
        assertThat(notebook.owedFromMs()).isEqualTo(4 * BAR_MS);
    }

    @Test
    void shouldFindACandleThatCameTwice() {
        received.add(received.get(4));
        assertFound(Finding.Kind.TWICE, 5);
    }

    @Test
    void shouldFindACandleThatCameTwiceWithOtherValues() {
        received.add(4, receipt(5, 0, values(5, 1), "exchange", "stream"));
        assertFound(Finding.Kind.TWICE, 5);
    }

    @Test
    void shouldFindEachValueThatWasAltered() {
        for (int field = 0; field < 7; field++) {
            received.set(4, receipt(5, 0, altered(field), "exchange", "stream"));
            assertFound(Finding.Kind.WRONG, 5);
        }
    }

    @Test
    void shouldNotMissAmountsThatTheExchangeDoesNotGive() {
        final Values all = values(5, 105);
        received.set(
                4,
                receipt(
                        5,
                        0,
                        new Values(all.closeTimeMs(), all.open(), all.high(), all.low(), all.close(), null, null),
                        "exchange",
                        "stream"));
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void shouldTakeARevisionThatEndsWithTheRightValues() {
        received.set(4, receipt(5, 0, values(5, 1), "exchange", "stream"));
        received.add(receipt(5, 1, values(5, 105), "rest", "backfill"));
        final Checker checker = check();
        assertThat(checker.findings()).isEmpty();
        assertThat(checker.revisions()).isEqualTo(1);
    }

    @Test
    void shouldFindARevisionThatEndsWithTheWrongValues() {
        received.add(receipt(5, 1, values(5, 1), "exchange", "stream"));
        assertFound(Finding.Kind.WRONG, 5);
    }

    @Test
    void shouldFindRevisionsOutOfOrder() {
        received.set(4, receipt(5, 1, values(5, 1), "exchange", "stream"));
        received.add(receipt(5, 0, values(5, 105), "exchange", "stream"));
        assertThat(check().findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.REVISIONS, Finding.Kind.REVISIONS);
    }

    @Test
    void shouldFindARevisionThatWasLeftOut() {
        received.set(4, receipt(5, 0, values(5, 1), "exchange", "stream"));
        received.add(receipt(5, 2, values(5, 105), "exchange", "stream"));
        assertFound(Finding.Kind.REVISIONS, 5);
    }

    @Test
    void shouldFindARevisionThatChangesNothing() {
        received.add(receipt(5, 1, values(5, 105), "rest", "backfill"));
        assertFound(Finding.Kind.REVISIONS, 5);
    }

    @Test
    void shouldTakeARevisionOfWhatTheFeedDoesNotShow() {
        final Values all = values(5, 105);
        final Values shown = new Values(all.closeTimeMs(), all.open(), all.high(), all.low(), all.close(), null, null);
        received.set(4, receipt(5, 0, shown, "exchange", "stream"));
        received.add(receipt(5, 1, shown, "exchange", "stream"));
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void shouldFindACandleThatNobodyMade() {
        made.remove(4);
        assertFound(Finding.Kind.INVENTED, 5);
    }

    @Test
    void shouldExcuseWhatWasNotListedWhetherItCameOrNot() {
        excused = List.of(new Truth.Excuse(4 * BAR_MS, 6 * BAR_MS));
        made.remove(4);
        received.remove(5);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void shouldNotExcuseWrongValuesOfWhatWasMadeNevertheless() {
        excused = List.of(new Truth.Excuse(4 * BAR_MS, 6 * BAR_MS));
        received.set(4, receipt(5, 0, values(5, 1), "exchange", "stream"));
        assertFound(Finding.Kind.WRONG, 5);
    }

    @Test
    void shouldFindAnOriginThatCannotBe() {
        for (final String[] origin : new String[][] {
            {"exchange", "backfill"},
            {"rest", "stream"},
            {"timer", "stream"},
            {"successor", "stream"},
            {null, "stream"},
            {"exchange", null}
        }) {
            received.set(4, receipt(5, 0, values(5, 105), origin[0], origin[1]));
            assertFound(Finding.Kind.ORIGIN, 5);
        }
    }

    @Test
    void shouldFindAFlagOfAnExchangeThatHasNone() {
        isFlagged = false;
        assertThat(check().count(Finding.Kind.ORIGIN)).isEqualTo(BARS);
    }

    @Test
    void shouldFindTwoSubscribersWhoWereToldDifferentThings() {
        final Checker checker = check();
        received.set(4, receipt(5, 0, values(5, 1), "exchange", "stream"));
        received.add(receipt(5, 1, values(5, 105), "exchange", "stream"));
        checker.check(notebook("another"), new Truth(made, excused, isFlagged), UNTIL_MS);
        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DISAGREEMENT);
    }

    @Test
    void shouldBelieveAWatermarkThatIsTrue() {
        claims.add(new Notebook.Claim(5 * BAR_MS, 6 * BAR_MS, START_MS + 5_000));
        final Checker checker = check();
        assertThat(checker.findings()).isEmpty();
        assertThat(checker.claims()).isEqualTo(1);
    }

    @Test
    void shouldFindAWatermarkOnABarThatStillForms() {
        claims.add(new Notebook.Claim(5 * BAR_MS, 6 * BAR_MS - 1, START_MS + 5_000));
        assertFound(Finding.Kind.WATERMARK, 5);
    }

    @Test
    void shouldFindAWatermarkAheadOfTheExchange() {
        claims.add(new Notebook.Claim((BARS + 1) * BAR_MS, (BARS + 1) * BAR_MS, START_MS + BARS * 1_000L));
        assertFound(Finding.Kind.WATERMARK, BARS + 1);
    }

    @Test
    void shouldFindAWatermarkThatHasPassedACandleWhichCameMuchLater() {
        received.add(received.remove(4));
        received.set(BARS - 1, at(received.get(BARS - 1), START_MS + 60_000));
        claims.add(new Notebook.Claim(6 * BAR_MS, 8 * BAR_MS, START_MS + 7_000));
        assertFound(Finding.Kind.WATERMARK, 5);
    }

    private void assertFound(final Finding.Kind kind, final int bar) {
        assertThat(check().findings())
                .extracting(Finding::kind, Finding::openTimeMs)
                .containsExactly(tuple(kind, bar * BAR_MS));
    }

    private Checker check() {
        final Checker checker = new Checker();
        checker.check(notebook("one"), new Truth(made, excused, isFlagged), UNTIL_MS);
        return checker;
    }

    private Notebook notebook(final String subscriber) {
        final Notebook notebook = new Notebook(subscriber, SERIES);
        notebook.acknowledged(BAR_MS, true);
        received.forEach(notebook::received);
        claims.forEach(notebook::claimed);
        return notebook;
    }

    private static MadeCandle made(final int bar) {
        return new MadeCandle(
                SERIES.symbol(),
                Interval.M1,
                bar * BAR_MS,
                (bar + 1) * BAR_MS - 1,
                decimal(100 + bar),
                decimal(200),
                decimal(50),
                decimal(150),
                decimal(7),
                decimal(700),
                null,
                3,
                1,
                3,
                true);
    }

    private static Values values(final int bar, final int open) {
        return exactly(bar, Integer.toString(open));
    }

    private static Values exactly(final int bar, final String open) {
        return new Values(
                (bar + 1) * BAR_MS - 1,
                new BigDecimal(open),
                decimal(200),
                decimal(50),
                decimal(150),
                decimal(7),
                decimal(3));
    }

    private static Values altered(final int field) {
        return new Values(
                6 * BAR_MS - 1 + (field == 0 ? 1 : 0),
                decimal(105 + (field == 1 ? 1 : 0)),
                decimal(200 + (field == 2 ? 1 : 0)),
                decimal(50 + (field == 3 ? 1 : 0)),
                decimal(150 + (field == 4 ? 1 : 0)),
                decimal(7 + (field == 5 ? 1 : 0)),
                decimal(3 + (field == 6 ? 1 : 0)));
    }

    private static Receipt receipt(
            final int bar, final int revision, final Values values, final String finality, final String source) {
        return new Receipt(bar * BAR_MS, revision, values, finality, source, START_MS + bar * 1_000L, 1);
    }

    private static Receipt at(final Receipt receipt, final long atMs) {
        return new Receipt(
                receipt.openTimeMs(),
                receipt.revision(),
                receipt.values(),
                receipt.finality(),
                receipt.source(),
                atMs,
                receipt.link());
    }

    private static BigDecimal decimal(final long number) {
        return BigDecimal.valueOf(number);
    }
}
