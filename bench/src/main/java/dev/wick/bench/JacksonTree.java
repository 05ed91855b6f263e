package dev.wick.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wick.adapters.feed.Exchange;
import java.io.IOException;
import java.math.BigDecimal;

/** A candle frame read into Jackson's tree, and from there. One thread. */
final class JacksonTree {
    private final ObjectMapper mapper = new ObjectMapper();
    private final Exchange exchange;
    private final Bar bar = new Bar();

    JacksonTree(final Exchange exchange) {
        this.exchange = exchange;
    }

    /** The candle of a frame; the same object every time. */
    Bar read(final byte[] frame) throws IOException {
        bar.clear();
        final JsonNode root = mapper.readTree(frame);
        switch (exchange) {
            case BINANCE -> binance(root.get("data"));
            case BYBIT -> bybit(root);
            case GATEIO -> gate(root);
            case HYPERLIQUID -> kline(root.get("data"));
            case OKX -> okx(root);
            default -> throw new IllegalArgumentException(exchange.text());
        }
        return bar;
    }

    private void binance(final JsonNode data) {
        final JsonNode kline = data.get("k");
        kline(kline);
        bar.eventTimeMs = data.get("E").longValue();
        bar.firstTradeId = kline.get("f").longValue();
        bar.lastTradeId = kline.get("L").longValue();
        bar.quoteVolume = decimal(kline, "q");
        bar.closed = kline.get("x").booleanValue();
    }

    private void kline(final JsonNode kline) {
        bar.openTimeMs = kline.get("t").longValue();
        bar.closeTimeMs = kline.get("T").longValue();
        bar.symbol = kline.get("s").textValue();
        bar.interval = kline.get("i").textValue();
        prices(kline, "o", "h", "l", "c");
        bar.volume = decimal(kline, "v");
        bar.tradeCount = kline.get("n").longValue();
    }

    private void bybit(final JsonNode root) {
        final String topic = root.get("topic").textValue();
        final int dot = topic.indexOf('.', 6);
        bar.interval = topic.substring(6, dot);
        bar.symbol = topic.substring(dot + 1);
        bar.eventTimeMs = root.get("ts").longValue();
        final JsonNode row = root.get("data").get(0);
        bar.openTimeMs = row.get("start").longValue();
        bar.closeTimeMs = row.get("end").longValue();
        prices(row, "open", "high", "low", "close");
        bar.volume = decimal(row, "volume");
        bar.quoteVolume = decimal(row, "turnover");
        bar.closed = row.get("confirm").booleanValue();
    }

    private void gate(final JsonNode root) {
        bar.eventTimeMs = root.get("time_ms").longValue();
        final JsonNode row = root.get("result");
        final String name = row.get("n").textValue();
        final int underscore = name.indexOf('_');
        bar.interval = name.substring(0, underscore);
        bar.symbol = name.substring(underscore + 1);
        bar.openTimeMs = 1_000 * Long.parseLong(row.get("t").textValue());
        prices(row, "o", "h", "l", "c");
        bar.quoteVolume = decimal(row, "v");
        bar.volume = decimal(row, "a");
        bar.closed = row.get("w").booleanValue();
    }

    private void okx(final JsonNode root) {
        final JsonNode arg = root.get("arg");
        bar.interval = arg.get("channel").textValue().substring("candle".length());
        bar.symbol = arg.get("instId").textValue();
        final JsonNode row = root.get("data").get(0);
        bar.openTimeMs = Long.parseLong(row.get(0).textValue());
        bar.open = new BigDecimal(row.get(1).textValue());
        bar.high = new BigDecimal(row.get(2).textValue());
        bar.low = new BigDecimal(row.get(3).textValue());
        bar.close = new BigDecimal(row.get(4).textValue());
        bar.volume = new BigDecimal(row.get(5).textValue());
        bar.quoteVolume = new BigDecimal(row.get(7).textValue());
        bar.closed = row.get(8).textValue().equals("1");
    }

    private void prices(
            final JsonNode row, final String open, final String high, final String low, final String close) {
        bar.open = decimal(row, open);
        bar.high = decimal(row, high);
        bar.low = decimal(row, low);
        bar.close = decimal(row, close);
    }

    private static BigDecimal decimal(final JsonNode row, final String name) {
        return new BigDecimal(row.get(name).textValue());
    }
}
