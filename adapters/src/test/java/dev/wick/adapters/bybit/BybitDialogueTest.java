package dev.wick.adapters.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BybitDialogueTest {
    private final BybitDialogue spot = new BybitDialogue(BybitMarket.SPOT);

    private static Series series(final String symbol, final Interval interval) {
        return new Series(0, Frames.venue(BybitMarket.SPOT), symbol, interval);
    }

    @Test
    void shouldAskByIdInTheDocumentedForm() {
        assertThat(spot.request(true, List.of("kline.1.BTCUSDT", "kline.D.ETHUSDT"), 7, 0))
                .isEqualTo(
                        "{\"req_id\":\"7\",\"op\":\"subscribe\",\"args\":[\"kline.1.BTCUSDT\",\"kline.D.ETHUSDT\"]}");
        assertThat(spot.request(false, List.of("kline.1.\"]"), 8, 0))
                .isEqualTo("{\"req_id\":\"8\",\"op\":\"unsubscribe\",\"args\":[\"kline.1.\\\"]\"]}");
        assertThat(spot.keepAlive(0)).isEqualTo("{\"req_id\":\"ping\",\"op\":\"ping\"}");
        assertThat(spot.rules().keepAliveMs()).isEqualTo(20_000);
    }

    @Test
    void shouldPutTenTopicsAtMostIntoARequestOfSpot() {
        assertThat(spot.rules().topicsPerMessage()).isEqualTo(10);
        assertThat(new BybitDialogue(BybitMarket.LINEAR).rules().topicsPerMessage())
                .isEqualTo(100);
    }

    @Test
    void shouldSayWhichIntervalsThereAre() {
        assertThat(spot.topic(series("BTCUSDT", Interval.W1))).contains("kline.W.BTCUSDT");
        assertThat(spot.topic(series("BTCUSDT", Interval.H8))).isEmpty();
        assertThat(spot.whyNoTopic(series("BTCUSDT", Interval.H8)))
                .isEqualTo("bybit spot has only 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d, 1w, 1M");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Invalid symbol :[kline.1.NOPEUSDC]                 | kline.1.NOPEUSDC
            Invalid kline type :[kline.7.BTCUSDC]              | kline.7.BTCUSDC
            error:handler not found,topic:kline.1.BTC-25DEC25  | kline.1.BTC-25DEC25
            """)
    void shouldFindTheTopicThatAnErrorNames(final String message, final String topic) {
        assertThat(spot.culprit(message)).contains(topic);
        assertThat(spot.standing(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"args size >10", "Params Error", "", "Invalid topic: invalid.topic.BTCUSDT"})
    void shouldFindNoneInOtherWords(final String message) {
        assertThat(spot.culprit(message)).isEmpty();
        assertThat(spot.standing(message)).isEmpty();
    }

    @Test
    void shouldNotTakeARepeatedTopicForABadOne() {
        final String message = "error:already subscribed,topic:kline.1.BTCUSDT";
        assertThat(spot.culprit(message)).isEmpty();
        assertThat(spot.standing(message)).contains("kline.1.BTCUSDT");
    }
}
