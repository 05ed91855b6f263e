package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceExchangeInfoTest {
    private static RestAnswer answer(final byte[] body) {
        return new RestAnswer("http://x/exchangeInfo", body, 1, 2, RestAnswer.NO_DATE);
    }

    private static List<String> trading(final String body, final String statusField) throws HistoryException {
        return BinanceExchangeInfo.trading(answer(body.getBytes(StandardCharsets.UTF_8)), statusField);
    }

    @Test
    void shouldListWhatTradesInTheExchangesOrder() throws Exception {
        assertThat(trading(Recorded.text("spot-exchange-info.json"), "status"))
                .containsExactly("ETHBTC", "LTCBTC", "BNBBTC");
        assertThat(trading(Recorded.text("usdm-exchange-info.json"), "status"))
                .containsExactly("BTCUSDT", "ETHUSDT", "BCHUSDT");
        assertThat(trading(Recorded.text("coinm-exchange-info.json"), "contractStatus"))
                .containsExactly("BTCUSD_PERP", "ETHUSD_PERP", "LINKUSD_PERP", "BNBUSD_PERP");
    }

    @Test
    void shouldTakeEveryOtherStatusForNotTrading() throws Exception {
        final String body =
                "{\"symbols\":[{\"symbol\":\"A\",\"status\":\"BREAK\"},{\"status\":\"TRADING\",\"x\":{\"symbol\":"
                        + "\"NO\"},\"symbol\":\"测试USDT\"},{\"symbol\":\"B\",\"status\":\"CANCEL_ONLY\"},"
                        + "{\"symbol\":\"C\",\"status\":\"A_NEW_ONE\"},{\"symbol\":\"D\",\"status\":null},{\"symbol\":\"E\"},{}]}";
        assertThat(trading(body, "status")).containsExactly("测试USDT");
    }

    @Test
    void shouldReadAnEmptyMarket() throws Exception {
        assertThat(trading("{\"symbols\":[]}", "status")).isEmpty();
    }

    @Test
    void shouldNotTakeAnotherAnswerForAnEmptyMarket() {
        for (final String body : List.of(
                "{}",
                "[]",
                "{\"symbols\":{}}",
                "{\"symbols\":null}",
                "{\"symbols\":[1]}",
                "{\"symbols\":[{\"symbol\":\"A\",\"contractStatus\":\"TRADING\"}]}")) {
            assertThat(catchThrowableOfType(HistoryException.class, () -> trading(body, "status")))
                    .as(body)
                    .isNotNull()
                    .extracting(HistoryException::kind)
                    .isEqualTo(HistoryException.Kind.BAD_ANSWER);
        }
    }

    @Test
    void shouldRefuseAnAnswerCutAtAnyByte() {
        final byte[] whole = Recorded.text("coinm-exchange-info.json").strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            final byte[] cut = Arrays.copyOf(whole, length);
            assertThat(catchThrowableOfType(
                            HistoryException.class, () -> BinanceExchangeInfo.trading(answer(cut), "contractStatus")))
                    .as("cut after %d bytes", length)
                    .isNotNull();
        }
    }
}
