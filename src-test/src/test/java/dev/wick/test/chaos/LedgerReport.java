package dev.wick.test.chaos;

import dev.wick.adapters.sim.Fault;
import dev.wick.test.host.EngineHost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger of a run, for people.
 *
 * @param isClean whether nothing was found
 * @param text several lines
 */
record LedgerReport(boolean isClean, String text) {
    static LedgerReport of(
            final ChaosOptions options,
            final List<ChaosVenue> venues,
            final List<ChaosSubscriber> subscribers,
            final EngineLives lives,
            final Checker checker,
            final long settledAfterMs) {
        final StringBuilder out = new StringBuilder();
        final Totals totals = lives.totals();
        final long made = venues.stream()
                .mapToLong(venue -> venue.exchange().ledger().closedCount())
                .sum();
        line(
                out,
                "seed " + options.seed() + ", " + options.minutes() + " min of chaos, settled after "
                        + settledAfterMs / 1_000 + " s");
        line(
                out,
                "made " + made + " closed candles of "
                        + venues.stream()
                                .mapToInt(venue -> venue.series().size())
                                .sum() + " series on " + venues.size()
                        + " markets");
        line(
                out,
                "owed " + checker.owed() + " to " + subscribers.size() + " subscribers, delivered "
                        + checker.delivered() + " (of times before, or not listed: " + checker.excused()
                        + "), revisions "
                        + checker.revisions());
        line(
                out,
                "engine: gaps " + totals.of("connector_gaps_opened_total") + ", repaired "
                        + totals.of("connector_gap_candles_repaired_total") + ", empty "
                        + totals.of("connector_gap_candles_empty_total") + ", duplicates dropped "
                        + totals.of("connector_duplicates_filtered_total") + ", revisions "
                        + totals.of("connector_revisions_total") + ", reconnections "
                        + totals.of("connector_reconnections_total") + ", rejected "
                        + totals.of("connector_candles_rejected_total") + ", handler errors "
                        + totals.of("connector_handler_errors_total") + ", subscribers cut "
                        + totals.of("connector_subscribers_cut_total"));
        line(out, "faults " + faults(venues));
        line(out, "restarts " + restarts(lives.ends()));
        line(out, "subscribers " + events(subscribers));
        line(out, "watermarks checked " + checker.claims());
        final StringBuilder found = new StringBuilder();
        for (final Finding.Kind kind : Finding.Kind.values()) {
            found.append(found.length() == 0 ? "" : ", ")
                    .append(kind.name().toLowerCase(java.util.Locale.ROOT))
                    .append(' ')
                    .append(checker.count(kind));
        }
        line(out, found.toString());
        return new LedgerReport(checker.findings().isEmpty(), out.toString());
    }

    private static void line(final StringBuilder out, final String text) {
        out.append("chaos: ").append(text).append('\n');
    }

    private static Map<Fault, Long> faults(final List<ChaosVenue> venues) {
        final Map<Fault, Long> faults = new TreeMap<>();
        for (final ChaosVenue venue : venues) {
            for (final Fault fault : Fault.values()) {
                faults.merge(fault, venue.exchange().ledger().count(fault), Long::sum);
            }
        }
        return faults;
    }

    private static Map<EngineHost.End, Long> restarts(final Map<EngineHost.End, Long> ends) {
        return new TreeMap<>(ends);
    }

    private static Map<String, Long> events(final List<ChaosSubscriber> subscribers) {
        final Map<String, Long> events = new TreeMap<>();
        subscribers.forEach(one -> one.events().forEach((event, count) -> events.merge(event, count, Long::sum)));
        return events;
    }
}
