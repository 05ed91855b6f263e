package dev.wick.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.binance.BinanceFrameParser;
import dev.wick.adapters.binance.BinanceMarket;
import dev.wick.adapters.bybit.BybitFrameParser;
import dev.wick.adapters.bybit.BybitMarket;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.gateio.GateFrameParser;
import dev.wick.adapters.gateio.GateMarket;
import dev.wick.adapters.hyperliquid.HyperFrameParser;
import dev.wick.adapters.okx.OkxFrameParser;
import dev.wick.adapters.okx.OkxMarket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.Test;

/**
 * Frames whose fields come in the usual order are read another way than all others. A blank at the end means nothing in JSON, and
 * sends a frame the other way: so each frame, whole or spoilt, must come out the same with it and without.
 */
class UsualOrderTest {
    private static final long SEED = 6;
    private static final int SPOILT = 20_000;
    private static final String SPOILERS = "0123456789.-+eE\"\\,:{}[] \n\t\u0000tfna";

    private record Subject(Exchange exchange, String contractType, String symbol, String... frames) {
        Venue venue() {
            return exchange.venue(contractType).orElseThrow();
        }
    }

    private static final List<Subject> SUBJECTS = List.of(
            new Subject(
                    Exchange.BINANCE,
                    "spot",
                    "NKNUSDT",
                    "{'stream':'nknusdt@kline_1m','data':" + binance("0.35270000", "25877.00000000") + "}",
                    binance("123456789.5", "100"),
                    binance("0.123456789", "0.00000000"),
                    binance("12345678901234567.89", "1234567890123456789012"),
                    binance("-1.50", "1e3"),
                    binance("5.", ".5")),
            new Subject(
                    Exchange.BYBIT,
                    "spot",
                    "BTCUSDC",
                    "{'type':'snapshot','topic':'kline.1.BTCUSDC','data':[" + bybit("79050.1")
                            + "],'ts':1788791478207}",
                    "{'topic':'kline.1.BTCUSDC','data':[" + bybit("79050") + "],'ts':1788791478207,'type':'snapshot'}",
                    "{'topic':'tickers.BTCUSDC','data':[" + bybit("79050") + "],'ts':1788791478207,'type':'snapshot'}",
                    "{'topic':'kline.1.ETHUSDC','data':[" + bybit("1") + "],'ts':1788791478207,'type':'snapshot'}",
                    "{'topic':'kline.1.BTCUSDC','data':[" + bybit("1") + "," + bybit("2")
                            + "],'ts':1788791478207,'type':'snapshot'}"),
            new Subject(Exchange.GATEIO, "spot", "SOL_USDT", gate("127.4"), gate("127"), gate("0.0000000012345")),
            new Subject(Exchange.HYPERLIQUID, "perp", "BTC", hyperliquid("84012.0"), hyperliquid("3495670.8399999999")),
            new Subject(Exchange.OKX, "spot", "BTC-USDT", okx("66898.7", "0"), okx("66898", "1"), okx("0.10", "2")));

    private static String binance(final String price, final String volume) {
        return ("{'e':'kline','E':1633998523963,'s':'NKNUSDT','k':{'t':1633998480000,'T':1633998539999,'s':'NKNUSDT','i':'1m',"
                        + "'f':19862761,'L':1986279012,'o':'%s','c':'0.35280000','h':'0.35280000','l':'0.35220000','v':'%s',"
                        + "'n':30,'x':false,'q':'9116.04600000','V':'58.00000000','Q':'20.46240000','B':'0'}}")
                .formatted(price, volume);
    }

    private static String bybit(final String price) {
        return ("{'start':1788791460000,'end':1788791519999,'interval':'1','open':'%s','close':'79023.3','high':'79050.1',"
                        + "'low':'79023.3','volume':'0.003912','turnover':'309.2014336','confirm':true,'timestamp':1788791478207}")
                .formatted(price);
    }

    private static String gate(final String price) {
        return ("{'time':1795456442,'time_ms':1795456442084,'channel':'spot.candlesticks','event':'update','result':"
                        + "{'t':'1795456440','v':'3967.5115','c':'127.4','h':'127.41','l':'127.3','o':'%s','n':'1m_SOL_USDT',"
                        + "'a':'31.15','w':false}}")
                .formatted(price);
    }

    private static String hyperliquid(final String price) {
        return ("{'channel':'candle','data':{'t':1795456440000,'T':1795456499999,'s':'BTC','i':'1m','o':'%s','c':'84020.0',"
                        + "'h':'84031.0','l':'84001.0','v':'1.07768','n':79}}")
                .formatted(price);
    }

    private static String okx(final String price, final String confirm) {
        return ("{'arg':{'channel':'candle1m','instId':'BTC-USDT'},'data':[['1774964340000','%s','66902.1','66884.6','66894.5',"
                        + "'1330.07','13.3007','889750.68514','%s']]}")
                .formatted(price, confirm);
    }

    /** A parser, and what came out of it as text. */
    private static final class Run {
        private final List<String> out = new ArrayList<>();
        private final LegStats stats = new LegStats();
        private final FrameParser parser;

        Run(final Subject subject) {
            final SeriesRegistry registry = new SeriesRegistry();
            final Venue venue = subject.venue();
            registry.register(venue, subject.symbol(), Interval.M1);
            final CachedNanoClock clock = new CachedNanoClock();
            parser = switch (subject.exchange()) {
                case BINANCE ->
                    BinanceFrameParser.withoutConnection(
                            BinanceMarket.SPOT, registry.table(venue), this::take, stats, clock);
                case BYBIT ->
                    BybitFrameParser.withoutConnection(
                            BybitMarket.SPOT, registry.table(venue), this::take, stats, clock);
                case GATEIO ->
                    GateFrameParser.withoutConnection(
                            GateMarket.SPOT, registry, registry.table(venue), this::take, stats, clock);
                case HYPERLIQUID -> HyperFrameParser.withoutConnection(registry.table(venue), this::take, stats, clock);
                case OKX ->
                    OkxFrameParser.withoutConnection(OkxMarket.SPOT, registry.table(venue), this::take, stats, clock);
            };
        }

        private void take(final Candle c) {
            out.add(c + " " + c.closeTimeMs + " " + c.eventTimeMs + " q=" + c.quoteVolume + " k=" + c.contracts + " "
                    + c.firstTradeId + " " + c.lastTradeId + " " + c.closed + " " + c.finality + " " + c.seriesId);
        }

        /** The frame in the middle of other bytes, or at the very end of what there is. */
        String parse(final byte[] frame, final boolean isAtEnd) {
            out.clear();
            final byte[] buffer = new byte[frame.length + (isAtEnd ? 7 : 100)];
            Arrays.fill(buffer, (byte) '7');
            System.arraycopy(frame, 0, buffer, 7, frame.length);
            return parser.onFrame(buffer, 7, frame.length, 1, 2_000_000) + " " + out + " rounded "
                    + stats.get(LegStats.Stat.ROUNDED_DECIMALS);
        }
    }

    private static byte[] bytes(final String frame) {
        return frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withBlank(final byte[] frame) {
        final byte[] longer = Arrays.copyOf(frame, frame.length + 1);
        longer[frame.length] = ' ';
        return longer;
    }

    @Test
    void shouldReadEachFrameTheSameInBothWays() {
        for (final Subject subject : SUBJECTS) {
            for (final String text : subject.frames()) {
                final byte[] frame = bytes(text);
                assertThat(new Run(subject).parse(frame, false))
                        .as(text)
                        .isEqualTo(new Run(subject).parse(withBlank(frame), false))
                        .isEqualTo(new Run(subject).parse(frame, true));
            }
            assertThat(new Run(subject).parse(bytes(subject.frames()[0]), false))
                    .startsWith("CANDLES");
        }
    }

    @Test
    void shouldReadEachSpoiltFrameTheSameInBothWays() {
        final Random random = new Random(SEED);
        for (final Subject subject : SUBJECTS) {
            final Run usual = new Run(subject);
            final Run any = new Run(subject);
            for (int i = 0; i < SPOILT; i++) {
                final String[] frames = subject.frames();
                final byte[] frame = spoilt(bytes(frames[random.nextInt(frames.length)]), random);
                assertThat(usual.parse(frame, random.nextBoolean()))
                        .as("seed %d: %s", SEED, new String(frame, StandardCharsets.ISO_8859_1))
                        .isEqualTo(any.parse(withBlank(frame), random.nextBoolean()));
            }
        }
    }

    private static byte[] spoilt(final byte[] frame, final Random random) {
        byte[] bytes = frame;
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            final int at = random.nextInt(bytes.length);
            final byte spoiler = (byte) SPOILERS.charAt(random.nextInt(SPOILERS.length()));
            switch (random.nextInt(5)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = inserted(bytes, at, spoiler);
                case 2 -> bytes = removed(bytes, at);
                case 3 -> bytes[at] = (byte) random.nextInt(256);
                default -> bytes[at] = spoiler;
            }
            if (bytes.length == 0) {
                return bytes;
            }
        }
        return bytes;
    }

    private static byte[] inserted(final byte[] bytes, final int at, final byte added) {
        final byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = added;
        return longer;
    }

    private static byte[] removed(final byte[] bytes, final int at) {
        final byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
        return shorter;
    }
}
