package dev.wick.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.binance.BinanceFrameParser;
import dev.wick.adapters.binance.BinanceMarket;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.Test;

class KlineMarketTest {
    private static final long START_MS = 1_795_909_500_000L;
    private static final int SERIES = 3;

    private final Venue venue = Exchange.BINANCE.venue("spot").orElseThrow();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final List<Candle> candles = new ArrayList<>();
    private final KlineMarket market = new KlineMarket(SERIES, START_MS);
    private final FrameParser parser;

    KlineMarketTest() {
        for (int i = 0; i < SERIES; i++) {
            registry.register(venue, KlineMarket.symbol(i), Interval.M1);
        }
        parser = BinanceFrameParser.withoutConnection(
                BinanceMarket.SPOT,
                registry.table(venue),
                candle -> {
                    final Candle copy = new Candle();
                    copy.copyFrom(candle);
                    candles.add(copy);
                },
                new LegStats(),
                new CachedNanoClock());
    }

    private void send(final long nowMs) {
        final ByteBuffer frame = ByteBuffer.allocate(512);
        market.next(frame, nowMs);
        assertThat(parser.onFrame(frame.array(), 0, frame.position(), 0, 0)).isEqualTo(FrameParser.Outcome.CANDLES);
    }

    private Candle last() {
        return candles.get(candles.size() - 1);
    }

    @Test
    void shouldSpeakAsBinanceDoesOneSeriesAfterTheOther() {
        for (int i = 1; i <= 2 * SERIES; i++) {
            send(START_MS + i);
            final long number = KlineMarket.FIRST_NUMBER + i;
            assertThat(market.number()).isEqualTo(number);
            assertThat(last().seriesId).isEqualTo(KlineMarket.seriesOf(number, SERIES));
            assertThat(last().volume).hasToString(Long.toString(number));
            assertThat(last().close.mantissa).isEqualTo(KlineMarket.PRICE_CENTS + KlineMarket.cents(number));
            assertThat(last().openTimeMs).isEqualTo(START_MS);
            assertThat(last().eventTimeMs).isEqualTo(START_MS + i);
            assertThat(last().closed).isFalse();
        }
    }

    @Test
    void shouldCloseABarOnceItIsOverAndChainItsTradesToTheNext() {
        for (int i = 0; i < SERIES; i++) {
            send(START_MS + 10);
        }
        final Candle first = candles.get(1);
        for (int i = 0; i < 2 * SERIES; i++) {
            send(START_MS + KlineMarket.BAR_MS);
        }
        final Candle closed = candles.get(SERIES + 1);
        final Candle next = candles.get(2 * SERIES + 1);
        assertThat(closed.seriesId).isEqualTo(first.seriesId);
        assertThat(closed.closed).isTrue();
        assertThat(closed.openTimeMs).isEqualTo(START_MS);
        assertThat(closed.tradeCount).isEqualTo(2);
        assertThat(next.openTimeMs).isEqualTo(START_MS + KlineMarket.BAR_MS);
        assertThat(next.firstTradeId).isEqualTo(closed.lastTradeId + 1);
        assertThat(market.closed()).isEqualTo(SERIES);
    }

    @Test
    void shouldTellByRestWhatItHasClosedAndWhatWasBefore() {
        send(START_MS + 10);
        final int series = last().seriesId;
        final long nowMs = START_MS + 2 * KlineMarket.BAR_MS;
        for (int i = 0; i < SERIES; i++) {
            send(START_MS + KlineMarket.BAR_MS);
        }
        final String rows = market.rows(series, START_MS - 2 * KlineMarket.BAR_MS, Long.MAX_VALUE, 500, nowMs);
        assertThat(rows.split("\\],\\[")).hasSize(3);
        assertThat(rows)
                .startsWith("[[" + (START_MS - 2 * KlineMarket.BAR_MS) + ",")
                .contains("[" + START_MS + ",\"84100.00000000\",\"84100.90000000\",\"84100.00000000\",\"84100."
                        + KlineMarket.cents(KlineMarket.FIRST_NUMBER + 4) + "000000\",\""
                        + (KlineMarket.FIRST_NUMBER + 4) + ".00000000\"");
        assertThat(market.rows(series, 0, Long.MAX_VALUE, 1, nowMs)).doesNotContain("],[");
    }

    @Test
    void shouldMakeFramesThatItsOwnCheckersTakeAndNoOthers() {
        final FrameAnswers answers = new FrameAnswers(SERIES);
        final ByteBuffer frame = ByteBuffer.allocate(512);
        market.next(frame, START_MS);
        final String text = new String(frame.array(), 0, frame.position(), StandardCharsets.US_ASCII);
        assertThat(check(answers, text)).isEqualTo(market.number());
        assertThat(check(answers, text.replace("x1usdt", "x2usdt"))).isEqualTo(Answers.WRONG);
        assertThat(check(answers, text.replace("\"c\":\"84100.1", "\"c\":\"84100.2")))
                .isEqualTo(Answers.WRONG);
        assertThat(check(answers, "{\"result\":null,\"id\":1}")).isEqualTo(Answers.NO_CANDLE);
    }

    private static long check(final Answers answers, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return answers.check(bytes, 0, bytes.length);
    }
}
