package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.SeriesRestorer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.CachedEpochClock;

/** A journal in a folder, stepped by hand, with candles that tell which one they are. */
final class JournalBed implements AutoCloseable {
    final List<String> waivers = new ArrayList<>();
    final List<Integer> forgotten = new ArrayList<>();
    static final Venue VENUE = Exchange.BINANCE.venue("spot").orElseThrow();
    static final long FIRST_MS = 1_700_000_040_000L;

    /** Ten parts of two blocks: what fits into one is 55 candles or so. */
    static final long MAX_BYTES = 10 * 8_192;

    final Path folder;
    final Metrics metrics = new Metrics();
    final CachedEpochClock clock = new CachedEpochClock();
    final SeriesRegistry registry = new SeriesRegistry();
    final Journal journal;
    private final Candle scratch = new Candle();

    JournalBed(final Path folder) throws JournalException {
        this(folder, MAX_BYTES, 10_000);
    }

    JournalBed(final Path folder, final long maxBytes, final int candlesPerSeries) throws JournalException {
        this.folder = folder;
        journal = Journal.open(new JournalSettings(folder, maxBytes, candlesPerSeries), metrics, clock);
    }

    Series series(final String symbol) {
        return registry.register(VENUE, symbol, Interval.M1);
    }

    /** Appends the candle of a number, and does what the thread of the journal would. */
    void append(final String symbol, final int number) throws Exception {
        appendOnly(symbol, number);
        journal.duty().doWork();
    }

    /** Appends the candle of a number, while the thread of the journal sleeps. */
    void appendOnly(final String symbol, final int number) {
        final Series series = series(symbol);
        journal.append(series, fill(scratch, series.id(), number));
    }

    /** Nothing is owed up to the candle of a number. */
    void waive(final String symbol, final int toNumber) {
        waive(symbol, 0, toNumber);
    }

    /** Nothing is owed of the candles of two numbers and those between. */
    void waive(final String symbol, final int fromNumber, final int toNumber) {
        journal.waived(series(symbol), FIRST_MS + fromNumber * 60_000L, FIRST_MS + toNumber * 60_000L);
    }

    /** Every field of it follows from its number. */
    static Candle fill(final Candle candle, final int seriesId, final int number) {
        candle.clear();
        candle.seriesId = seriesId;
        candle.openTimeMs = FIRST_MS + number * 60_000L;
        candle.closeTimeMs = candle.openTimeMs + 59_999;
        candle.eventTimeMs = candle.closeTimeMs + number % 7;
        candle.receivedTimeNs = candle.eventTimeMs * 1_000_000L + number;
        candle.tradeCount = number % 5 == 0 ? Candle.NONE : number;
        candle.firstTradeId = 10L * number;
        candle.lastTradeId = 10L * number + 9;
        candle.open.set(100_000L + number, 2);
        candle.high.set(200_000L + number, 2);
        candle.low.set(50_000L + number, 3);
        candle.close.set(150_000L + number, 2);
        candle.volume.set(7L * number + 1, 8);
        candle.closed = true;
        candle.finality = Finality.values()[number % Finality.values().length];
        candle.source = Source.values()[number % Source.values().length];
        candle.revision = number % 3;
        candle.legId = number % 11;
        return candle;
    }

    /** The numbers of the candles that were found at the start, in their order; fails if one of them is not as it was. */
    List<Integer> recovered(final String symbol) {
        final List<Integer> numbers = new ArrayList<>();
        final Candle expected = new Candle();
        final boolean any = journal.restore(series(symbol), new SeriesRestorer.Sink() {
            @Override
            public void onCandle(final Candle candle) {
                final int number = number(candle.openTimeMs);
                fill(expected, -1, number);
                if (!text(candle).equals(text(expected))) {
                    throw new AssertionError(symbol + ": " + text(candle) + " is not " + text(expected));
                }
                numbers.add(number);
            }

            @Override
            public void onForgotten(final long toMs) {
                forgotten.add(number(toMs));
            }

            @Override
            public void onWaived(final long toMs) {
                waivers.add((toMs - FIRST_MS) / 60_000 + " behind " + numbers.size());
            }
        });
        if (any == numbers.isEmpty()) {
            throw new AssertionError(symbol + ": " + numbers.size() + " candles, and the answer was " + any);
        }
        return numbers;
    }

    static int number(final long openTimeMs) {
        return Math.toIntExact((openTimeMs - FIRST_MS) / 60_000);
    }

    /** All that a record keeps. */
    private static String text(final Candle c) {
        return c.openTimeMs + " " + c.eventTimeMs + " " + c.receivedTimeNs + " " + c.open + " " + c.high + " " + c.low
                + " " + c.close + " " + c.volume + " " + c.quoteVolume + " " + c.contracts + " " + c.tradeCount + " "
                + c.firstTradeId + " " + c.lastTradeId + " " + c.closed + " " + c.finality + " " + c.source + " "
                + c.revision + " " + c.legId;
    }

    /** What is in a folder, by name. */
    static Map<String, byte[]> files(final Path folder) throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (final Path file : all) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** The files as they are at this moment, elsewhere: what a process that is killed now leaves behind. */
    static Path copy(final Path folder, final Path to) throws IOException {
        write(files(folder), to);
        return to;
    }

    /** Makes a folder hold just these files. */
    static void write(final Map<String, byte[]> files, final Path to) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(to)) {
            for (final Path file : all) {
                Files.delete(file);
            }
        }
        for (final Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(to.resolve(file.getKey()), file.getValue());
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
