package dev.wick.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.contract.MadeCandles.Gives;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.TradeIds;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.feed.VenueLimits;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.RestFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine may count on at every market, over real sockets: one row for each, the same cases for all. */
@Execution(ExecutionMode.CONCURRENT)
class ExchangeContractTest {
    static Stream<Venue> markets() {
        return Arrays.stream(Exchange.values())
                .flatMap(exchange -> exchange.contractTypes().stream().map(type -> new Venue(exchange, type)));
    }

    /** Which amounts come with a candle: the table of each exchange's package. */
    private static Gives gives(final Venue venue) {
        return switch (venue.code()) {
            case "bin-sp", "bin-um" -> new Gives(true, true, false, true);
            case "bin-cm" -> new Gives(true, false, true, true);
            case "okx-sp", "byb-sp", "byb-li" -> new Gives(true, true, false, false);
            case "okx-sw", "okx-fu", "byb-in" -> new Gives(true, true, true, false);
            case "gat-sp" -> new Gives(true, true, false, false);
            case "gat-um" -> new Gives(true, true, true, false);
            case "gat-cm" -> new Gives(false, true, true, false);
            case "hyp-um", "hyp-cm", "hyp-sp" -> new Gives(true, false, false, true);
            default -> throw new AssertionError("no row for " + venue);
        };
    }

    private static void assertMade(final MarketBed bed, final Series series, final Candle candle) {
        final Gives gives = gives(bed.adapter.venue());
        MadeCandles.assertSame(candle, bed.made(series, candle.openTimeMs).orElseThrow(), gives);
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldDeliverLiveCandlesOfAllThatWasAskedFor(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final List<Series> both = bed.series(2);
            bed.connect().subscribe(both);
            for (final Series one : both) {
                bed.until(() -> bed.acknowledged(one) == 1 && bed.of(one).size() >= 3);
                assertThat(bed.of(one)).allSatisfy(candle -> {
                    assertThat(candle.source).isEqualTo(Source.STREAM);
                    assertThat(candle.legId).isEqualTo(3);
                    assertThat(candle.openTimeMs).isEqualTo(MarketBed.INTERVAL.openTimeAt(candle.openTimeMs));
                    assertThat(candle.receivedTimeNs).isPositive();
                });
            }
            assertThat(bed.events).noneMatch(event -> event.startsWith("refused"));
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldCloseCandlesWithTheExchangesExactValues(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final List<Series> both = bed.series(2);
            bed.connect().subscribe(both);
            for (final Series one : both) {
                bed.until(() -> bed.closed(one).size() >= 3);
                final boolean flagged = bed.adapter.closing() != Closing.UNFLAGGED;
                for (final Candle candle : bed.closed(one)) {
                    assertMade(bed, one, candle);
                    if (!flagged) {
                        assertThat(candle.finality).isEqualTo(Finality.SUCCESSOR);
                    }
                    assertThat(candle.finality).isIn(Finality.EXCHANGE, Finality.SUCCESSOR);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldGiveTheSameHistoryByRest(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            bed.connect().subscribe(List.of(one));
            final long fromMs = bed.formingMs();
            bed.until(() -> bed.made(one, after(fromMs, 3)).isPresent());
            final List<Candle> fetched = new ArrayList<>();
            await().atMost(MarketBed.PATIENCE).until(() -> {
                fetched.clear();
                return bed.fetch(one, fromMs, after(fromMs, 3), fetched).provenToMs() >= after(fromMs, 3);
            });
            assertThat(fetched)
                    .extracting(candle -> candle.openTimeMs)
                    .containsExactly(fromMs, after(fromMs, 1), after(fromMs, 2), after(fromMs, 3));
            for (final Candle candle : fetched) {
                assertThat(candle.closed).isTrue();
                assertThat(candle.finality).isEqualTo(Finality.REST);
                assertThat(candle.source).isEqualTo(Source.BACKFILL);
                bed.made(one, candle.openTimeMs).ifPresent(made -> MadeCandles.assertSame(candle, made, gives(venue)));
            }
            assertThat(bed.made(one, after(fromMs, 2))).isPresent();
        }
    }

    private static long after(final long openTimeMs, final int bars) {
        long time = openTimeMs;
        for (int i = 0; i < bars; i++) {
            time = MarketBed.INTERVAL.next(time);
        }
        return time;
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldListWhatTradesAndNothingElse(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final List<String> listed = bed.adapter.history().symbols();
            assertThat(listed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(bed.exchange.symbols().stream()
                            .map(bed.adapter::canonicalSymbol)
                            .toList());
            bed.exchange.faults().delist(bed.exchange.symbols().get(1));
            assertThat(bed.adapter.history().symbols()).hasSize(listed.size() - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldRefuseABadSymbolAndServeTheGoodOnesThatItCameWith(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final List<Series> three = bed.series(3);
            bed.exchange.faults().refuseSymbol(bed.wireSymbol(three.get(1)));
            bed.connect().subscribe(three);
            bed.until(() -> bed.events.contains("refused " + three.get(1).symbol()));
            bed.until(() ->
                    !bed.of(three.get(0)).isEmpty() && !bed.of(three.get(2)).isEmpty());
            bed.until(() -> bed.acknowledged(three.get(0)) == 1 && bed.acknowledged(three.get(2)) == 1);
            assertThat(bed.of(three.get(1))).isEmpty();
            assertThat(bed.events)
                    .filteredOn(event -> event.startsWith("refused"))
                    .hasSize(1);
            assertThat(bed.events).noneMatch(event -> event.startsWith("closed"));
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldTellThatAnAcknowledgementIsMissingAndTakeASecondOne(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            bed.exchange.faults().withholdAcks(true);
            final FeedConnection connection = bed.connect();
            connection.subscribe(List.of(one));
            bed.until(() -> bed.events.contains("unanswered " + one.symbol()));
            assertThat(bed.acknowledged(one)).isZero();
            assertThat(bed.events).noneMatch(event -> event.startsWith("closed"));
            bed.exchange.faults().withholdAcks(false);
            connection.unsubscribe(List.of(one));
            connection.subscribe(List.of(one));
            bed.until(() -> bed.acknowledged(one) == 1);
            bed.until(() -> !bed.of(one).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldShowByRestThatAHalfAcceptedSeriesTradesAndMendItAlone(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final List<Series> both = bed.series(2);
            final Series mute = both.get(1);
            bed.exchange.faults().muteSymbol(bed.wireSymbol(mute));
            final FeedConnection connection = bed.connect();
            connection.subscribe(both);
            bed.until(() -> bed.acknowledged(mute) == 1 && bed.of(both.get(0)).size() > 5);
            assertThat(bed.of(mute)).isEmpty();
            final Candle newest = bed.adapter.history().newest(mute).orElseThrow();
            assertThat(newest.seriesId).isEqualTo(mute.id());
            assertThat(newest.volume.isPresent() ? newest.volume.mantissa : newest.contracts.mantissa)
                    .isNotNegative();
            bed.exchange.faults().unmuteSymbol(bed.wireSymbol(mute));
            connection.unsubscribe(List.of(mute));
            connection.subscribe(List.of(mute));
            bed.until(() -> bed.acknowledged(mute) == 2 && !bed.of(mute).isEmpty());
            assertThat(bed.acknowledged(both.get(0))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldLeaveOutGarbledFramesAndNothingElse(final Venue venue) throws Exception {
        final FaultPlan plan = FaultPlan.seeded(11).chance(Fault.GARBLE, 0.2);
        try (MarketBed bed = new MarketBed(venue, options -> options.faults(plan))) {
            final Series one = bed.series(1).get(0);
            final FeedConnection connection = bed.connect();
            connection.subscribe(List.of(one));
            bed.until(() -> bed.closed(one).size() >= 2
                    && connection.stats().get(Stat.GARBLED) > 3
                    && bed.events.contains("garbled"));
            if (bed.adapter.closing() != Closing.UNFLAGGED) {
                bed.closed(one).forEach(candle -> assertMade(bed, one, candle));
            }
            assertThat(bed.events).noneMatch(event -> event.startsWith("closed"));
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldSayOnceThatTheServerIsGoneAndConnectAnew(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            bed.connect().subscribe(List.of(one));
            bed.until(() -> !bed.of(one).isEmpty());
            bed.exchange.faults().disconnectAll();
            bed.until(() -> bed.events.contains("closed DISCONNECTED"));
            final int before = bed.candles.size();
            bed.events.clear();
            bed.connect().subscribe(List.of(one));
            bed.until(() -> bed.candles.size() > before + 3);
            assertThat(bed.events).noneMatch(event -> event.startsWith("closed"));
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldOutliveSilenceAndHaveByRestWhatItSwallowed(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            final FeedConnection connection = bed.connect();
            connection.subscribe(List.of(one));
            bed.until(() -> !bed.of(one).isEmpty());
            final long fromMs = bed.formingMs();
            bed.exchange.faults().goSilent(600_000);
            bed.until(() -> bed.exchange.ledger().count(Fault.SILENCE) > 0);
            // What was sent before the silence may be on its way as long as the first bar lasts.
            bed.until(() -> bed.made(one, after(fromMs, 1)).isPresent());
            final long heardMs = connection.stats().lastHeardTimeMs();
            bed.until(() -> bed.made(one, after(fromMs, 2)).isPresent());
            assertThat(connection.stats().lastHeardTimeMs()).isEqualTo(heardMs);
            final List<Candle> fetched = new ArrayList<>();
            await().atMost(MarketBed.PATIENCE).until(() -> {
                fetched.clear();
                return bed.fetch(one, fromMs, after(fromMs, 1), fetched).delivered() == 2;
            });
            fetched.forEach(candle -> assertMade(bed, one, candle));
            bed.exchange.faults().goSilent(0);
            final int before = bed.of(one).size();
            bed.until(() -> bed.of(one).size() > before);
            assertThat(bed.events).noneMatch(event -> event.startsWith("closed"));
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldPassOnBothOfTwoClosesAndTheRightOneLast(final Venue venue) throws Exception {
        final FaultPlan plan = FaultPlan.seeded(5).chance(Fault.REPEAT, 1).chance(Fault.REVISE_CLOSED, 1);
        try (MarketBed bed = new MarketBed(venue, options -> options.faults(plan))) {
            final Series one = bed.series(1).get(0);
            bed.connect().subscribe(List.of(one));
            bed.until(() -> bed.closed(one).size() >= 8
                    || (bed.adapter.closing() == Closing.UNFLAGGED
                            && bed.closed(one).size() >= 2));
            final List<Candle> closed = bed.closed(one);
            for (int i = 0; i + 1 < closed.size(); i++) {
                if (closed.get(i).openTimeMs != closed.get(i + 1).openTimeMs) {
                    assertMade(bed, one, closed.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldNeverTakeAFormingRowForAClosedOne(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            bed.connect().subscribe(List.of(one));
            bed.until(() -> !bed.of(one).isEmpty());
            for (int i = 0; i < 10; i++) {
                final long formingMs = bed.formingMs();
                final List<Candle> fetched = new ArrayList<>();
                final HistoryClient.Answer answer = bed.fetch(one, formingMs, after(formingMs, 2), fetched);
                final long answeredMs = bed.formingMs();
                assertThat(fetched)
                        .allSatisfy(candle -> assertThat(candle.openTimeMs).isLessThan(answeredMs));
                assertThat(answer.provenToMs()).isLessThan(answeredMs);
                for (final Candle candle : fetched) {
                    bed.until(() -> bed.made(one, candle.openTimeMs).isPresent());
                    assertMade(bed, one, candle);
                }
            }
            final long beforeMs = bed.formingMs();
            final Optional<Candle> newest = bed.adapter.history().newest(one);
            assertThat(newest).hasValueSatisfying(candle -> {
                assertThat(candle.openTimeMs).isBetween(beforeMs, bed.formingMs());
                assertThat(candle.closed).isFalse();
                assertThat(candle.source).as("it is fetched, not pushed").isEqualTo(Source.BACKFILL);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldReadTheExchangesClockBetweenTwoReadingsOfOurs(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final HistoryClient.ServerTime read = bed.adapter.history().serverTime();
            assertThat(read.receivedTimeNs()).isGreaterThan(read.askedTimeNs());
            assertThat(MarketBed.INTERVAL.openTimeAt(read.serverMs())).isLessThanOrEqualTo(bed.formingMs());
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldSayWhatItsTradeIdsProveAndHowMuchHistoryItKeeps(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            assertThat(bed.adapter.tradeIds())
                    .isEqualTo(
                            switch (venue.exchange()) {
                                case BINANCE -> venue.code().equals("bin-sp") ? TradeIds.STRICT : TradeIds.HINT;
                                default -> TradeIds.NONE;
                            });
            assertThat(bed.adapter.limits().historyBars())
                    .isEqualTo(
                            switch (venue.exchange()) {
                                case HYPERLIQUID -> 5_000;
                                case GATEIO -> 9_998;
                                default -> VenueLimits.ALL_BARS;
                            });
            final Series one = bed.series(1).get(0);
            bed.connect().subscribe(List.of(one));
            bed.until(() -> !bed.of(one).isEmpty());
            assertThat(bed.of(one).get(0).firstTradeId != Candle.NONE)
                    .isEqualTo(bed.adapter.tradeIds() != TradeIds.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldSayWhatIsWrongWithRestAndGoOnAfterwards(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            for (final RestFault.Kind kind : List.of(RestFault.Kind.SERVER_ERROR, RestFault.Kind.HTML)) {
                bed.exchange.faults().answerRest(kind, 1, 0);
                final HistoryException failure = catchThrowableOfType(
                        HistoryException.class, () -> bed.adapter.history().symbols());
                assertThat(failure.kind()).isIn(HistoryException.Kind.HTTP_STATUS, HistoryException.Kind.BAD_ANSWER);
                assertThat(failure).hasMessageContaining(bed.exchange.restUrl());
            }
            assertThat(bed.adapter.history().newest(one)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldKeepSilentForAsLongAsARateLimitAsks(final Venue venue) throws Exception {
        for (final RestFault.Kind kind : List.of(RestFault.Kind.TOO_MANY_REQUESTS, RestFault.Kind.LIMIT_IN_BODY)) {
            try (MarketBed bed = new MarketBed(venue)) {
                final Series one = bed.series(1).get(0);
                bed.exchange.faults().answerRest(kind, 1, 9);
                final HistoryException limited = catchThrowableOfType(
                        HistoryException.class, () -> bed.adapter.history().newest(one));
                assertThat(limited.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
                final long struck = bed.exchange.ledger().count(Fault.REST);
                bed.exchange.faults().answerRest(RestFault.Kind.SERVER_ERROR, 1, 0);
                final HistoryException again = catchThrowableOfType(
                        HistoryException.class, () -> bed.adapter.history().newest(one));
                assertThat(again.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
                assertThat(again.retryAfterMs()).isPositive();
                assertThat(bed.exchange.ledger().count(Fault.REST))
                        .as("nothing was asked")
                        .isEqualTo(struck);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void shouldPassOnAnAnnouncedShutdownWhereTheExchangeHasOne(final Venue venue) throws Exception {
        try (MarketBed bed = new MarketBed(venue)) {
            final Series one = bed.series(1).get(0);
            bed.connect().subscribe(List.of(one));
            bed.until(() -> !bed.of(one).isEmpty());
            bed.exchange.faults().serverShutdown(500);
            final boolean announces = switch (venue.exchange()) {
                case OKX, GATEIO -> true;
                case BINANCE -> venue.code().equals("bin-sp");
                default -> false;
            };
            if (announces) {
                bed.until(() -> bed.events.contains("notice"));
            }
            bed.until(() -> bed.events.contains("closed DISCONNECTED"));
            assertThat(bed.events.contains("notice")).isEqualTo(announces);
        }
    }
}
