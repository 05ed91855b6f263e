package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.DemoTally;
import dev.wick.engine.ops.LatencyHistogram;
import dev.wick.engine.ops.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two legs per series, over real sockets: dropping either again and again loses nothing, and nobody has to repair anything. */
@Timeout(240)
class TwoLegsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SYMBOLS = 20;
    private static final int DROPS = 4;
    private static final long BAR_MS = 1_500;

    private final DemoTally tally = new DemoTally();
    private SimulatedExchange exchange;
    private Connector engine;
    private Subscriber subscriber;
    private Venue venue;
    private double backfillsBefore;

    private void start(final Exchange of, final String market, final Interval interval, final long barMs) {
        venue = of.venue(market).orElseThrow();
        exchange = Simulators.start(
                of,
                new SimulatorOptions()
                        .market(venue.contractType().name())
                        .symbols(SYMBOLS)
                        .updatesPerSecond(8.0 * SYMBOLS)
                        .closedEvery(interval, barMs));
    }

    private void run(final EngineUnderTest settings, final Interval interval) {
        engine = settings.with("CONNECTOR_HISTORY_BOOTSTRAP", "0").launch();
        subscriber = new Subscriber(engine.feedUri(), tally::onQuote);
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"" + venue.exchange() + "\",\"contract_type\":\""
                + venue.contractType() + "\",\"interval\":\"" + interval + "\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}");
        awaitBothDelivering(0);
        backfillsBefore = engine.metrics().total(Metric.REST_BACKFILLS);
    }

    private EngineUnderTest redundant() {
        return new EngineUnderTest().at(venue, exchange).with("CONNECTOR_REDUNDANT_LEGS", "2");
    }

    @AfterEach
    void stop() {
        if (subscriber != null) {
            subscriber.close();
        }
        if (engine != null) {
            engine.close();
        }
        exchange.close();
    }

    private double ofLeg(final Metric metric, final LegSide side) {
        return engine.metrics()
                .value(metric, venue.exchange().text(), venue.contractType().name(), side.letter());
    }

    private long leads(final LegSide side) {
        final LatencyHistogram lead = engine.metrics()
                .histogram(
                        Metric.LEG_LEAD,
                        venue.exchange().text(),
                        venue.contractType().name(),
                        side.letter());
        return Arrays.stream(lead.counts()).sum();
    }

    /** Both connections are up after so many reconnects, and every series has passed the end of a bar on both. */
    private void awaitBothDelivering(final int reconnects) {
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().total(Metric.RECONNECTIONS) >= reconnects
                        && ofLeg(Metric.LEG_CONNECTIONS, LegSide.A) == 1
                        && ofLeg(Metric.LEG_CONNECTIONS, LegSide.B) == 1);
        final long duplicates = (long) engine.metrics().total(Metric.DUPLICATES_FILTERED);
        final long closed = tally.closedQuotes();
        await().atMost(PATIENCE)
                .until(() -> tally.closedQuotes() >= closed + 3L * SYMBOLS
                        && engine.metrics().total(Metric.DUPLICATES_FILTERED) >= duplicates + 5L * SYMBOLS);
    }

    private void assertNothingLost(final Interval interval) {
        final long untilMs = exchange.timeMs();
        await().atMost(PATIENCE).untilAsserted(() -> {
            final DemoTally.Verdict verdict =
                    tally.judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, interval), untilMs);
            assertThat(verdict.expected()).isGreaterThan(2L * DROPS * SYMBOLS);
            assertThat(verdict).isEqualTo(new DemoTally.Verdict(verdict.expected(), 0, 0, 0));
        });
        assertThat(engine.metrics().total(Metric.GAPS_OPENED)).isZero();
        assertThat(engine.metrics().total(Metric.REST_BACKFILLS)).isEqualTo(backfillsBefore);
        assertThat(engine.metrics().total(Metric.REVISIONS)).isZero();
        for (final LegSide side : LegSide.values()) {
            assertThat(ofLeg(Metric.LEG_WINS, side)).as("wins of %s", side).isPositive();
            assertThat(leads(side)).as("leads of %s", side).isPositive();
        }
    }

    private void dropOneAgainAndAgain() {
        for (int drop = 1; drop <= DROPS; drop++) {
            exchange.faults().disconnectOne();
            awaitBothDelivering(drop);
        }
    }

    @Test
    void shouldLoseNothingWhenEitherLegIsDroppedAgainAndAgain() {
        start(Exchange.BINANCE, "spot", Interval.S1, 0);
        run(redundant(), Interval.S1);
        dropOneAgainAndAgain();
        assertNothingLost(Interval.S1);
    }

    @Test
    void shouldLoseNothingWhereTheNextBarClosesTheLast() {
        start(Exchange.HYPERLIQUID, "usdm", Interval.M1, BAR_MS);
        run(
                new EngineUnderTest().at(venue, exchange).with("CONNECTOR_HYPERLIQUID_USDM_REDUNDANT_LEGS", "2"),
                Interval.M1);
        dropOneAgainAndAgain();
        assertNothingLost(Interval.M1);
    }

    @Test
    void shouldHaveEachLegAtItsOwnAddress() throws IOException {
        start(Exchange.BINANCE, "spot", Interval.S1, 0);
        try (TcpProxy first = new TcpProxy(exchange.wsUrl());
                TcpProxy second = new TcpProxy(exchange.wsUrl())) {
            run(redundant().with("CONNECTOR_BINANCE_SPOT_WS_URL", first.url() + "," + second.url()), Interval.S1);
            assertThat(first.accepted()).isEqualTo(1);
            assertThat(second.accepted()).isEqualTo(1);
            for (int drop = 1; drop <= DROPS; drop++) {
                (drop % 2 == 0 ? first : second).cut();
                awaitBothDelivering(drop);
            }
            assertThat(first.accepted()).isEqualTo(1 + DROPS / 2);
            assertThat(second.accepted()).isEqualTo(1 + DROPS / 2);
            assertNothingLost(Interval.S1);
        }
    }
}
