package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.RestFault;
import dev.wick.engine.Connector;
import dev.wick.engine.DemoTally;
import dev.wick.engine.ops.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A scripted bad day: one exchange after the other, in a seeded order, meets every trouble on all its markets, while the others
 * have a calm day. Time runs thirty times fast: a bar of a minute takes two seconds. Runs while no other test does.
 */
@Tag("alone")
class TroubledDayTest {
    private static final long SEED = 20_261_123;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long TROUBLE_MS = 2_500;
    /** What a calm venue's subscriber may wait for the next quote, on two noisy cores. */
    private static final long LONGEST_PAUSE_MS = 2_000;

    /** What befalls an exchange, each for {@link #TROUBLE_MS}. */
    private enum Trouble {
        LOSES_CONNECTIONS {
            @Override
            void strike(final VenueUnderTest venue) {
                venue.exchange().faults().disconnectAll();
            }
        },
        GOES_SILENT {
            @Override
            void strike(final VenueUnderTest venue) {
                venue.exchange().faults().goSilent(TROUBLE_MS);
            }
        },
        HALF_ACCEPTS {
            @Override
            void strike(final VenueUnderTest venue) {
                venue.exchange().faults().chance(Fault.HALF_ACCEPT, 0.5);
                venue.exchange().faults().disconnectAll();
            }

            @Override
            void end(final VenueUnderTest venue) {
                venue.exchange().faults().chance(Fault.HALF_ACCEPT, 0);
            }
        },
        ANSWERS_429 {
            @Override
            void strike(final VenueUnderTest venue) {
                venue.exchange().faults().answerRest(RestFault.Kind.TOO_MANY_REQUESTS, 2, 1);
                venue.exchange().faults().disconnectAll();
            }
        },
        SENDS_GARBAGE {
            @Override
            void strike(final VenueUnderTest venue) {
                venue.exchange().faults().chance(Fault.GARBLE, 0.3);
            }

            @Override
            void end(final VenueUnderTest venue) {
                venue.exchange().faults().chance(Fault.GARBLE, 0);
            }
        },
        RENEWS {
            @Override
            void strike(final VenueUnderTest venue) {
                venue.exchange().faults().serverShutdown(TROUBLE_MS);
            }
        };

        abstract void strike(VenueUnderTest venue);

        void end(final VenueUnderTest venue) {}
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void shouldEndWithEveryClosedCandleDeliveredOnceAndAllSeriesLive() throws InterruptedException {
        final List<VenueUnderTest> venues = VenueUnderTest.startAll(6, SEED);
        try {
            final EngineUnderTest settings = new EngineUnderTest().with("CONNECTOR_FUTURE_LIMIT", "31622400");
            venues.forEach(venue -> settings.at(venue.venue(), venue.exchange()));
            try (Connector engine = settings.launch();
                    Subscriber subscriber = new Subscriber(engine.feedUri(), quote -> take(venues, quote))) {
                venues.forEach(venue -> subscriber.send(venue.subscription()));
                await().atMost(PATIENCE)
                        .until(() ->
                                venues.stream().allMatch(venue -> venue.tally().closedQuotes() > 6));
                final List<Exchange> order = new ArrayList<>(Arrays.asList(Exchange.values()));
                Collections.shuffle(order, new Random(SEED));
                for (final Exchange exchange : order) {
                    trouble(exchange, venues, engine);
                    final List<VenueUnderTest> struck = venues.stream()
                            .filter(venue -> venue.venue().exchange() == exchange)
                            .toList();
                    assertAllDelivered(struck);
                    assertAllLive(struck, engine);
                }
                assertAllDelivered(venues);
                assertAllLive(venues, engine);
                report(venues);
            }
        } finally {
            venues.forEach(VenueUnderTest::close);
        }
    }

    private static void take(final List<VenueUnderTest> venues, final Map<String, Object> quote) {
        venues.stream().filter(venue -> venue.isOf(quote)).forEach(venue -> venue.onQuote(quote));
    }

    private static void trouble(final Exchange exchange, final List<VenueUnderTest> venues, final Connector engine)
            throws InterruptedException {
        final List<VenueUnderTest> struck =
                venues.stream().filter(v -> v.venue().exchange() == exchange).toList();
        final List<VenueUnderTest> calm =
                venues.stream().filter(v -> v.venue().exchange() != exchange).toList();
        calm.forEach(VenueUnderTest::startWatching);
        final List<Map<Metric, Double>> before =
                calm.stream().map(v -> troubles(v.venue(), engine)).toList();
        final List<Trouble> troubles = new ArrayList<>(EnumSet.allOf(Trouble.class));
        Collections.shuffle(troubles, new Random(SEED + exchange.ordinal()));
        for (final Trouble one : troubles) {
            struck.forEach(one::strike);
            TimeUnit.MILLISECONDS.sleep(TROUBLE_MS);
            struck.forEach(one::end);
        }
        for (int i = 0; i < calm.size(); i++) {
            final VenueUnderTest venue = calm.get(i);
            assertThat(troubles(venue.venue(), engine))
                    .as("troubles of %s while %s has its own", venue.venue(), exchange)
                    .isEqualTo(before.get(i));
            assertThat(venue.longestPauseMs())
                    .as("longest pause of %s while %s has trouble, ms", venue.venue(), exchange)
                    .isLessThan(LONGEST_PAUSE_MS);
        }
    }

    private static Map<Metric, Double> troubles(final Venue venue, final Connector engine) {
        final Map<Metric, Double> troubles = new EnumMap<>(Metric.class);
        for (final Metric metric : Set.of(Metric.CONNECTION_ERRORS, Metric.RECONNECTIONS, Metric.GAPS_OPENED)) {
            troubles.put(metric, total(metric, venue, engine));
        }
        return troubles;
    }

    private static double total(final Metric metric, final Venue venue, final Connector engine) {
        return engine.metrics().values(metric).entrySet().stream()
                .filter(entry -> entry.getKey().contains(venue.exchange().text())
                        && entry.getKey().contains(venue.contractType().name()))
                .mapToDouble(entry -> entry.getValue().getAsDouble())
                .sum();
    }

    private static void assertAllDelivered(final List<VenueUnderTest> venues) {
        for (final VenueUnderTest venue : venues) {
            final long untilMs = venue.exchange().timeMs();
            await().atMost(PATIENCE).untilAsserted(() -> {
                final DemoTally.Verdict verdict = venue.judge(untilMs);
                assertThat(verdict.expected()).isGreaterThan(20);
                assertThat(verdict)
                        .as("%s", venue.venue())
                        .isEqualTo(new DemoTally.Verdict(verdict.expected(), 0, 0, 0));
            });
        }
    }

    private static void report(final List<VenueUnderTest> venues) {
        for (final VenueUnderTest venue : venues) {
            final DemoTally.Verdict verdict = venue.judge(venue.exchange().timeMs());
            System.out.println("bad day, seed " + SEED + ", " + venue.venue() + ": closed made "
                    + venue.exchange().ledger().closedCount() + ", owed by now " + verdict.expected() + ", twice "
                    + verdict.twice() + ", wrong " + verdict.wrong() + ", faults " + venue.faults());
        }
    }

    private static void assertAllLive(final List<VenueUnderTest> venues, final Connector engine) {
        for (final VenueUnderTest venue : venues) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.metrics()
                                    .value(
                                            Metric.SERIES_STATE,
                                            venue.venue().exchange().text(),
                                            venue.venue().contractType().name(),
                                            "LIVE"))
                            .as("live series of %s", venue.venue())
                            .isEqualTo(venue.exchange().symbols().size()));
        }
    }
}
