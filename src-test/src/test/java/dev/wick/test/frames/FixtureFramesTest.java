package dev.wick.test.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Adapters;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every frame of the project's own fixtures, and of the collection of recorded ones where it lies beside the project, goes
 * through the adapter over a socket and comes out as an independent reading of the same text has it.
 */
class FixtureFramesTest {
    private static final Path OWN = Path.of("src/test/resources/frames");
    private static final Path RECORDED = Path.of("../../shared/fixtures");
    private static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);
    private static final Map<String, String> MARKETS =
            Map.of("usdt", "um", "btc", "cm", "perp", "usdm", "swap-usdt", "swap", "swap-coin", "swap");

    static Stream<Path> ownFrames() throws IOException {
        return frames(OWN);
    }

    static Stream<Path> recordedFrames() throws IOException {
        return Files.isDirectory(RECORDED) ? frames(RECORDED) : Stream.of(RECORDED);
    }

    private static Stream<Path> frames(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ownFrames")
    void shouldReadItsOwnFixtures(final Path file) throws Exception {
        compare(file);
    }

    @ParameterizedTest
    @MethodSource("recordedFrames")
    void shouldReadWhatWasRecorded(final Path file) throws Exception {
        assumeThat(file).isRegularFile();
        compare(file);
    }

    private static void compare(final Path file) throws Exception {
        final String[] name = file.getFileName().toString().split("\\.", -1);
        final Venue venue = Exchange.of(name[0])
                .orElseThrow()
                .venue(MARKETS.getOrDefault(name[1], name[1]))
                .orElseThrow();
        final List<String> lines = Files.readAllLines(file);
        final FrameReading reading = new FrameReading(venue);
        final List<Read> expected = new ArrayList<>();
        lines.forEach(line -> expected.addAll(reading.read(line)));
        expected.removeIf(read -> Interval.of(read.interval()).isEmpty());

        final SeriesRegistry registry = new SeriesRegistry();
        expected.forEach(read -> registry.register(
                venue, read.symbol(), Interval.of(read.interval()).orElseThrow()));
        final List<Candle> candles = new CopyOnWriteArrayList<>();
        final FrameServer server = new FrameServer();
        try (Adapters adapters = new Adapters();
                ExchangeAdapter adapter = adapters.create(venue, context(server.url(), registry))) {
            final Ears ears = new Ears();
            try (FeedConnection connection =
                    adapter.connect(0, "leg-test", candle -> candles.add(copy(candle)), ears)) {
                await().atMost(Duration.ofSeconds(20)).until(() -> ears.opened);
                lines.forEach(server::say);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> connection.stats().get(Stat.FRAMES) == lines.size());
                assertThat(connection.stats().get(Stat.GARBLED)).isZero();
            }
        } finally {
            server.end();
        }
        candles.removeIf(candle -> candle.finality == Finality.SUCCESSOR && venue.exchange() == Exchange.HYPERLIQUID);
        assertThat(candles).as("candles of %s", file.getFileName()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertSame(candles.get(i), expected.get(i), registry);
        }
    }

    private static AdapterContext context(final String url, final SeriesRegistry registry) {
        return new AdapterContext(
                url,
                "http://127.0.0.1:1",
                10_000,
                10_000,
                60_000,
                0,
                0,
                1_000,
                1,
                1,
                1 << 20,
                registry,
                SystemEpochClock.INSTANCE,
                SystemNanoClock.INSTANCE,
                new SystemEpochNanoClock());
    }

    private static Candle copy(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        return copy;
    }

    private static void assertSame(final Candle candle, final Read read, final SeriesRegistry registry) {
        final Series series = registry.byId(candle.seriesId);
        assertThat(series.symbol()).isEqualTo(read.symbol());
        assertThat(series.interval().text()).isEqualTo(read.interval());
        assertThat(candle.openTimeMs).isEqualTo(read.openTimeMs());
        if (read.eventTimeMs() != null) {
            assertThat(candle.eventTimeMs).isEqualTo(read.eventTimeMs());
        }
        assertSame("open", candle.open, read.open());
        assertSame("high", candle.high, read.high());
        assertSame("low", candle.low, read.low());
        assertSame("close", candle.close, read.close());
        assertSame("volume", candle.volume, read.volume());
        assertSame("quote volume", candle.quoteVolume, read.quoteVolume());
        assertSame("contracts", candle.contracts, read.contracts());
        assertThat(candle.tradeCount).isEqualTo(read.trades() == null ? Candle.NONE : read.trades());
        assertThat(candle.closed || candle.finality == Finality.SUCCESSOR)
                .isEqualTo(read.closed() || candle.finality == Finality.SUCCESSOR);
    }

    private static void assertSame(final String what, final Decimal decimal, final BigDecimal read) {
        if (read == null) {
            assertThat(decimal.isPresent()).as("no %s", what).isFalse();
        } else {
            assertThat(BigDecimal.valueOf(decimal.mantissa, decimal.scale))
                    .as(what)
                    .isEqualByComparingTo(read.round(DIGITS));
        }
    }
}
