package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.HealthBed.GRACE_MS;
import static dev.wick.engine.supervisor.HealthBed.MINUTE_MS;
import static dev.wick.engine.supervisor.HealthBed.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.ops.Metric;
import org.junit.jupiter.api.Test;

/** What subscribers and metrics hear of gaps, and that none is forgotten. */
class GapReportTest {
    private final HealthBed bed = new HealthBed();
    private final Series btc = bed.live("BTCUSDT");

    @Test
    void shouldTellThatAGapOpenedAndThatItIsRepaired() {
        bed.supervisor.onGapOpened(btc.id(), at(1), at(3));
        bed.step();
        bed.supervisor.onGapClosed(btc.id(), at(9), 2, 1);
        bed.step();

        assertThat(bed.gaps)
                .containsExactly(
                        new GapEvent.Opened(btc, START_MS, at(1), at(3), 3),
                        new GapEvent.Repaired(btc, START_MS, 2, 1, at(9)));
    }

    @Test
    void shouldTellOnceWhyAGapIsStillOpenAndWhenItIsTriedAgain() {
        bed.venue.failure = new HistoryException(HistoryException.Kind.UNREACHABLE, "connection refused");
        bed.supervisor.onGapOpened(btc.id(), at(1), at(3));
        bed.pass(2_000);

        assertThat(bed.gaps).hasSize(2);
        assertThat(bed.gaps.get(1)).isInstanceOfSatisfying(GapEvent.Missing.class, missing -> {
            assertThat(missing.cause()).isEqualTo("unreachable");
            assertThat(missing.reason()).isEqualTo("connection refused");
            assertThat(missing.count()).isEqualTo(3);
            assertThat(missing.nextTryMs()).isGreaterThan(missing.timeMs());
        });
    }

    @Test
    void shouldSayThatTheBreakerHoldsARepairBackAndUntilWhen() {
        bed.venue.failure = new HistoryException(HistoryException.Kind.UNREACHABLE, "connection refused");
        for (int i = 0; i < 6; i++) {
            final Series series = bed.series("S" + i);
            bed.supervisor.want(series.id());
            bed.supervisor.onGapOpened(series.id(), at(1), at(3));
        }
        bed.pass(2_500);

        assertThat(bed.gaps)
                .filteredOn(event -> event instanceof GapEvent.Missing)
                .extracting(event -> ((GapEvent.Missing) event).cause())
                .contains("unreachable", "breaker_open");
        assertThat(bed.gaps)
                .filteredOn(event -> event instanceof GapEvent.Missing missing
                        && missing.cause().equals("breaker_open"))
                .allSatisfy(event -> assertThat(((GapEvent.Missing) event).nextTryMs() - event.timeMs())
                        .isBetween(20_000L, 30_000L));
    }

    @Test
    void shouldExportTheAgeOfTheOldestMissingCandleByTheExchangesClock() {
        assertThat(age()).isZero();
        bed.frontiers.put(btc.id(), at(5));
        bed.watermarks.put(btc.id(), at(0));
        bed.oldestMissing.put(btc.id(), at(1));
        final long exchangeMs = at(7);
        bed.deliver(btc, at(6), exchangeMs);
        bed.pass(1_000);

        assertThat(age()).isBetween(300.0, 301.0);
        bed.oldestMissing.clear();
        bed.pass(1_000);
        assertThat(age()).isZero();
    }

    @Test
    void shouldAskForClosesBeyondAGapAloneWhileTheGapIsRepairedByItself() {
        bed.venue.provenToMs = at(-100);
        bed.watermarks.put(btc.id(), at(-3));
        bed.frontiers.put(btc.id(), at(-1));
        bed.supervisor.onGapOpened(btc.id(), at(-2), at(-2));
        bed.pass(MINUTE_MS + GRACE_MS + 500);

        assertThat(bed.venue.asked)
                .anySatisfy(asked -> assertThat(asked.fromMs()).isEqualTo(at(0)))
                .allSatisfy(asked -> assertThat(asked.fromMs()).isIn(at(-2), at(0)));
    }

    @Test
    void shouldRepairAGapOnTheBooksThatNobodyHasAskedFor() {
        bed.watermarks.put(btc.id(), at(-3));
        bed.frontiers.put(btc.id(), at(-1));
        bed.oldestMissing.put(btc.id(), at(-2));
        bed.pass(GRACE_MS - 500);
        assertThat(bed.venue.asked).isEmpty();
        bed.pass(1_000);

        assertThat(bed.venue.asked).hasSize(1);
        assertThat(bed.venue.asked.get(0).fromMs()).isEqualTo(at(-2));
    }

    private double age() {
        return bed.metrics.value(Metric.GAP_OLDEST_AGE, "binance", "spot");
    }

    private static long at(final int minute) {
        return START_MS + minute * MINUTE_MS;
    }
}
