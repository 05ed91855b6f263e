package dev.wick.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wick.adapters.feed.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Candle frames of one exchange in the order in which it sends the fields, and the same with the fields of each object
 * shuffled. Different values in each, since one frame for ever would be learned by heart by the processor. Seeded.
 */
final class CandleFrames {
    /** So many frames; a power of two. */
    static final int COUNT = 16;

    private static final long SEED = 6;
    private static final long OPEN_TIME_MS = 1_633_998_480_000L;

    private final Exchange exchange;
    private final Random random = new Random(SEED);

    CandleFrames(final Exchange exchange) {
        this.exchange = exchange;
    }

    /** The only symbol in them, as it stands on the wire. */
    String symbol() {
        return switch (exchange) {
            case BINANCE -> "NKNUSDT";
            case BYBIT -> "BTCUSDC";
            case GATEIO -> "SOL_USDT";
            case HYPERLIQUID -> "BTC";
            case OKX -> "BTC-USDT";
        };
    }

    /** Frames with the fields in the usual order. */
    byte[][] usual() {
        final byte[][] frames = new byte[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            frames[i] = text(i).getBytes(StandardCharsets.UTF_8);
        }
        return frames;
    }

    /** The same frames, each with its fields in an order of its own. */
    byte[][] shuffled(final byte[][] usual) throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final byte[][] frames = new byte[usual.length][];
        for (int i = 0; i < usual.length; i++) {
            frames[i] = mapper.writeValueAsBytes(shuffled(mapper.readTree(usual[i])));
        }
        return frames;
    }

    private JsonNode shuffled(final JsonNode node) {
        node.forEach(this::shuffled);
        if (node instanceof ObjectNode object) {
            final List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
            Collections.shuffle(fields, random);
            object.removeAll();
            fields.forEach(field -> object.set(field.getKey(), field.getValue()));
        }
        return node;
    }

    private String text(final int index) {
        return switch (exchange) {
            case BINANCE -> binance(index);
            case BYBIT -> bybit(index);
            case GATEIO -> gate(index);
            case HYPERLIQUID -> hyperliquid(index);
            case OKX -> okx(index);
        };
    }

    private String binance(final int index) {
        final long base = 3_000L + random.nextInt(5_000);
        final long time = openTimeMs(index);
        final int trades = 1 + random.nextInt(400);
        return ("{\"stream\":\"nknusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":%d,\"s\":\"NKNUSDT\","
                        + "\"k\":{\"t\":%d,\"T\":%d,\"s\":\"NKNUSDT\",\"i\":\"1m\",\"f\":%d,\"L\":%d,\"o\":\"%s0000\","
                        + "\"c\":\"%s0000\",\"h\":\"%s0000\",\"l\":\"%s0000\",\"v\":\"%d.00000000\",\"n\":%d,\"x\":%s,"
                        + "\"q\":\"%s0000\",\"V\":\"58.00000000\",\"Q\":\"20.46240000\",\"B\":\"0\"}}}")
                .formatted(
                        time + 43_963,
                        time,
                        time + 59_999,
                        19_862_761,
                        19_862_760 + trades,
                        decimal(base + 1, 4),
                        decimal(base + 2, 4),
                        decimal(base + 3, 4),
                        decimal(base, 4),
                        1 + random.nextInt(300_000),
                        trades,
                        index % 4 == 0,
                        decimal(random.nextInt(1_000_000_000), 4));
    }

    private String bybit(final int index) {
        final long base = 700_000L + random.nextInt(100_000);
        final long time = openTimeMs(index);
        return ("{\"type\":\"snapshot\",\"topic\":\"kline.1.BTCUSDC\",\"data\":[{\"start\":%d,\"end\":%d,\"interval\":\"1\","
                        + "\"open\":\"%s\",\"close\":\"%s\",\"high\":\"%s\",\"low\":\"%s\",\"volume\":\"%s\","
                        + "\"turnover\":\"%s\",\"confirm\":%s,\"timestamp\":%d}],\"ts\":%d}")
                .formatted(
                        time,
                        time + 59_999,
                        decimal(base + 1, 1),
                        decimal(base + 2, 1),
                        decimal(base + 3, 1),
                        decimal(base, 1),
                        decimal(random.nextInt(100_000_000), 6),
                        decimal(random.nextInt(), 7),
                        index % 4 == 0,
                        time + 43_963,
                        time + 43_963);
    }

    private String gate(final int index) {
        final long base = 12_000L + random.nextInt(1_000);
        final long time = openTimeMs(index) / 1_000;
        return ("{\"time\":%d,\"time_ms\":%d,\"channel\":\"spot.candlesticks\",\"event\":\"update\",\"result\":{\"t\":\"%d\","
                        + "\"v\":\"%s\",\"c\":\"%s\",\"h\":\"%s\",\"l\":\"%s\",\"o\":\"%s\",\"n\":\"1m_SOL_USDT\","
                        + "\"a\":\"%s\",\"w\":%s}}")
                .formatted(
                        time + 43,
                        1_000 * time + 43_963,
                        time,
                        decimal(random.nextInt(100_000_000), 4),
                        decimal(base + 2, 2),
                        decimal(base + 3, 2),
                        decimal(base, 2),
                        decimal(base + 1, 2),
                        decimal(random.nextInt(1_000_000), 2),
                        index % 4 == 0);
    }

    private String hyperliquid(final int index) {
        final long base = 840_000L + random.nextInt(10_000);
        final long time = openTimeMs(index);
        return ("{\"channel\":\"candle\",\"data\":{\"t\":%d,\"T\":%d,\"s\":\"BTC\",\"i\":\"1m\",\"o\":\"%s\",\"c\":\"%s\","
                        + "\"h\":\"%s\",\"l\":\"%s\",\"v\":\"%s\",\"n\":%d}}")
                .formatted(
                        time,
                        time + 59_999,
                        decimal(base + 1, 1),
                        decimal(base + 2, 1),
                        decimal(base + 3, 1),
                        decimal(base, 1),
                        decimal(random.nextInt(10_000_000), 5),
                        1 + random.nextInt(400));
    }

    private String okx(final int index) {
        final long base = 660_000L + random.nextInt(10_000);
        return ("{\"arg\":{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"},\"data\":[[\"%d\",\"%s\",\"%s\",\"%s\",\"%s\","
                        + "\"%s\",\"%s\",\"%s\",\"%d\"]]}")
                .formatted(
                        openTimeMs(index),
                        decimal(base + 1, 1),
                        decimal(base + 3, 1),
                        decimal(base, 1),
                        decimal(base + 2, 1),
                        decimal(random.nextInt(1_000_000_000), 8),
                        decimal(random.nextInt(1_000_000_000), 5),
                        decimal(random.nextInt(1_000_000_000), 5),
                        index % 4 == 0 ? 1 : 0);
    }

    /** Hyperliquid's candles close by their successors, which would make two out of one frame. */
    private long openTimeMs(final int index) {
        return exchange == Exchange.HYPERLIQUID ? OPEN_TIME_MS : OPEN_TIME_MS + 60_000L * index;
    }

    private static String decimal(final long mantissa, final int scale) {
        final long power = Math.round(Math.pow(10, scale));
        final long positive = Math.abs(mantissa);
        return positive / power + "." + String.format(Locale.ROOT, "%0" + scale + "d", positive % power);
    }
}
