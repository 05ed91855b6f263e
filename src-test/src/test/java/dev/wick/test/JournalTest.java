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
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed and started again on the folder of its journal. */
@Timeout(120)
class JournalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SYMBOLS = 5;
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void shouldPublishEveryClosedCandleOnceAcrossKillNineAndRepairThoseOfTheDowntime() {
        try (SimulatedExchange exchange = exchange()) {
            final List<Map<String, Object>> before;
            try (WickProcess wick = start(exchange);
                    Subscriber subscriber = new Subscriber(feed(wick))) {
                subscriber.send(subscribeToAll(exchange));
                await().atMost(PATIENCE).until(() -> closed(subscriber).size() >= 4 * SYMBOLS);
                // The candles close at full seconds; now none is on its way to the subscriber, who asks for nothing
                // again.
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(PATIENCE)
                        .until(() -> exchange.timeMs() % 1_000 > 600 && exchange.timeMs() % 1_000 < 800);
                wick.kill();
                await().atMost(PATIENCE).until(() -> subscriber.closeCode() != -1);
                before = closed(subscriber);
            }
            final long killedMs = exchange.timeMs();
            await().atMost(PATIENCE).until(() -> exchange.timeMs() > killedMs + 3_000);

            final long restartedMs = exchange.timeMs();
            try (WickProcess wick = start(exchange);
                    Subscriber subscriber = new Subscriber(feed(wick))) {
                subscriber.send(subscribeToAll(exchange));
                for (final String symbol : exchange.symbols()) {
                    await().atMost(PATIENCE).untilAsserted(() -> {
                        final List<Long> had = openTimes(before, symbol);
                        final List<Long> got = openTimes(closed(subscriber), symbol);
                        assertThat(got).as(symbol).doesNotHaveDuplicates().doesNotContainAnyElementsOf(had);
                        // From the first one that was ever published up to the present, none is wanting.
                        final TreeSet<Long> all = new TreeSet<>(had);
                        all.addAll(got);
                        assertThat(all.last()).as(symbol).isGreaterThan(restartedMs);
                        final List<Long> made = exchange.ledger().closed(symbol, Interval.S1).stream()
                                .map(MadeCandle::openTimeMs)
                                .filter(openTimeMs -> openTimeMs >= all.first() && openTimeMs <= all.last())
                                .sorted()
                                .toList();
                        // The bar in which the exchange began is in no ledger.
                        assertThat(all.tailSet(made.get(0))).as(symbol).containsExactlyElementsOf(made);
                    });
                }
                assertThat(wick.err()).contains("The journal is open").contains("series=" + SYMBOLS);
            }
        }
    }

    @Test
    void shouldSayWhichFileIsDamagedAndServeAllTheSame() throws Exception {
        try (SimulatedExchange exchange = exchange()) {
            run(exchange);
            final Path segment = files().stream()
                    .filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.seek(300);
                file.write(0x5A);
                file.write(0xA5);
            }
            try (WickProcess wick = start(exchange);
                    Subscriber subscriber = new Subscriber(feed(wick))) {
                subscriber.send(subscribeToAll(exchange));
                await().atMost(PATIENCE).until(() -> !closed(subscriber).isEmpty());
                assertThat(wick.err()).contains("damaged").contains(segment.getFileName() + ".damaged");
                assertThat(files()).anyMatch(file -> file.toString().endsWith(".damaged"));
            }
        }
    }

    @Test
    void shouldRefuseToStartOnAFolderThatIsInUseOrCannotBeMade() throws Exception {
        try (SimulatedExchange exchange = exchange();
                WickProcess first = start(exchange)) {
            feed(first);
            try (WickProcess second = start(exchange)) {
                assertThat(second.exitCodeWithin(20)).isNotZero();
                assertThat(second.err())
                        .contains("CONNECTOR_JOURNAL_DIR = " + folder)
                        .contains("another engine is using this folder")
                        .doesNotContain("\tat ");
            }
            assertThat(first.isAlive()).isTrue();
        }
        final Path file = Files.writeString(folder.resolve("a-file"), "no folder");
        try (SimulatedExchange exchange = exchange();
                WickProcess wick = new WickProcess(
                        settings(exchange)
                                .with("CONNECTOR_JOURNAL_DIR", file.toString())
                                .environment(),
                        "run")) {
            assertThat(wick.exitCodeWithin(20)).isNotZero();
            assertThat(wick.err()).contains("CONNECTOR_JOURNAL_DIR = " + file).contains("leave the setting empty");
        }
    }

    private void run(final SimulatedExchange exchange) {
        try (WickProcess wick = start(exchange);
                Subscriber subscriber = new Subscriber(feed(wick))) {
            subscriber.send(subscribeToAll(exchange));
            await().atMost(PATIENCE).until(() -> closed(subscriber).size() >= 3 * SYMBOLS);
            wick.terminate();
            assertThat(wick.exitCodeWithin(20)).as(wick::err).isZero();
        }
    }

    private static SimulatedExchange exchange() {
        return Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions().symbols(SYMBOLS).updatesPerSecond(50).closedEvery(Interval.S1, 0));
    }

    private EngineUnderTest settings(final SimulatedExchange exchange) {
        return new EngineUnderTest()
                .at(SPOT, exchange)
                .with("CONNECTOR_LOG_LEVEL", "INFO")
                .with("CONNECTOR_JOURNAL_DIR", folder.toString())
                .with("CONNECTOR_JOURNAL_MAX_BYTES", "1MiB");
    }

    private WickProcess start(final SimulatedExchange exchange) {
        return new WickProcess(settings(exchange).environment(), "run");
    }

    private static URI feed(final WickProcess wick) {
        await().atMost(PATIENCE).until(() -> wick.feed() != null || !wick.isAlive());
        assertThat(wick.feed()).as(wick::err).isNotNull();
        return wick.feed();
    }

    private static String subscribeToAll(final SimulatedExchange exchange) {
        return "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}";
    }

    private static List<Map<String, Object>> closed(final Subscriber subscriber) {
        final List<Map<String, Object>> found = subscriber.messages("quote");
        found.removeIf(quote -> !Boolean.TRUE.equals(quote.get("is_closed_candle")));
        return found;
    }

    private static List<Long> openTimes(final List<Map<String, Object>> quotes, final String symbol) {
        final List<Long> openTimesMs = new ArrayList<>();
        for (final Map<String, Object> quote : quotes) {
            if (symbol.equals(quote.get("symbol"))) {
                openTimesMs.add(((Number) quote.get("open_time")).longValue());
            }
        }
        return openTimesMs;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
