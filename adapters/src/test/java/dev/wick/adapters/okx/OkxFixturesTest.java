package dev.wick.adapters.okx;

import static org.assertj.core.api.Assertions.assertThat;

import com.dslplatform.json.DslJson;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded frames, read a second time by an independent reader. */
class OkxFixturesTest {
    private static final DslJson<Object> JSON = new DslJson<>();

    private static Frames registered(final OkxMarket market, final Map<?, ?> frame) {
        final Frames frames = new Frames(market);
        frames.register((String) arg(frame).get("instId"), interval(frame));
        return frames;
    }

    private static Map<?, ?> arg(final Map<?, ?> frame) {
        return (Map<?, ?>) frame.get("arg");
    }

    private static Interval interval(final Map<?, ?> frame) {
        final String bar = ((String) arg(frame).get("channel")).substring("candle".length());
        return Interval.of(bar.replace("utc", ""))
                .or(() -> Interval.of(bar.toLowerCase(Locale.ROOT)))
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(OkxMarket.class)
    void shouldReadEveryRecordedCandleAsAnotherReaderDoes(final OkxMarket market) throws IOException {
        for (final String line : Frames.candles(market)) {
            final Map<?, ?> frame = read(line);
            final Frames frames = registered(market, frame);
            assertThat(frames.parse(line)).as(line).isEqualTo(Outcome.CANDLES);
            final List<List<?>> rows = ((List<?>) frame.get("data"))
                    .stream()
                            .<List<?>>map(row -> (List<?>) row)
                            .sorted(Comparator.comparing(row -> (String) row.get(0)))
                            .toList();
            assertThat(frames.candles).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                assertSame(frames.candles.get(i), rows.get(i), interval(frame), market != OkxMarket.SPOT);
            }
            assertThat(frames.stats.get(Stat.CANDLES)).isEqualTo(rows.size());
            assertThat(frames.stats.get(Stat.ROUNDED_DECIMALS)).isZero();
            assertThat(frames.stats.lastMessageTimeMs()).isEqualTo(Frames.RECEIVED_NS / 1_000_000);
        }
    }

    @ParameterizedTest
    @EnumSource(OkxMarket.class)
    void shouldGiveNoCandleOfACutFrame(final OkxMarket market) throws IOException {
        for (final String line : Frames.candles(market)) {
            final Frames frames = registered(market, read(line));
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut < frame.length; cut++) {
                assertThat(frames.parse(Arrays.copyOf(frame, cut))).isEqualTo(Outcome.GARBLED);
            }
            assertThat(frames.parse(line + "}")).isEqualTo(Outcome.GARBLED);
            assertThat(frames.parse(line + line)).isEqualTo(Outcome.GARBLED);
            assertThat(frames.candles).isEmpty();
            assertThat(frames.stats.get(Stat.GARBLED)).isEqualTo(frame.length + 2L);
        }
    }

    @ParameterizedTest
    @EnumSource(OkxMarket.class)
    void shouldGiveNoCandleOfAnyOtherMessageWholeOrCut(final OkxMarket market) {
        final Frames frames = new Frames(market);
        for (final String symbol : List.of("BTC-USDT", "ETH-USD", "BTC-USD-220527", "UNI-USD-SWAP", "BTC-USDT-SWAP")) {
            frames.register(symbol, Interval.M1);
        }
        for (final String line : Frames.lines("others.jsonl")) {
            final boolean control = line.contains("\"event\"") && !line.contains("channel-conn-count");
            assertThat(frames.parse(line)).as(line).isEqualTo(control ? Outcome.CONTROL : Outcome.IGNORED);
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            final int told = frames.replies.size();
            for (int cut = 0; cut < frame.length; cut++) {
                assertThat(frames.parse(Arrays.copyOf(frame, cut))).isEqualTo(Outcome.GARBLED);
            }
            assertThat(frames.replies).hasSize(told);
        }
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldHaveEveryShapeAmongItsFixtures() {
        assertThat(String.join("\n", Frames.candles(OkxMarket.SPOT)))
                .contains("\"0\",\"0\",\"0\",\"1\"]", "\"0\",\"0\",\"0\",\"0\"]", "candle1H", "BTC-USD\"");
        assertThat(String.join("\n", Frames.candles(OkxMarket.SWAP)))
                .contains("BTC-USD-SWAP", "BTC-USDT-SWAP", "],[", ".68514000");
        assertThat(String.join("\n", Frames.candles(OkxMarket.FUTURES)))
                .contains("BTC-USD_UM-261225", "BTC-USD-261225");
        assertThat(String.join("\n", Frames.lines("others.jsonl")))
                .contains("64008", "60012", "60018", "connId", "\"id\":", "unsubscribe", "tickers");
    }

    private static void assertSame(
            final Candle candle, final List<?> row, final Interval interval, final boolean contracts) {
        assertThat(candle.openTimeMs).isEqualTo(Long.parseLong((String) row.get(0)));
        assertThat(candle.closeTimeMs).isEqualTo(interval.next(candle.openTimeMs) - 1);
        assertThat(candle.eventTimeMs).isEqualTo(Candle.NONE);
        assertThat(candle.firstTradeId).isEqualTo(Candle.NONE);
        assertThat(candle.lastTradeId).isEqualTo(Candle.NONE);
        assertThat(candle.tradeCount).isEqualTo(Candle.NONE);
        assertSame(candle.open, row, 1);
        assertSame(candle.high, row, 2);
        assertSame(candle.low, row, 3);
        assertSame(candle.close, row, 4);
        assertSame(contracts ? candle.contracts : candle.volume, row, 5);
        assertSame(contracts ? candle.volume : candle.quoteVolume, row, 6);
        assertSame(candle.quoteVolume, row, 7);
        assertThat(candle.contracts.isPresent()).isEqualTo(contracts);
        assertThat(candle.closed).isEqualTo("1".equals(row.get(8)));
        assertThat(candle.finality).isEqualTo(candle.closed ? Finality.EXCHANGE : null);
        assertThat(candle.source).isEqualTo(Source.STREAM);
        assertThat(candle.legId).isEqualTo(7);
        assertThat(candle.revision).isZero();
        assertThat(candle.readNs).isEqualTo(Frames.READ_NS);
        assertThat(candle.parsedNs).isEqualTo(Frames.PARSED_NS);
        assertThat(candle.receivedTimeNs).isEqualTo(Frames.RECEIVED_NS);
    }

    private static void assertSame(final Decimal decimal, final List<?> row, final int index) {
        assertThat(decimal.toBigDecimal()).isEqualByComparingTo(new BigDecimal((String) row.get(index)));
    }

    private static Map<?, ?> read(final String line) throws IOException {
        return JSON.deserialize(Map.class, new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    }
}
