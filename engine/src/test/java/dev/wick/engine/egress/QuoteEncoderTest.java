package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QuoteEncoderTest {
    private static final long LARGEST = 999_999_999_999_999_999L;
    private static final long YEAR_9999_MS = 253_402_300_799_999L;

    private final SeriesRegistry registry = new SeriesRegistry();
    private final QuoteEncoder encoder = new QuoteEncoder(registry);

    @Test
    void shouldWriteTheExampleOfTheDesignByteForByte() {
        final Candle candle = example(series("BTCUSDT"));
        encoder.encode(candle, nsOf("2026-11-23T07:35:00.123456Z"));
        // The event time is the timestamp's moment; the rest is the text of the feed's description.
        assertThat(payload())
                .isEqualTo("{\"type\":\"quote\",\"current_time\":\"2026-11-23 07:35:00.123456+00:00\","
                        + "\"timestamp\":\"2026-11-23T07:34:59.963000+00:00\","
                        + "\"exchange\":\"binance\",\"symbol\":\"BTCUSDT\",\"contract_type\":\"spot\","
                        + "\"open\":0.3527,\"high\":0.3528,\"low\":0.3522,\"close\":0.3528,"
                        + "\"volume\":25877,\"trade_num\":30,\"is_closed_candle\":false,"
                        + "\"interval\":\"1m\",\"open_time\":1633998480000,\"close_time\":1633998539999,"
                        + "\"event_time\":1795419299963,\"received_time\":1633998523961234567,"
                        + "\"source\":\"stream\",\"finality\":null,\"revision\":0}");
    }

    @Test
    void shouldWriteAFrameWithItsLengthInTwoBytes() {
        encoder.encode(example(series("BTCUSDT")), 0);
        final byte[] bytes = encoder.bytes();
        final int start = encoder.start();
        assertThat(bytes[start]).isEqualTo((byte) 0x81);
        assertThat(bytes[start + 1]).isEqualTo((byte) 126);
        assertThat(((bytes[start + 2] & 0xFF) << 8) | (bytes[start + 3] & 0xFF)).isEqualTo(encoder.length() - 4);
    }

    @Test
    void shouldTellAClosedCandleAndHowThatIsKnown() {
        final Candle candle = example(series("BTCUSDT"));
        candle.closed = true;
        candle.finality = Finality.REST;
        candle.source = Source.BACKFILL;
        candle.revision = 2;
        encoder.encode(candle, 0);
        assertThat(payload())
                .contains("\"is_closed_candle\":true")
                .endsWith("\"source\":\"backfill\",\"finality\":\"rest\",\"revision\":2}");
    }

    @Test
    void shouldWriteEachCandlesOwnTimesWhicheverBarCameBefore() {
        final Candle here = example(series("BTCUSDT"));
        final Candle there = example(series("ETHUSDT"));
        for (final long openMs : new long[] {1_633_998_480_000L, 0, 1_633_998_540_000L, 1_633_998_480_000L, -60_000}) {
            for (final long lengthMs : new long[] {60_000, 60_000, 3_600_000}) {
                here.openTimeMs = openMs;
                here.closeTimeMs = openMs + lengthMs - 1;
                encoder.encode(here, 0);
                assertThat(payload())
                        .contains(
                                "\"open_time\":" + openMs + ",\"close_time\":" + here.closeTimeMs + ",\"event_time\":");
                encoder.encode(there, 0);
                assertThat(payload())
                        .contains("\"open_time\":" + there.openTimeMs + ",\"close_time\":" + there.closeTimeMs);
            }
        }
    }

    @Test
    void shouldWriteNullForWhatIsAbsentAndTakeTheOpenTimeForTheEventTime() {
        final Candle candle = example(series("BTCUSDT"));
        candle.eventTimeMs = Candle.NONE;
        candle.tradeCount = Candle.NONE;
        encoder.encode(candle, 0);
        assertThat(payload())
                .contains("\"event_time\":null", "\"trade_num\":null")
                .contains("\"timestamp\":\"2021-10-12T00:28:00.000000+00:00\"");
    }

    @Test
    void shouldEscapeWhatJsonWantsEscapedAndKeepTheRestAsItIs() throws Exception {
        for (final String symbol : new String[] {"PURR/USDC", "币安人生USDT", "a\"b\\c\n", "😀"}) {
            encoder.encode(example(series(symbol)), 0);
            assertThat(JsonIn.object(payload()).get("symbol").value()).isEqualTo(symbol);
        }
    }

    @Test
    void shouldTakeASymbolOfAnyLength() throws Exception {
        final String symbol = "X".repeat(70_000);
        encoder.encode(example(series(symbol)), 0);
        final int headerLength = 10;
        final String text = new String(
                encoder.bytes(),
                encoder.start() + headerLength,
                encoder.length() - headerLength,
                StandardCharsets.UTF_8);
        assertThat(JsonIn.object(text).get("symbol").value()).isEqualTo(symbol);
    }

    @Property(tries = 500)
    void shouldWriteEveryNumberExactly(
            @ForAll @LongRange(min = -LARGEST, max = LARGEST) final long mantissa,
            @ForAll @IntRange(min = -40, max = 40) final int scale,
            @ForAll final long whole)
            throws Exception {
        final Candle candle = example(series("BTCUSDT"));
        candle.high.set(mantissa, scale);
        candle.volume.set(mantissa, scale);
        candle.receivedTimeNs = whole == Candle.NONE ? 0 : whole;
        encoder.encode(candle, 0);
        final Map<String, JsonIn.Field> fields = JsonIn.object(payload());
        final BigDecimal expected = BigDecimal.valueOf(mantissa, scale);
        assertThat(new BigDecimal(fields.get("high").raw())).isEqualByComparingTo(expected);
        assertThat(new BigDecimal(fields.get("volume").raw())).isEqualByComparingTo(expected);
        assertThat(fields.get("received_time").raw()).isEqualTo(Long.toString(candle.receivedTimeNs));
    }

    @Property(tries = 1000)
    void shouldWriteEveryMomentAsJavaTimeDoes(
            @ForAll @LongRange(min = -62_167_219_200_000L, max = YEAR_9999_MS) final long eventMs,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) final long nowNs)
            throws Exception {
        final Candle candle = example(series("BTCUSDT"));
        candle.eventTimeMs = eventMs;
        encoder.encode(candle, nowNs);
        final Map<String, JsonIn.Field> fields = JsonIn.object(payload());
        assertThat(fields.get("timestamp").value()).isEqualTo(text("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", eventMs, 0));
        assertThat(fields.get("current_time").value())
                .isEqualTo(text("uuuu-MM-dd HH:mm:ss.SSSSSSxxx", nowNs / 1_000_000, nowNs % 1_000_000));
    }

    @Test
    void shouldSurviveMomentsThatNoExchangeMeant() throws Exception {
        for (final long ms : new long[] {Long.MIN_VALUE + 1, Long.MAX_VALUE, -1, YEAR_9999_MS + 1}) {
            final Candle candle = example(series("BTCUSDT"));
            candle.eventTimeMs = ms;
            encoder.encode(candle, 0);
            assertThat(JsonIn.object(payload()).get("event_time").raw()).isEqualTo(Long.toString(ms));
        }
    }

    private static String text(final String pattern, final long epochMs, final long nanos) {
        return DateTimeFormatter.ofPattern(pattern)
                .format(OffsetDateTime.ofInstant(Instant.ofEpochMilli(epochMs).plusNanos(nanos), ZoneOffset.UTC));
    }

    private static long nsOf(final String moment) {
        final Instant instant = Instant.parse(moment);
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    private int series(final String symbol) {
        return registry.register(Exchange.BINANCE.venue("spot").orElseThrow(), symbol, Interval.M1)
                .id();
    }

    static Candle example(final int seriesId) {
        final Candle candle = new Candle();
        candle.seriesId = seriesId;
        candle.open.set(35_270_000, 8);
        candle.high.set(3_528, 4);
        candle.low.set(3_522, 4);
        candle.close.set(3_528, 4);
        candle.volume.set(2_587_700_000_000L, 8);
        candle.tradeCount = 30;
        candle.openTimeMs = 1_633_998_480_000L;
        candle.closeTimeMs = 1_633_998_539_999L;
        candle.eventTimeMs = 1_795_419_299_963L;
        candle.receivedTimeNs = 1_633_998_523_961_234_567L;
        return candle;
    }

    private String payload() {
        final int header = 4;
        return new String(encoder.bytes(), encoder.start() + header, encoder.length() - header, StandardCharsets.UTF_8);
    }
}
