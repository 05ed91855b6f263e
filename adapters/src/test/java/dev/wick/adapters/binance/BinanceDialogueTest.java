package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceDialogueTest {
    private final SeriesRegistry registry = new SeriesRegistry();
    private final BinanceDialogue dialogue = new BinanceDialogue(BinanceMarket.SPOT, () -> {});

    @Test
    void shouldSpellStreamsInLowerCaseAndKeepSignsWithoutCase() {
        final List<String> topics = List.of(topic("BTCUSDT"), topic("币安人生USDT"), topic("BTCUSD_PERP"));
        assertThat(dialogue.request(true, topics, 7, 0))
                .isEqualTo("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1m\",\"币安人生usdt@kline_1m\","
                        + "\"btcusd_perp@kline_1m\"],\"id\":7}");
        assertThat(dialogue.request(false, List.of(topic("ETHBTC")), 8, 0))
                .isEqualTo("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"ethbtc@kline_1m\"],\"id\":8}");
    }

    @Test
    void shouldKeepMonthsAndMinutesApart() {
        final Series month = registry.register(Frames.venue(BinanceMarket.SPOT), "BTCUSDT", Interval.MONTH1);
        assertThat(dialogue.topic(month)).contains("btcusdt@kline_1M");
    }

    @Test
    void shouldNotLetASymbolBreakTheMessage() {
        assertThat(dialogue.request(true, List.of(topic("A\"],\\\n")), 1, 0))
                .contains("[\"a\\\"],\\\\\\u000a@kline_1m\"]");
    }

    private String topic(final String symbol) {
        return dialogue.topic(registry.register(Frames.venue(BinanceMarket.SPOT), symbol, Interval.M1))
                .orElseThrow();
    }
}
