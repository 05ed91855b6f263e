package dev.wick.engine;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Checks one market, batch after batch. Runs on a thread of its own. */
final class MarketCheck {
    private static final long ACKNOWLEDGED_WITHIN_MS = 2_000;
    private static final long LOOK_AGAIN_MS = 20;

    private final CheckResult result;
    private final Venue venue;
    private final Connector connector;
    private final CheckOptions options;
    private final CheckProgress progress;
    private final SeriesRegistry registry = new SeriesRegistry();
    private volatile CheckBatch batch;

    MarketCheck(
            final Venue venue, final Connector connector, final CheckOptions options, final CheckProgress progress) {
        this.venue = venue;
        this.connector = connector;
        this.options = options;
        this.progress = progress;
        result = new CheckResult(venue);
    }

    CheckResult run() throws InterruptedException {
        try (ExchangeAdapter adapter = connector.adapter(venue)) {
            final List<String> symbols = adapter.history().symbols();
            result.listed = symbols.size();
            progress.report(venue.toString(), 0, symbols.size());
            if (!options.dryRun()) {
                checkAll(symbols, adapter);
            }
        } catch (final HistoryException e) {
            result.failure = e.getMessage();
        }
        return result;
    }

    private void checkAll(final List<String> symbols, final ExchangeAdapter adapter) throws InterruptedException {
        try (FeedClient client = new FeedClient(connector.feedUri(), (text, message) -> batch.onMessage(message))) {
            for (int from = 0; from < symbols.size(); from += options.batchSize()) {
                final int to = Math.min(symbols.size(), from + options.batchSize());
                check(symbols.subList(from, to), client, adapter);
                progress.report(venue.toString(), to, symbols.size());
            }
        }
    }

    private void check(final List<String> symbols, final FeedClient client, final ExchangeAdapter adapter)
            throws InterruptedException {
        batch = new CheckBatch(symbols, options.limit());
        client.send(message("subscribe", symbols));
        batch.await(options.messageTimeoutMs());
        final Set<String> acknowledged = acknowledged(symbols);
        final Set<String> silent = batch.silent();
        judge(silent, acknowledged, adapter);
        result.subscribed += batch.subscribed().size();
        result.acknowledged += acknowledged.size();
        result.delivering += symbols.size() - silent.size() - batch.rejected().size();
        batch.rejected().forEach((symbol, words) -> result.rejected.add(new CheckResult.Remark(symbol, words)));
        if (batch.failure() != null) {
            result.failure = batch.failure();
        }
        client.send(message("unsubscribe", symbols));
    }

    /** A candle may overtake the acknowledgement of its series, which then follows soon. */
    private Set<String> acknowledged(final List<String> symbols) throws InterruptedException {
        final Set<String> expected = new LinkedHashSet<>(symbols);
        expected.removeAll(batch.rejected().keySet());
        final Set<String> acknowledged = new LinkedHashSet<>();
        for (long waitedMs = 0; waitedMs <= ACKNOWLEDGED_WITHIN_MS; waitedMs += LOOK_AGAIN_MS) {
            acknowledged.clear();
            acknowledged.addAll(connector.acknowledged(venue));
            acknowledged.retainAll(symbols);
            if (acknowledged.containsAll(expected)) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
        return acknowledged;
    }

    private String message(final String op, final List<String> symbols) {
        return Subscription.message(
                op, venue.exchange().text(), venue.contractType().name(), options.interval(), symbols);
    }

    /** A silent symbol is explained if nothing traded while it was listened to. */
    private void judge(final Set<String> silent, final Set<String> acknowledged, final ExchangeAdapter adapter)
            throws InterruptedException {
        final Map<String, String> before = new HashMap<>();
        for (final String symbol : silent) {
            before.put(symbol, newest(symbol, adapter));
        }
        if (silent.isEmpty()) {
            return;
        }
        batch.await(options.messageTimeoutMs() / 2);
        final Set<String> still = batch.silent();
        for (final String symbol : new ArrayList<>(silent)) {
            if (!still.contains(symbol)) {
                silent.remove(symbol);
                continue;
            }
            final String after = newest(symbol, adapter);
            if (after.equals(before.get(symbol)) && !after.startsWith("!")) {
                result.quiet.add(symbol);
            } else {
                final String state = acknowledged.contains(symbol) ? "acknowledged" : "not acknowledged";
                final String why = after.startsWith("!")
                        ? "REST cannot say whether it traded: " + after.substring(1)
                        : "REST says that it traded meanwhile";
                result.unexplained.add(new CheckResult.Remark(symbol, state + ", silent; " + why));
            }
        }
    }

    /** What REST has as the newest bar, as a text that changes when it trades; begins with ! if there is no telling. */
    private String newest(final String symbol, final ExchangeAdapter adapter) {
        final Series series =
                registry.register(venue, symbol, Interval.of(options.interval()).orElseThrow());
        try {
            return adapter.history().newest(series).map(MarketCheck::traded).orElse("no bar at all");
        } catch (final HistoryException e) {
            return "!" + e.getMessage();
        }
    }

    private static String traded(final Candle candle) {
        final Decimal amount = candle.volume.isPresent() ? candle.volume : candle.contracts;
        return amount.mantissa == 0 ? "nothing traded" : candle.openTimeMs + " " + amount;
    }
}
