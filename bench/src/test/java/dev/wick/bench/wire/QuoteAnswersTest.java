package dev.wick.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuoteAnswersTest {
    private static final int SERIES = 10;
    private static final long BAR_MS = KlineMarket.BAR_MS;

    private final QuoteAnswers answers = new QuoteAnswers(SERIES);

    /** As the engine writes it. */
    private static String quote(final long number, final boolean closed, final long openMs) {
        final int cents = KlineMarket.cents(number);
        final String price = cents == 0 ? "84100" : cents % 10 == 0 ? "84100." + cents / 10 : "84100." + pad(cents);
        return "{\"type\":\"quote\",\"current_time\":\"2026-11-28 23:46:00.009259+00:00\",\"timestamp\":\"x\",\"exchange\":\"binance\","
                + "\"symbol\":\"X" + KlineMarket.seriesOf(number, SERIES)
                + "USDT\",\"contract_type\":\"spot\",\"open\":84100,"
                + "\"high\":84100.9,\"low\":84100,\"close\":" + price + ",\"volume\":" + number + ",\"trade_num\":3,"
                + "\"is_closed_candle\":" + closed + ",\"interval\":\"1m\",\"open_time\":" + openMs
                + ",\"source\":\"stream\",\"finality\":null,\"revision\":0}";
    }

    private static String pad(final int cents) {
        return cents < 10 ? "0" + cents : Integer.toString(cents);
    }

    private long check(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return answers.check(bytes, 0, bytes.length);
    }

    @Test
    void shouldTakeEveryQuoteThatIsAsItWasSent() {
        for (long number = KlineMarket.FIRST_NUMBER + 1; number < KlineMarket.FIRST_NUMBER + 200; number++) {
            assertThat(check(quote(number, false, BAR_MS))).isEqualTo(number);
        }
        assertThat(check("{\"type\":\"status\"}")).isEqualTo(Answers.NO_CANDLE);
    }

    @Test
    void shouldRefuseWrongValues() {
        final String right = quote(KlineMarket.FIRST_NUMBER + 7, false, BAR_MS);
        assertThat(check(right.replace("X7USDT", "X6USDT"))).isEqualTo(Answers.WRONG);
        assertThat(check(right.replace("X7USDT", "X77USDT"))).isEqualTo(Answers.WRONG);
        assertThat(check(right.replace("\"high\":84100.9", "\"high\":84100.8"))).isEqualTo(Answers.WRONG);
        assertThat(check(right.replace("\"volume\":1", "\"volume\":2"))).isEqualTo(Answers.WRONG);
        assertThat(check(right.replace("\"close\":84100", "\"close\":84101"))).isEqualTo(Answers.WRONG);
        assertThat(check(right.replace("\"source\":\"stream\"", "\"source\":\"elsewhere\"")))
                .isEqualTo(Answers.WRONG);
        assertThat(check(right)).isEqualTo(KlineMarket.FIRST_NUMBER + 7);
    }

    @Test
    void shouldTakeWhatRestTellsOfASilentSeriesForNoAnswer() {
        final long first = KlineMarket.FIRST_NUMBER + 7;
        final String before =
                byRest(quote(KlineMarket.FIRST_NUMBER, false, BAR_MS)).replace("X0USDT", "X7USDT");
        assertThat(check(before)).as("a bar from before the market began").isEqualTo(Answers.NO_CANDLE);
        assertThat(check(before)).as("twice").isEqualTo(Answers.WRONG);
        final String itsEnd =
                byRest(quote(KlineMarket.FIRST_NUMBER, true, BAR_MS)).replace("X0USDT", "X7USDT");
        assertThat(check(itsEnd)).isEqualTo(Answers.NO_CANDLE);
        assertThat(check(itsEnd)).as("its end twice").isEqualTo(Answers.WRONG);
        assertThat(check(quote(KlineMarket.FIRST_NUMBER, false, 2 * BAR_MS).replace("X0USDT", "X6USDT")))
                .as("not by REST")
                .isEqualTo(Answers.WRONG);
        assertThat(check(quote(first, false, 2 * BAR_MS))).isEqualTo(first);
        assertThat(check(byRest(quote(first + SERIES, false, 2 * BAR_MS)))).isEqualTo(Answers.NO_CANDLE);
        assertThat(check(byRest(quote(first, false, 2 * BAR_MS))))
                .as("older than what was there")
                .isEqualTo(Answers.WRONG);
        assertThat(check(byRest(quote(first + 2 * SERIES, true, 2 * BAR_MS))))
                .as("there was no gap to be repaired")
                .isEqualTo(Answers.WRONG);
        assertThat(check(quote(first + 2 * SERIES, true, 2 * BAR_MS))).isEqualTo(first + 2 * SERIES);
    }

    private static String byRest(final String quote) {
        return quote.replace("\"source\":\"stream\"", "\"source\":\"backfill\"");
    }

    @Test
    void shouldRefuseWhatComesTwiceOrBackwards() {
        final long first = KlineMarket.FIRST_NUMBER + 7;
        assertThat(check(quote(first + SERIES, false, BAR_MS))).isEqualTo(first + SERIES);
        assertThat(check(quote(first + SERIES, false, BAR_MS))).isEqualTo(Answers.WRONG);
        assertThat(check(quote(first, false, BAR_MS))).isEqualTo(Answers.WRONG);
    }

    @Test
    void shouldRefuseAClosedCandleTwiceAndOneThatSkipsABarAndAnOpenOneAfterItsClose() {
        final long first = KlineMarket.FIRST_NUMBER + 7;
        assertThat(check(quote(first, true, BAR_MS))).isEqualTo(first);
        assertThat(check(quote(first, true, BAR_MS))).isEqualTo(Answers.WRONG);
        assertThat(check(quote(first + SERIES, false, BAR_MS))).isEqualTo(Answers.WRONG);
        assertThat(check(quote(first + 2 * SERIES, false, 2 * BAR_MS))).isEqualTo(first + 2 * SERIES);
        assertThat(check(quote(first + 3 * SERIES, true, 3 * BAR_MS))).isEqualTo(Answers.WRONG);
        assertThat(answers.closed()).isEqualTo(2);
    }
}
