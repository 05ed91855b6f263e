package dev.wick.bench.hop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.bench.Fixture;
import dev.wick.engine.egress.QuoteEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hop would pass with any engine if nobody found what is wrong. */
class FrameCheckTest {
    private static final int SERIES = 12;
    private static final int PER_BAR = 3;
    private static final long NOW_NS = 1_795_456_454_007_103_000L;

    private final SeriesRegistry registry = new SeriesRegistry();
    private final Arrivals arrivals = new Arrivals();
    private final NumberedCandles candles = new NumberedCandles(SERIES, PER_BAR);
    private QuoteEncoder encoder;
    private FrameCheck check;

    @BeforeEach
    void register() {
        for (int id = 0; id < SERIES; id++) {
            registry.register(Exchange.BINANCE.venue("spot").orElseThrow(), Fixture.symbol(id), Interval.M1);
        }
        encoder = new QuoteEncoder(registry);
        check = new FrameCheck(candles, registry, arrivals);
    }

    private void look(final Candle candle, final UnaryOperator<String> change) {
        encoder.encode(candle, NOW_NS);
        final String frame =
                new String(encoder.bytes(), encoder.start(), encoder.length(), StandardCharsets.ISO_8859_1);
        final ByteBuffer bytes = ByteBuffer.wrap(change.apply(frame).getBytes(StandardCharsets.ISO_8859_1));
        check.look(bytes, 0, bytes.limit());
    }

    private void lookAtNumber(final long number, final UnaryOperator<String> change) {
        look(candles.next(number), change);
    }

    private void expectWrong(final UnaryOperator<String> change) {
        lookAtNumber(17, change);
        assertThat(check.quotes()).isZero();
        assertThat(arrivals.faults()).isEqualTo(1);
        assertThat(arrivals.firstFault()).startsWith("wrong: {\"type\":");
    }

    @Test
    void shouldTakeEveryCandleAsItIs() {
        for (long number = 0; number < 1_000; number++) {
            lookAtNumber(number, frame -> frame);
        }
        assertThat(arrivals.firstFault()).isEmpty();
        assertThat(check.quotes()).isEqualTo(1_000);
    }

    @Test
    void shouldTakeSeveralFramesAtOnceInAnyOrderOfSeries() {
        final ByteBuffer all = ByteBuffer.allocate(100_000);
        for (final long number : new long[] {5, 4, 3, 17, 16, 100}) {
            encoder.encode(candles.next(number), NOW_NS);
            all.put(encoder.bytes(), encoder.start(), encoder.length());
        }
        check.look(all, 0, all.position());
        assertThat(arrivals.firstFault()).isEmpty();
        assertThat(check.quotes()).isEqualTo(6);
    }

    @Test
    void shouldFindACandleThatComesTwice() {
        lookAtNumber(17, frame -> frame);
        lookAtNumber(17, frame -> frame);
        assertThat(check.quotes()).isEqualTo(1);
        assertThat(arrivals.faults()).isEqualTo(1);
    }

    @Test
    void shouldFindACandleThatComesAfterANewerOneOfItsSeries() {
        lookAtNumber(17 + SERIES, frame -> frame);
        lookAtNumber(17, frame -> frame);
        assertThat(check.quotes()).isEqualTo(1);
        assertThat(arrivals.faults()).isEqualTo(1);
    }

    @Test
    void shouldFindAWrongSymbol() {
        expectWrong(frame -> frame.replace("X5USDT", "X6USDT"));
    }

    @Test
    void shouldFindAWrongVolume() {
        expectWrong(frame -> frame.replace("\"volume\":18", "\"volume\":19"));
    }

    @Test
    void shouldFindAWrongNumber() {
        expectWrong(frame ->
                frame.replace("\"received_time\":1300000000000000017", "\"received_time\":1300000000000000029"));
    }

    @Test
    void shouldFindAWrongEnd() {
        final Candle candle = candles.next(17);
        candle.closed = true;
        candle.finality = Finality.EXCHANGE;
        look(candle, frame -> frame);
        assertThat(check.quotes()).isZero();
        assertThat(arrivals.faults()).isEqualTo(1);
    }

    @Test
    void shouldFindAnErrorAmongTheQuotes() {
        final byte[] error = "{\"type\":\"error\",\"message\":\"no\"}".getBytes(StandardCharsets.US_ASCII);
        final ByteBuffer frame = ByteBuffer.allocate(100);
        frame.put((byte) 0x81).put((byte) error.length).put(error);
        check.look(frame, 0, frame.position());
        assertThat(arrivals.firstFault()).contains("\"message\":\"no\"");
    }
}
