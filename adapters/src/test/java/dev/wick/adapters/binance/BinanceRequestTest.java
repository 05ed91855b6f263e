package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceRequestTest {
    private final SeriesRegistry registry = new SeriesRegistry();

    @Test
    void shouldSpellStreamsInLowerCaseAndKeepSignsWithoutCase() {
        assertThat(BinanceRequest.of(true, List.of(series("BTCUSDT"), series("币安人生USDT"), series("BTCUSD_PERP")), 7))
                .singleElement()
                .extracting(BinanceRequest::text)
                .isEqualTo("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1m\",\"币安人生usdt@kline_1m\","
                        + "\"btcusd_perp@kline_1m\"],\"id\":7}");
        assertThat(BinanceRequest.of(false, List.of(series("ETHBTC")), 8).get(0).text())
                .isEqualTo("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"ethbtc@kline_1m\"],\"id\":8}");
    }

    @Test
    void shouldKeepMonthsAndMinutesApart() {
        final Series month = registry.register(Frames.venue(BinanceMarket.SPOT), "BTCUSDT", Interval.MONTH1);
        assertThat(BinanceRequest.stream(month)).isEqualTo("btcusdt@kline_1M");
    }

    @Test
    void shouldNotLetASymbolBreakTheMessage() {
        assertThat(BinanceRequest.of(true, List.of(series("A\"],\\\n")), 1)
                        .get(0)
                        .text())
                .contains("[\"a\\\"],\\\\\\u000a@kline_1m\"]");
    }

    @Test
    void shouldSplitByNumberAndBySizeAndLoseNothing() {
        for (final String stem : List.of("S", "LONGER_NAME_OF_SOMETHING_", "币".repeat(30))) {
            final List<Series> wanted = new ArrayList<>();
            for (int i = 0; i < 1_024; i++) {
                wanted.add(series(stem + i));
            }
            final List<BinanceRequest> requests = BinanceRequest.of(true, wanted, 3);
            final List<Series> asked = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                final BinanceRequest request = requests.get(i);
                assertThat(request.id()).isEqualTo(3 + i);
                assertThat(request.series()).hasSizeBetween(1, 200);
                assertThat(request.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_096);
                asked.addAll(request.series());
            }
            assertThat(asked).isEqualTo(wanted);
        }
    }

    private Series series(final String symbol) {
        return registry.register(Frames.venue(BinanceMarket.SPOT), symbol, Interval.M1);
    }
}
