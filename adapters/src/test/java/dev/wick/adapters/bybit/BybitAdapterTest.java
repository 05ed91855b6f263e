package dev.wick.adapters.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.VenueLimits;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.MadeCandle;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapter against the simulator over real sockets: what is Bybit's own beyond what every market must do. */
class BybitAdapterTest {
    @Test
    void shouldSayWhatItAllowsAndHowItCloses() {
        try (BybitBed bed = new BybitBed(BybitMarket.INVERSE, 1)) {
            assertThat(bed.adapter.limits()).isEqualTo(new VenueLimits(250, VenueLimits.UNLIMITED, 1_000));
            assertThat(bed.adapter.closing()).isEqualTo(Closing.FLAGGED_IF_TRADED);
            assertThat(bed.adapter.intervals()).hasSize(13);
            assertThat(bed.adapter.canonicalSymbol("btcusdz26")).isEqualTo("BTCUSDZ26");
        }
    }

    @ParameterizedTest
    @EnumSource(BybitMarket.class)
    void shouldServeAllOfManySeriesInAsManyRequestsAsItTakes(final BybitMarket market) {
        try (BybitBed bed = new BybitBed(market, 120)) {
            bed.connect().subscribe(bed.all());
            bed.until(() -> bed.events.stream()
                            .filter(event -> event.startsWith("acknowledged"))
                            .count()
                    == 120);
            assertThat(bed.events).doesNotHaveDuplicates().hasSize(121);
            bed.until(() -> bed.all().stream().noneMatch(one -> bed.of(one).isEmpty()));
        }
    }

    @ParameterizedTest
    @EnumSource(BybitMarket.class)
    void shouldRefuseTheBadTopicsOfARequestAloneAndInTheExchangesWords(final BybitMarket market) {
        try (BybitBed bed = new BybitBed(market, 6)) {
            final List<Series> all = bed.all();
            bed.exchange.faults().refuseSymbol(all.get(1).symbol());
            bed.exchange.faults().delist(all.get(4).symbol());
            bed.connect().subscribe(all);
            bed.until(() -> bed.events.stream()
                            .filter(event -> event.startsWith("acknowledged"))
                            .count()
                    == 4);
            bed.until(() -> bed.events.size() == 7);
            final String words = market == BybitMarket.SPOT ? "Invalid symbol :[kline.1." : "error:handler not found";
            assertThat(bed.events)
                    .filteredOn(event -> event.startsWith("refused"))
                    .hasSize(2)
                    .anyMatch(event -> event.startsWith("refused " + all.get(1).symbol() + ": " + words))
                    .anyMatch(event -> event.startsWith("refused " + all.get(4).symbol() + ": " + words));
        }
    }

    @Test
    void shouldRefuseAnIntervalThatBybitDoesNotHaveAndServeTheOthers() {
        try (BybitBed bed = new BybitBed(BybitMarket.SPOT, 1)) {
            final Series minute = bed.series("BTCUSDT");
            bed.connect().subscribe(List.of(bed.series("BTCUSDT", Interval.H8), minute));
            bed.until(() -> bed.said("acknowledged BTCUSDT") && !bed.of(minute).isEmpty());
            assertThat(bed.events).anyMatch(event -> event.startsWith("refused BTCUSDT: bybit spot has only 1m, 3m"));
        }
    }

    @Test
    void shouldTakeARepeatedTopicOfContractsForAcknowledgedAndAskForTheOthersAgain() {
        try (BybitBed bed = new BybitBed(BybitMarket.LINEAR, 3)) {
            final List<Series> all = bed.all();
            final FeedConnection connection = bed.connect();
            connection.subscribe(all.subList(0, 2));
            bed.until(() -> bed.said("acknowledged " + all.get(1).symbol()));
            bed.events.clear();
            connection.subscribe(all);
            bed.until(() -> bed.events.size() == 3);
            assertThat(bed.events)
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .map(one -> "acknowledged " + one.symbol())
                            .toList());
            bed.until(() -> !bed.of(all.get(2)).isEmpty());
        }
    }

    @Test
    void shouldLetARepeatedTopicOfSpotRunOutOfTimeWhileItDelivers() {
        try (BybitBed bed = new BybitBed(BybitMarket.SPOT, 2)) {
            final Series one = bed.all().get(0);
            final FeedConnection connection = bed.connect();
            connection.subscribe(List.of(one));
            bed.until(() -> bed.said("acknowledged " + one.symbol()));
            connection.subscribe(List.of(one));
            bed.until(() -> bed.said("unanswered " + one.symbol()));
            final int before = bed.of(one).size();
            bed.until(() -> bed.of(one).size() > before);
            assertThat(bed.events).hasSize(3);
        }
    }

    @Test
    void shouldTellAnswersWithoutAnIdByTheirOrder() {
        try (BybitBed bed = new BybitBed(BybitMarket.INVERSE, 4)) {
            final List<Series> all = bed.all();
            bed.exchange.faults().refuseSymbol(all.get(1).symbol());
            final FeedConnection connection = bed.connect();
            all.forEach(one -> connection.subscribe(List.of(one)));
            bed.until(() -> bed.events.size() == 5);
            assertThat(bed.events)
                    .containsExactly(
                            "opened",
                            "acknowledged BTCUSD",
                            "refused ETHUSD: error:handler not found,topic:kline.1.ETHUSD",
                            "acknowledged XRPUSD",
                            "acknowledged BTCUSDZ26");
        }
    }

    @Test
    void shouldNotBlameAnEarlierRequestWhoseAnswerIsMissingForABadTopic() {
        try (BybitBed bed = new BybitBed(BybitMarket.INVERSE, 2)) {
            final List<Series> all = bed.all();
            bed.exchange.faults().withholdAcks(true).refuseSymbol(all.get(1).symbol());
            final FeedConnection connection = bed.connect();
            all.forEach(one -> connection.subscribe(List.of(one)));
            bed.until(() -> bed.said("unanswered BTCUSD"));
            assertThat(bed.events)
                    .containsExactly(
                            "opened",
                            "refused ETHUSD: error:handler not found,topic:kline.1.ETHUSD",
                            "unanswered BTCUSD");
            bed.until(() -> !bed.of(all.get(0)).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(BybitMarket.class)
    void shouldKeepTheConnectionAliveAndTakeNoPongForDataOrForAnAnswer(final BybitMarket market) {
        try (BybitBed bed = new BybitBed(market, 2)) {
            bed.exchange.faults().withholdAcks(true);
            final Series one = bed.all().get(0);
            bed.exchange.faults().muteSymbol(one.symbol());
            final FeedConnection connection = bed.connect();
            connection.subscribe(List.of(one));
            bed.until(() -> bed.exchange.ledger().count(Fault.WITHHOLD_ACK) == 1);
            for (int pings = 1; pings <= 3; pings++) {
                final long wanted = pings;
                bed.skip(20_000);
                bed.until(() -> connection.stats().get(Stat.FRAMES) == wanted);
            }
            assertThat(connection.stats().get(Stat.CANDLES)).isZero();
            assertThat(connection.stats().get(Stat.GARBLED)).isZero();
            assertThat(connection.stats().lastMessageTimeMs()).isZero();
            assertThat(connection.stats().lastHeardTimeMs()).isPositive();
            assertThat(bed.events).containsExactly("opened", "unanswered " + one.symbol());
        }
    }

    @ParameterizedTest
    @EnumSource(BybitMarket.class)
    void shouldReadTheSameBarFromStreamAndRestAsTheExchangeMadeIt(final BybitMarket market) throws Exception {
        try (BybitBed bed = new BybitBed(market, 2)) {
            final Series one = bed.all().get(1);
            bed.connect().subscribe(List.of(one));
            bed.until(() -> bed.of(one).stream().filter(candle -> candle.closed).count() >= 3);
            final Candle streamed = bed.of(one).stream()
                    .filter(candle -> candle.closed)
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            final List<Candle> fetched = bed.fetch(one, streamed.openTimeMs, streamed.openTimeMs);
            assertThat(fetched).hasSize(1);
            assertThat(fetched.get(0).sameValues(streamed)).isTrue();
            assertThat(fetched.get(0).closeTimeMs).isEqualTo(streamed.closeTimeMs);
            assertThat(streamed.finality).isEqualTo(Finality.EXCHANGE);
            final MadeCandle made = bed.exchange.ledger().closed(one.symbol(), Interval.M1).stream()
                    .filter(candle -> candle.openTimeMs() == streamed.openTimeMs)
                    .findFirst()
                    .orElseThrow();
            assertThat(streamed.volume.toBigDecimal()).isEqualByComparingTo(made.baseVolume());
            assertThat(streamed.quoteVolume.toBigDecimal()).isEqualByComparingTo(made.quoteVolume());
            assertThat(streamed.contracts.isPresent()).isEqualTo(market == BybitMarket.INVERSE);
        }
    }

    @Test
    void shouldFetchMoreThanOnePageWithoutHoleOrOverlap() throws Exception {
        try (BybitBed bed = new BybitBed(BybitMarket.SPOT, 1)) {
            final Series one = bed.all().get(0);
            final long toMs = Interval.M1.openTimeAt(bed.exchange.timeMs()) - 120_000;
            final long fromMs = toMs - 2_499 * 60_000L;
            final List<Candle> fetched = bed.fetch(one, fromMs, toMs);
            assertThat(fetched)
                    .extracting(candle -> candle.openTimeMs)
                    .containsExactlyElementsOf(LongStream.range(0, 2_500)
                            .mapToObj(i -> fromMs + i * 60_000L)
                            .toList());
        }
    }

    @Test
    void shouldListTheSymbolsOfAllPages() throws Exception {
        try (BybitBed bed = new BybitBed(BybitMarket.LINEAR, 2_100)) {
            assertThat(bed.adapter.history().symbols()).isEqualTo(bed.exchange.symbols());
            assertThat(bed.adapter.history().serverTimeMs()).isLessThanOrEqualTo(bed.exchange.timeMs());
        }
    }
}
