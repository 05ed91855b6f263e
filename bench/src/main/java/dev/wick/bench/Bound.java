package dev.wick.bench;

import com.alibaba.fastjson2.annotation.JSONField;
import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import dev.wick.adapters.feed.Exchange;
import java.math.BigDecimal;
import java.util.List;

/**
 * Frames as objects, for the libraries that bind data: one class for each kind of object on the wire, with the fields that a
 * candle needs. dsl-json reads them by code that it generates at compile time, fastjson2 by code that it generates at run time.
 */
final class Bound {
    private Bound() {}

    /** Any frame: whole once it is read. */
    interface Frame {
        /** Puts the values where they belong. */
        void into(Bar bar);
    }

    /** The class that an exchange's frames are read as. */
    static Class<? extends Frame> type(final Exchange exchange) {
        return switch (exchange) {
            case BINANCE -> BinanceFrame.class;
            case BYBIT -> BybitFrame.class;
            case GATEIO -> GateFrame.class;
            case HYPERLIQUID -> HyperFrame.class;
            case OKX -> OkxFrame.class;
        };
    }

    /** Binance's combined stream. */
    @CompiledJson
    public static final class BinanceFrame implements Frame {
        public BinanceEvent data;

        @Override
        public void into(final Bar bar) {
            data.kline.into(bar);
            bar.eventTimeMs = data.eventTimeMs;
            bar.firstTradeId = data.kline.firstTradeId;
            bar.lastTradeId = data.kline.lastTradeId;
            bar.quoteVolume = data.kline.quoteVolume;
            bar.closed = data.kline.closed;
        }
    }

    /** What is in the envelope. */
    @CompiledJson
    public static final class BinanceEvent {
        @JSONField(name = "E")
        @JsonAttribute(name = "E")
        public long eventTimeMs;

        @JSONField(name = "k")
        @JsonAttribute(name = "k")
        public Kline kline;
    }

    /** Binance's and Hyperliquid's bar: the latter has some fields less. */
    @CompiledJson
    public static final class Kline {
        @JSONField(name = "t")
        @JsonAttribute(name = "t")
        public long openTimeMs;

        @JSONField(name = "T")
        @JsonAttribute(name = "T")
        public long closeTimeMs;

        @JSONField(name = "s")
        @JsonAttribute(name = "s")
        public String symbol;

        @JSONField(name = "i")
        @JsonAttribute(name = "i")
        public String interval;

        @JSONField(name = "f")
        @JsonAttribute(name = "f")
        public long firstTradeId;

        @JSONField(name = "L")
        @JsonAttribute(name = "L")
        public long lastTradeId;

        @JSONField(name = "o")
        @JsonAttribute(name = "o")
        public BigDecimal open;

        @JSONField(name = "c")
        @JsonAttribute(name = "c")
        public BigDecimal close;

        @JSONField(name = "h")
        @JsonAttribute(name = "h")
        public BigDecimal high;

        @JSONField(name = "l")
        @JsonAttribute(name = "l")
        public BigDecimal low;

        @JSONField(name = "v")
        @JsonAttribute(name = "v")
        public BigDecimal volume;

        @JSONField(name = "n")
        @JsonAttribute(name = "n")
        public long tradeCount;

        @JSONField(name = "x")
        @JsonAttribute(name = "x")
        public boolean closed;

        @JSONField(name = "q")
        @JsonAttribute(name = "q")
        public BigDecimal quoteVolume;

        void into(final Bar bar) {
            bar.openTimeMs = openTimeMs;
            bar.closeTimeMs = closeTimeMs;
            bar.symbol = symbol;
            bar.interval = interval;
            bar.open = open;
            bar.high = high;
            bar.low = low;
            bar.close = close;
            bar.volume = volume;
            bar.tradeCount = tradeCount;
        }
    }

    /** Bybit's frame. */
    @CompiledJson
    public static final class BybitFrame implements Frame {
        public String topic;
        public List<BybitBar> data;
        public long ts;

        @Override
        public void into(final Bar bar) {
            final int dot = topic.indexOf('.', 6);
            bar.interval = topic.substring(6, dot);
            bar.symbol = topic.substring(dot + 1);
            bar.eventTimeMs = ts;
            final BybitBar row = data.get(0);
            bar.openTimeMs = row.start;
            bar.closeTimeMs = row.end;
            bar.open = row.open;
            bar.high = row.high;
            bar.low = row.low;
            bar.close = row.close;
            bar.volume = row.volume;
            bar.quoteVolume = row.turnover;
            bar.closed = row.confirm;
        }
    }

    /** Bybit's bar. */
    @CompiledJson
    public static final class BybitBar {
        public long start;
        public long end;
        public BigDecimal open;
        public BigDecimal close;
        public BigDecimal high;
        public BigDecimal low;
        public BigDecimal volume;
        public BigDecimal turnover;
        public boolean confirm;
    }

    /** Gate's frame. */
    @CompiledJson
    public static final class GateFrame implements Frame {
        @JSONField(name = "time_ms")
        @JsonAttribute(name = "time_ms")
        public long timeMs;

        public GateBar result;

        @Override
        public void into(final Bar bar) {
            bar.eventTimeMs = timeMs;
            final int underscore = result.name.indexOf('_');
            bar.interval = result.name.substring(0, underscore);
            bar.symbol = result.name.substring(underscore + 1);
            bar.openTimeMs = 1_000 * result.openTimeS;
            bar.open = result.open;
            bar.high = result.high;
            bar.low = result.low;
            bar.close = result.close;
            bar.volume = result.amount;
            bar.quoteVolume = result.volume;
            bar.closed = result.closed;
        }
    }

    /** Gate's bar. */
    @CompiledJson
    public static final class GateBar {
        @JSONField(name = "t")
        @JsonAttribute(name = "t")
        public long openTimeS;

        @JSONField(name = "v")
        @JsonAttribute(name = "v")
        public BigDecimal volume;

        @JSONField(name = "c")
        @JsonAttribute(name = "c")
        public BigDecimal close;

        @JSONField(name = "h")
        @JsonAttribute(name = "h")
        public BigDecimal high;

        @JSONField(name = "l")
        @JsonAttribute(name = "l")
        public BigDecimal low;

        @JSONField(name = "o")
        @JsonAttribute(name = "o")
        public BigDecimal open;

        @JSONField(name = "n")
        @JsonAttribute(name = "n")
        public String name;

        @JSONField(name = "a")
        @JsonAttribute(name = "a")
        public BigDecimal amount;

        @JSONField(name = "w")
        @JsonAttribute(name = "w")
        public boolean closed;
    }

    /** Hyperliquid's frame. */
    @CompiledJson
    public static final class HyperFrame implements Frame {
        public Kline data;

        @Override
        public void into(final Bar bar) {
            data.into(bar);
        }
    }

    /** OKX's frame, whose values are known by their place. */
    @CompiledJson
    public static final class OkxFrame implements Frame {
        public OkxArg arg;
        public List<List<String>> data;

        @Override
        public void into(final Bar bar) {
            bar.interval = arg.channel.substring("candle".length());
            bar.symbol = arg.instId;
            final List<String> row = data.get(0);
            bar.openTimeMs = Long.parseLong(row.get(0));
            bar.open = new BigDecimal(row.get(1));
            bar.high = new BigDecimal(row.get(2));
            bar.low = new BigDecimal(row.get(3));
            bar.close = new BigDecimal(row.get(4));
            bar.volume = new BigDecimal(row.get(5));
            bar.quoteVolume = new BigDecimal(row.get(7));
            bar.closed = row.get(8).equals("1");
        }
    }

    /** Which channel of which instrument. */
    @CompiledJson
    public static final class OkxArg {
        public String channel;
        public String instId;
    }
}
