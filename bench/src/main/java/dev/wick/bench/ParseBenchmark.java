package dev.wick.bench;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.runtime.Settings;
import dev.wick.adapters.binance.BinanceFrameParser;
import dev.wick.adapters.binance.BinanceMarket;
import dev.wick.adapters.bybit.BybitFrameParser;
import dev.wick.adapters.bybit.BybitMarket;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.gateio.GateFrameParser;
import dev.wick.adapters.gateio.GateMarket;
import dev.wick.adapters.hyperliquid.HyperFrameParser;
import dev.wick.adapters.okx.OkxFrameParser;
import dev.wick.adapters.okx.OkxMarket;
import java.io.IOException;
import java.util.Locale;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.NanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A candle frame of each exchange to a candle: our parser, with the fields in the usual order and in any other, and what others
 * would read it with. The peers fill the same fields, their decimals the JDK's exact ones, and are spared our checks. The
 * baseline looks at every byte once and does nothing with it.
 */
public class ParseBenchmark extends StageBenchmark {
    private static final int MASK = CandleFrames.COUNT - 1;

    /** Whose frames. */
    @Param({"binance", "bybit", "gateio", "hyperliquid", "okx"})
    public String exchange;

    private final DslJson<Object> dslJson = new DslJson<>(Settings.basicSetup());
    private final JsonReader<Object> dslReader = dslJson.newReader();
    private final Bar bound = new Bar();
    private byte[][] usual;
    private ReadBuffer inUsualOrder;
    private ReadBuffer inAnyOrder;
    private FrameParser parser;
    private JacksonStream jacksonStream;
    private JacksonTree jacksonTree;
    private Class<? extends Bound.Frame> type;
    private JsonReader.ReadObject<? extends Bound.Frame> dslBinding;
    private Candle parsed;
    private int at;

    /** Looks whether all read the same. */
    @Setup
    public void setUp() throws IOException {
        final Exchange of = Exchange.valueOf(exchange.toUpperCase(Locale.ROOT));
        final CandleFrames frames = new CandleFrames(of);
        usual = frames.usual();
        inUsualOrder = new ReadBuffer(usual);
        inAnyOrder = new ReadBuffer(frames.shuffled(usual));
        parser = parser(of, frames.symbol(), this::keep);
        jacksonStream = new JacksonStream(of);
        jacksonTree = new JacksonTree(of);
        type = Bound.type(of);
        dslBinding = dslJson.tryFindReader(type);
        for (int i = 0; i < CandleFrames.COUNT; i++) {
            ours();
            final Candle expected = new Candle();
            expected.copyFrom(parsed);
            at--;
            oursAnyOrder();
            Fixture.check(
                    parsed.sameValues(expected) && parsed.openTimeMs == expected.openTimeMs,
                    "in another order it is " + parsed + ", not " + expected);
            at--;
            check(jacksonStream(), expected, frames.symbol());
            at--;
            check(jacksonTree(), expected, frames.symbol());
            at--;
            check(fastjson2(), expected, frames.symbol());
            at--;
            check(dslJson(), expected, frames.symbol());
        }
    }

    private void check(final Bar bar, final Candle expected, final String symbol) {
        final String interval = exchange.equals("bybit") ? "1" : "1m";
        Fixture.check(bar.matches(expected, symbol, interval), "a peer read " + bar + ", not " + expected);
    }

    private static FrameParser parser(final Exchange exchange, final String symbol, final CandleSink sink) {
        final SeriesRegistry registry = new SeriesRegistry();
        final Venue venue = exchange.venue(exchange == Exchange.HYPERLIQUID ? "perp" : "spot")
                .orElseThrow();
        registry.register(venue, symbol, Interval.M1);
        final SeriesTable table = registry.table(venue);
        final NanoClock clock = new CachedNanoClock();
        final LegStats stats = new LegStats();
        return switch (exchange) {
            case BINANCE -> BinanceFrameParser.withoutConnection(BinanceMarket.SPOT, table, sink, stats, clock);
            case BYBIT -> BybitFrameParser.withoutConnection(BybitMarket.SPOT, table, sink, stats, clock);
            case GATEIO -> GateFrameParser.withoutConnection(GateMarket.SPOT, registry, table, sink, stats, clock);
            case HYPERLIQUID -> HyperFrameParser.withoutConnection(table, sink, stats, clock);
            case OKX -> OkxFrameParser.withoutConnection(OkxMarket.SPOT, table, sink, stats, clock);
        };
    }

    private void keep(final Candle candle) {
        // To store a reference costs a garbage collector's barrier, which is not the parser's: it reuses its candles.
        if (parsed != candle) {
            parsed = candle;
        }
    }

    private byte[] next() {
        return usual[at++ & MASK];
    }

    private Candle parseNext(final ReadBuffer buffer) {
        final int i = at++ & MASK;
        parser.onFrame(buffer.bytes, buffer.offset[i], buffer.length[i], 1L, 1L);
        return parsed;
    }

    /** Every byte once. */
    @Benchmark
    public int baseline() {
        int sum = 0;
        for (final byte b : next()) {
            sum += b;
        }
        return sum;
    }

    /** The engine's. */
    @Benchmark
    public Candle ours() {
        return parseNext(inUsualOrder);
    }

    /** The engine's, each frame with its fields in another order. */
    @Benchmark
    public Candle oursAnyOrder() {
        return parseNext(inAnyOrder);
    }

    /** Jackson's tokens. */
    @Benchmark
    public Bar jacksonStream() throws IOException {
        return jacksonStream.read(next());
    }

    /** Jackson's tree. */
    @Benchmark
    public Bar jacksonTree() throws IOException {
        return jacksonTree.read(next());
    }

    /** Data binding by fastjson2. */
    @Benchmark
    public Bar fastjson2() {
        bound.clear();
        JSON.parseObject(next(), type).into(bound);
        return bound;
    }

    /** Data binding by dsl-json. */
    @Benchmark
    public Bar dslJson() throws IOException {
        bound.clear();
        final byte[] frame = next();
        dslReader.process(frame, frame.length);
        dslReader.read();
        dslBinding.read(dslReader).into(bound);
        return bound;
    }
}
