package dev.wick.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.wick.adapters.binance.BinanceKlineRows;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.knowm.xchange.binance.dto.marketdata.BinanceKline;
import org.knowm.xchange.binance.dto.marketdata.KlineInterval;
import org.knowm.xchange.currency.CurrencyPair;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * Rows of a backfill: an answer of Binance's REST with {@value #ROWS} of them, time for each, against Jackson's tokens into the
 * same fields and XChange's way, Jackson's binding and a {@code BinanceKline} of what it has bound. The baseline looks at every
 * byte once. All make new objects, as whoever asked keeps them.
 */
public class RowsBenchmark extends StageBenchmark {
    static final int ROWS = 100;

    private static final long SEED = 6;

    private final byte[] body = body();
    private final RestAnswer answer = new RestAnswer("bench", body, 0, 0, RestAnswer.NO_DATE);
    private final JsonFactory factory = new JsonFactory();
    private final ObjectReader reader = new ObjectMapper().readerFor(Object[][].class);

    private static byte[] body() {
        final Random random = new Random(SEED);
        final StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < ROWS; i++) {
            final long openTimeMs = KlineFrame.OPEN_TIME_MS + i * KlineFrame.MINUTE_MS;
            final int base = 3_000 + random.nextInt(5_000);
            rows.append(i == 0 ? "" : ",")
                    .append(
                            "[%d,\"0.%d0000\",\"0.%d0000\",\"0.%d0000\",\"0.%d0000\",\"%d.00000000\",%d,\"%d.04600000\",%d,"
                                    .formatted(
                                            openTimeMs,
                                            base + 1,
                                            base + 3,
                                            base,
                                            base + 2,
                                            random.nextInt(300_000),
                                            openTimeMs + KlineFrame.MINUTE_MS - 1,
                                            random.nextInt(100_000),
                                            random.nextInt(400)))
                    .append("\"58.00000000\",\"20.46240000\",\"0\"]");
        }
        return rows.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Looks whether all read the same. */
    @Setup
    public void setUp() throws IOException, HistoryException {
        final List<Candle> expected = ours().rows();
        final List<Bar> bars = jacksonStream();
        final List<BinanceKline> klines = xchange();
        Fixture.check(expected.size() == ROWS && bars.size() == ROWS && klines.size() == ROWS, "rows are missing");
        for (int i = 0; i < ROWS; i++) {
            final Candle candle = expected.get(i);
            Fixture.check(same(bars.get(i), candle), "Jackson read " + bars.get(i) + ", not " + candle);
            Fixture.check(same(bar(klines.get(i)), candle), "XChange read " + klines.get(i) + ", not " + candle);
        }
    }

    private static boolean same(final Bar bar, final Candle candle) {
        bar.eventTimeMs = candle.eventTimeMs;
        bar.firstTradeId = candle.firstTradeId;
        bar.lastTradeId = candle.lastTradeId;
        bar.closed = candle.closed;
        bar.symbol = "";
        bar.interval = "";
        return bar.matches(candle, "", "");
    }

    private static Bar bar(final BinanceKline kline) {
        final Bar bar = new Bar();
        bar.openTimeMs = kline.getOpenTime();
        bar.closeTimeMs = kline.getCloseTime();
        bar.open = kline.getOpen();
        bar.high = kline.getHigh();
        bar.low = kline.getLow();
        bar.close = kline.getClose();
        bar.volume = kline.getVolume();
        bar.quoteVolume = kline.getQuoteAssetVolume();
        bar.tradeCount = kline.getNumberOfTrades();
        return bar;
    }

    /** Every byte once. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int baseline() {
        int sum = 0;
        for (final byte b : body) {
            sum += b;
        }
        return sum;
    }

    /** The engine's. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public CandleRows ours() throws HistoryException {
        return BinanceKlineRows.read(answer, false);
    }

    /** Jackson's tokens. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<Bar> jacksonStream() throws IOException {
        final List<Bar> rows = new ArrayList<>();
        try (JsonParser parser = factory.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                rows.add(row(parser));
            }
        }
        return rows;
    }

    private static Bar row(final JsonParser parser) throws IOException {
        final Bar bar = new Bar();
        bar.openTimeMs = parser.nextLongValue(0);
        bar.open = decimal(parser);
        bar.high = decimal(parser);
        bar.low = decimal(parser);
        bar.close = decimal(parser);
        bar.volume = decimal(parser);
        bar.closeTimeMs = parser.nextLongValue(0);
        bar.quoteVolume = decimal(parser);
        bar.tradeCount = parser.nextLongValue(0);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            // The taker's share and a field to ignore.
        }
        return bar;
    }

    private static BigDecimal decimal(final JsonParser parser) throws IOException {
        parser.nextToken();
        return new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** XChange's. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<BinanceKline> xchange() throws IOException {
        final Object[][] rows = reader.readValue(body);
        final List<BinanceKline> klines = new ArrayList<>(rows.length);
        for (final Object[] row : rows) {
            klines.add(new BinanceKline(CurrencyPair.BTC_USDT, KlineInterval.m1, row));
        }
        return klines;
    }
}
