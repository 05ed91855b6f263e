package dev.wick.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.bench.Fixture;
import dev.wick.engine.egress.QuoteEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load would pass with any feed if the subscribers did not find what is wrong. */
class LedgerTest {
    private static final int PER_BAR = 3;

    private final SeriesRegistry registry = new SeriesRegistry();
    private final Quote quote = new Quote();
    private final Ledger ledger = new Ledger(Ledger.places(new int[] {1}), 1);
    private final Market market = new Market(1, 1, PER_BAR);
    private QuoteEncoder encoder;

    @BeforeEach
    void register() {
        for (int id = 0; id < 3; id++) {
            registry.register(Exchange.BINANCE.venue("spot").orElseThrow(), Fixture.symbol(id), Interval.M1);
        }
        encoder = new QuoteEncoder(registry);
    }

    private byte[] payload(final Candle candle) {
        encoder.encode(candle, 1_795_456_454_007_103_000L);
        final int end = encoder.start() + encoder.length();
        final int header = Wire.headerBytes(encoder.bytes(), encoder.start(), end);
        assertThat(Wire.end(encoder.bytes(), encoder.start(), end, header)).isEqualTo(end);
        return Arrays.copyOfRange(encoder.bytes(), encoder.start() + header, end);
    }

    private String enter(final byte[] payload) {
        assertThat(quote.read(payload, 0, payload.length)).isTrue();
        return ledger.enter(quote);
    }

    private byte[] next() {
        return payload(market.next(42));
    }

    @Test
    void shouldTakeEveryCandleOfAMarketInOrder() {
        for (int i = 0; i < 10 * PER_BAR; i++) {
            assertThat(enter(next())).isNull();
            assertThat(quote.isClosed).isEqualTo(i % PER_BAR == PER_BAR - 1);
            assertThat(quote.plannedNs).isEqualTo(42);
            assertThat(quote.count).isEqualTo(i + 1);
        }
    }

    @Test
    void shouldTakeAMarketOfWhichOpenCandlesAreLeftOut() {
        for (int i = 0; i < 10 * PER_BAR; i++) {
            final byte[] payload = next();
            if (i % PER_BAR != 1) {
                assertThat(enter(payload)).isNull();
            }
        }
    }

    @Test
    void shouldFindAClosedCandleMissing() {
        next();
        next();
        next();
        next();
        next();
        assertThat(enter(next())).contains("missing");
    }

    @Test
    void shouldFindAClosedCandleTwice() {
        next();
        next();
        final byte[] closed = next();
        assertThat(enter(closed)).isNull();
        assertThat(enter(closed)).contains("twice");
    }

    @Test
    void shouldFindAnOpenCandleBackwardsOrTwice() {
        final byte[] first = next();
        final byte[] second = next();
        assertThat(enter(second)).isNull();
        assertThat(enter(first)).contains("backwards");
        assertThat(enter(second)).contains("backwards");
    }

    @Test
    void shouldFindAnOpenCandleAfterItsClose() {
        final byte[] open = next();
        next();
        assertThat(enter(next())).isNull();
        assertThat(enter(open)).contains("after its close");
    }

    @Test
    void shouldFindASeriesThatWasNotAskedFor() {
        assertThat(enter(payload(new Market(2, 1, PER_BAR).next(42)))).contains("not asked for");
    }

    @Test
    void shouldRefuseWhatIsNotAsItWasSent() {
        final String right = new String(next(), StandardCharsets.US_ASCII);
        assertThat(reads(right)).isTrue();
        assertThat(reads(right.replace("\"trade_num\":1,", "\"trade_num\":2,"))).isFalse();
        assertThat(reads(right.replace("\"symbol\":\"X1USDT\"", "\"symbol\":\"X1USD\"")))
                .isFalse();
        assertThat(reads(right.replace("\"revision\":0}", "\"revision\":1}"))).isFalse();
        assertThat(reads(right.replace("\"finality\":null", "\"finality\":\"exchange\"")))
                .isFalse();
        assertThat(reads(right + ' ')).isFalse();
        assertThat(reads(right.substring(0, right.length() - 1))).isFalse();
    }

    private boolean reads(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return quote.read(bytes, 0, bytes.length);
    }
}
