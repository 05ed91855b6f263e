package dev.wick.adapters.binance;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded frames, read a second time by an independent reader. */
class BinanceFixturesTest {
    private static final DslJson<Object> JSON = new DslJson<>();

    @ParameterizedTest
    @EnumSource(BinanceMarket.class)
    void shouldReadEveryRecordedCandleAsAnotherReaderDoes(final BinanceMarket market) throws IOException {
        for (final String line : Frames.klines(market)) {
            final Map<?, ?> payload = payload(line);
            final Map<?, ?> k = (Map<?, ?>) payload.get("k");
            final Frames frames = new Frames(market);
            final int id = frames.register(
                    (String) k.get("s"), Interval.of((String) k.get("i")).orElseThrow());
            assertThat(frames.parse(line)).as(line).isEqualTo(Outcome.CANDLES);
            assertThat(frames.only().seriesId).isEqualTo(id);
            assertSame(frames.only(), payload, k, market == BinanceMarket.COINM);
            assertThat(frames.stats.get(Stat.CANDLES)).isEqualTo(1);
            assertThat(frames.stats.get(Stat.ROUNDED_DECIMALS)).isZero();
            assertThat(frames.stats.lastMessageTimeMs()).isEqualTo(1_633_998_523_961L);
        }
    }

    @ParameterizedTest
    @EnumSource(BinanceMarket.class)
    void shouldGiveNoCandleOfACutFrame(final BinanceMarket market) throws IOException {
        for (final String line : Frames.klines(market)) {
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            final Map<?, ?> k = (Map<?, ?>) payload(line).get("k");
            final Frames frames = new Frames(market);
            frames.register(
                    (String) k.get("s"), Interval.of((String) k.get("i")).orElseThrow());
            for (int cut = 0; cut < frame.length; cut++) {
                assertThat(frames.parse(Arrays.copyOf(frame, cut))).isEqualTo(Outcome.GARBLED);
            }
            assertThat(frames.candles).isEmpty();
            assertThat(frames.stats.get(Stat.GARBLED)).isEqualTo(frame.length);
            assertThat(frames.parse(line + "}")).isEqualTo(Outcome.GARBLED);
            assertThat(frames.parse(line + line)).isEqualTo(Outcome.GARBLED);
            assertThat(frames.candles).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(BinanceMarket.class)
    void shouldGiveNoCandleOfAnyOtherMessageWholeOrCut(final BinanceMarket market) {
        final Frames frames = new Frames(market);
        for (final String symbol : List.of("BTCUSDT", "NKNUSDT", "BTCUSD_PERP", "LTCBRL")) {
            frames.register(symbol, Interval.M1);
        }
        for (final String line : Frames.lines("others.jsonl")) {
            final boolean control =
                    (!line.startsWith("{\"stream\"") && !line.startsWith("{\"e\"")) || line.contains("Shutdown");
            assertThat(frames.parse(line)).as(line).isEqualTo(control ? Outcome.CONTROL : Outcome.IGNORED);
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut < frame.length; cut++) {
                assertThat(frames.parse(Arrays.copyOf(frame, cut))).isEqualTo(Outcome.GARBLED);
            }
        }
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldHaveEveryShapeAmongItsFixtures() {
        final String all = String.join("\n", Frames.klines(BinanceMarket.SPOT));
        assertThat(all)
                .contains("\"f\":-1,\"L\":-1", "\"x\":true", "\"x\":false", "\"n\":0", "{\"stream\"", "\n{\"e\"");
        assertThat(String.join("\n", Frames.klines(BinanceMarket.USDM)))
                .contains("\"t\":1785048480000, \"T\"", "\"x\":true");
        assertThat(String.join("\n", Frames.klines(BinanceMarket.COINM))).contains("_PERP", "_210924", "\"x\":true");
    }

    private static void assertSame(
            final Candle candle, final Map<?, ?> payload, final Map<?, ?> k, final boolean contracts) {
        assertThat(candle.openTimeMs).isEqualTo(number(k, "t"));
        assertThat(candle.closeTimeMs).isEqualTo(number(k, "T"));
        assertThat(candle.eventTimeMs).isEqualTo(number(payload, "E"));
        assertThat(candle.firstTradeId).isEqualTo(number(k, "f"));
        assertThat(candle.lastTradeId).isEqualTo(number(k, "L"));
        assertThat(candle.tradeCount).isEqualTo(number(k, "n"));
        assertSame(candle.open, k, "o");
        assertSame(candle.high, k, "h");
        assertSame(candle.low, k, "l");
        assertSame(candle.close, k, "c");
        assertSame(contracts ? candle.contracts : candle.volume, k, "v");
        assertSame(contracts ? candle.volume : candle.quoteVolume, k, "q");
        assertThat((contracts ? candle.quoteVolume : candle.contracts).isPresent())
                .isFalse();
        assertThat(candle.closed).isEqualTo(k.get("x"));
        assertThat(candle.finality).isEqualTo(candle.closed ? Finality.EXCHANGE : null);
        assertThat(candle.source).isEqualTo(Source.STREAM);
        assertThat(candle.legId).isEqualTo(7);
        assertThat(candle.revision).isZero();
        assertThat(candle.readNs).isEqualTo(Frames.READ_NS);
        assertThat(candle.parsedNs).isEqualTo(Frames.PARSED_NS);
        assertThat(candle.receivedTimeNs).isEqualTo(Frames.RECEIVED_NS);
    }

    private static void assertSame(final Decimal decimal, final Map<?, ?> k, final String key) {
        assertThat(decimal.toBigDecimal()).isEqualByComparingTo(new BigDecimal((String) k.get(key)));
    }

    private static long number(final Map<?, ?> map, final String key) {
        return map.get(key) instanceof Number number ? number.longValue() : Candle.NONE;
    }

    private static Map<?, ?> payload(final String line) throws IOException {
        final Map<?, ?> frame =
                JSON.deserialize(Map.class, new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        return frame.get("data") instanceof Map<?, ?> data ? data : frame;
    }
}
