package dev.wick.test.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The settings of the engine under chaos: patience cut to the pace of bars of seconds, and some drawn from the seed. */
final class ChaosSettings {
    private static final List<String> HISTORIES = List.of("64", "200", "1440");
    private static final List<String> THREADINGS = List.of("shared", "dedicated");
    private static final List<String> SERIES_PER_LEG = List.of("1", "2", "50");

    private ChaosSettings() {}

    static Map<String, String> of(final List<ChaosVenue> venues, final long seed, final Path journal) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<String, String> environment = new TreeMap<>();
        for (final ChaosVenue venue : venues) {
            final String prefix = "CONNECTOR_" + venue.venue().exchange().name() + "_"
                    + venue.venue().contractType().name().toUpperCase(Locale.ROOT);
            environment.put(prefix + "_WS_URL", venue.exchange().wsUrl());
            environment.put(prefix + "_REST_URL", venue.exchange().restUrl());
        }
        // The simulated exchanges run ahead of us: a bar of a minute takes seconds.
        environment.put("CONNECTOR_FUTURE_LIMIT", "31622400");
        environment.put("CONNECTOR_RECONNECT_DELAY", "0.2");
        environment.put("CONNECTOR_RECONNECT_DELAY_MAX", "2");
        environment.put("CONNECTOR_CONNECT_TIMEOUT", "3");
        environment.put("CONNECTOR_ACK_TIMEOUT", "2");
        environment.put("CONNECTOR_NO_DATA_TIMEOUT", "10");
        environment.put("CONNECTOR_WS_PING_INTERVAL", "5");
        environment.put("CONNECTOR_WS_PING_TIMEOUT", "3");
        environment.put("CONNECTOR_INACTIVITY_TIMEOUT", "2");
        environment.put("CONNECTOR_CLOSE_GRACE", "1.5");
        environment.put("CONNECTOR_TIMER_CLOSE_AFTER", "6");
        environment.put("CONNECTOR_REST_TIMEOUT", "2");
        environment.put("CONNECTOR_CIRCUIT_BREAKER_RECOVERY_TIMEOUT", "2");
        environment.put("CONNECTOR_UNSUBSCRIBE_LINGER", "3");
        environment.put("CONNECTOR_WSS_BACKLOG_BYTES", "65536");
        environment.put("CONNECTOR_SHUTDOWN_TIMEOUT", "5");
        environment.put("CONNECTOR_JOURNAL_DIR", journal.toAbsolutePath().toString());
        environment.put("CONNECTOR_THREADING", one(THREADINGS, random));
        environment.put("CONNECTOR_MAX_SYMBOL_PER_WS", one(SERIES_PER_LEG, random));
        environment.put("CONNECTOR_REDUNDANT_LEGS", random.nextBoolean() ? "2" : "1");
        environment.put("CONNECTOR_HISTORY_CANDLES", one(HISTORIES, random));
        environment.put("CONNECTOR_CLOSED_QUEUE_MAXSIZE", random.nextBoolean() ? "1000" : "3");
        if (random.nextBoolean()) {
            environment.put("CONNECTOR_ALWAYS_ON", alwaysOn(venues));
        }
        return environment;
    }

    private static String one(final List<String> of, final SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String alwaysOn(final List<ChaosVenue> venues) {
        final StringBuilder names = new StringBuilder();
        for (final ChaosVenue venue : venues) {
            for (final SeriesKey series : venue.series()) {
                if (!venue.isOnDemand(series)) {
                    names.append(names.length() == 0 ? "" : ",")
                            .append(series)
                            .append('@')
                            .append(ChaosVenue.INTERVAL);
                }
            }
        }
        return names.toString();
    }

    /** The settings that the seed has drawn, for the report. */
    static String drawn(final Map<String, String> environment) {
        return "legs " + environment.get("CONNECTOR_REDUNDANT_LEGS") + ", threading "
                + environment.get("CONNECTOR_THREADING") + ", series per connection "
                + environment.get("CONNECTOR_MAX_SYMBOL_PER_WS") + ", history "
                + environment.get("CONNECTOR_HISTORY_CANDLES") + ", closed queue "
                + environment.get("CONNECTOR_CLOSED_QUEUE_MAXSIZE") + ", always on "
                + (environment.containsKey("CONNECTOR_ALWAYS_ON") ? "all but one of each venue" : "none");
    }
}
