package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A subscriber of several series that loses its connection ten times, at any moment, and resumes; in between the engine ends
 * twice, once by SIGTERM and once by SIGKILL. Repeat with {@code -Dwick.drops.seed=}.
 */
@Timeout(120)
class TenDropsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();
    private static final int SYMBOLS = 4;
    private static final int DROPS = 10;
    private static final int TERM_AFTER = 3;
    private static final int KILL_AFTER = 7;
    private static final long MINUTE_MS = 60_000;
    /** A minute of the exchange's time. */
    private static final long CLOSED_EVERY_MS = 50;
    /** As many as close until the test times out, and some. */
    private static final int LEDGER_BARS = 4_000;

    private final long seed = Long.getLong("wick.drops.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    /** By symbol: open time and values of the closed candles, in the order in which they were received. */
    private final Map<String, List<Map<String, Object>>> received = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    /** What happened, one line each, for the failure. */
    private final List<String> story = new ArrayList<>();

    private WickProcess wick;

    @Test
    void shouldEndWithEveryClosedCandleOnce() {
        System.out.println("ten drops: -Dwick.drops.seed=" + seed);
        try (SimulatedExchange exchange = Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions()
                        .symbols(SYMBOLS)
                        .updatesPerSecond(200)
                        .closedEvery(Interval.M1, CLOSED_EVERY_MS)
                        .ledgerBars(LEDGER_BARS))) {
            exchange.symbols().forEach(symbol -> received.put(symbol, new ArrayList<>()));
            start(exchange);
            try {
                for (int drop = 1; drop <= DROPS; drop++) {
                    listen(random.nextInt(30));
                    if (drop == TERM_AFTER || drop == KILL_AFTER) {
                        restart(exchange, drop == KILL_AFTER);
                    }
                }
                catchUp(exchange);
            } catch (final ConditionTimeoutException e) {
                story.add("waited in vain: " + e.getMessage());
            } finally {
                wick.close();
            }
            received.forEach((symbol, candles) -> judge(symbol, candles, exchange));
        }
    }

    /** Subscribes behind what it has, receives so many, or a few more, and is gone. */
    private void listen(final int enough) {
        listen(subscriber -> subscriber.closed().size() >= enough);
    }

    /** Subscribes behind what it has, and stays until it has all that had been closed by then. */
    private void catchUp(final SimulatedExchange exchange) {
        final long untilMs = exchange.timeMs();
        listen(subscriber -> {
            final List<Map<String, Object>> closed = subscriber.closed();
            return received.keySet().stream().allMatch(symbol -> {
                final NavigableSet<Long> openTimes = openTimes(received.get(symbol));
                openTimes.addAll(openTimes(of(symbol, closed)));
                return !openTimes.isEmpty()
                        && openTimes.last() >= untilMs
                        && missing(openTimes).isEmpty();
            });
        });
    }

    private void listen(final Predicate<DroppingSubscriber> isEnough) {
        try (DroppingSubscriber subscriber = new DroppingSubscriber(wick.feed())) {
            final String request = request();
            subscriber.send(request);
            try {
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> isEnough.test(subscriber));
            } finally {
                if (random.nextBoolean()) {
                    subscriber.reset();
                } else {
                    subscriber.leave();
                }
                final List<Map<String, Object>> closed = subscriber.closed();
                received.forEach((symbol, candles) -> candles.addAll(of(symbol, closed)));
                story.add(request + " gave " + told(closed));
            }
            assertThat(subscriber.errors()).as("seed %d", seed).isEmpty();
        }
    }

    private static List<Map<String, Object>> of(final String symbol, final List<Map<String, Object>> quotes) {
        return quotes.stream()
                .filter(quote -> symbol.equals(quote.get("symbol")))
                .toList();
    }

    private static NavigableSet<Long> openTimes(final List<Map<String, Object>> quotes) {
        return quotes.stream().map(TenDropsTest::openTimeMs).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Between the first and the last. */
    private static List<Long> missing(final NavigableSet<Long> openTimes) {
        final List<Long> missing = new ArrayList<>();
        for (long ms = openTimes.first(); ms < openTimes.last(); ms += MINUTE_MS) {
            if (!openTimes.contains(ms)) {
                missing.add(ms);
            }
        }
        return missing;
    }

    private static String told(final List<Map<String, Object>> quotes) {
        return quotes.stream()
                .map(quote -> quote.get("symbol") + " " + quote.get("open_time") + " " + quote.get("source"))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String request() {
        final Map<String, Long> since = new TreeMap<>();
        received.forEach((symbol, candles) -> {
            if (!candles.isEmpty()) {
                since.put(symbol, openTimeMs(candles.get(candles.size() - 1)));
            }
        });
        final String symbols =
                received.keySet().stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(","));
        final String last = since.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(","));
        return "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[" + symbols + "]"
                + (since.isEmpty() ? "" : ",\"since\":{" + last + "}") + "}";
    }

    private void start(final SimulatedExchange exchange) {
        wick = new WickProcess(
                new EngineUnderTest()
                        .at(SPOT, exchange)
                        .with("CONNECTOR_LOG_LEVEL", "INFO")
                        .with("CONNECTOR_JOURNAL_DIR", folder.toString())
                        .environment(),
                "run");
        await().atMost(PATIENCE).until(() -> wick.feed() != null || !wick.isAlive());
        assertThat(wick.feed()).as(wick::err).isNotNull();
    }

    private void restart(final SimulatedExchange exchange, final boolean isKilled) {
        story.add(isKilled ? "SIGKILL" : "SIGTERM");
        if (isKilled) {
            wick.kill();
        } else {
            wick.terminate();
        }
        assertThat(wick.exitCodeWithin(20)).as(wick::err).isNotEqualTo(-1);
        wick.close();
        start(exchange);
    }

    private void judge(final String symbol, final List<Map<String, Object>> candles, final SimulatedExchange exchange) {
        final String whose = symbol + ", seed " + seed + ":\n" + String.join("\n", story) + "\n";
        assertThat(whose).doesNotContain("waited in vain");
        assertThat(candles).as(whose).hasSizeGreaterThan(DROPS);
        final Map<Long, MadeCandle> made = exchange.ledger().closed(symbol, Interval.M1).stream()
                .collect(Collectors.toMap(MadeCandle::openTimeMs, candle -> candle));
        assertThat(candles.stream().map(TenDropsTest::openTimeMs)).as(whose).doesNotHaveDuplicates();
        assertThat(missing(openTimes(candles))).as("missing of " + whose).isEmpty();
        assertThat(candles).as(whose).allSatisfy(quote -> {
            final MadeCandle of = made.get(openTimeMs(quote));
            assertThat(number(quote, "open")).isEqualByComparingTo(of.open());
            assertThat(number(quote, "high")).isEqualByComparingTo(of.high());
            assertThat(number(quote, "low")).isEqualByComparingTo(of.low());
            assertThat(number(quote, "close")).isEqualByComparingTo(of.close());
            assertThat(number(quote, "volume")).isEqualByComparingTo(of.baseVolume());
            assertThat(number(quote, "trade_num")).isEqualByComparingTo(BigDecimal.valueOf(of.trades()));
        });
    }

    private static BigDecimal number(final Map<String, Object> quote, final String field) {
        return new BigDecimal(quote.get(field).toString());
    }

    private static long openTimeMs(final Map<String, Object> quote) {
        return ((Number) quote.get("open_time")).longValue();
    }
}
