package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateDialogueTest {
    private static final long NOW_MS = 1_795_456_442_999L;

    private static GateDialogue dialogue(final GateMarket market) {
        return new GateDialogue(market, new GateMultipliers(), new SeriesRegistry());
    }

    private static Series series(final GateMarket market, final String symbol, final Interval interval) {
        return new Series(0, Frames.venue(market), symbol, interval);
    }

    @Test
    void shouldAskForOneStreamInAMessage() {
        final GateDialogue spot = dialogue(GateMarket.SPOT);
        assertThat(spot.rules().topicsPerMessage()).isEqualTo(1);
        assertThat(spot.request(true, List.of("1m_BTC_USDT"), 7, NOW_MS))
                .isEqualTo("{\"time\":1795456442,\"id\":7,\"channel\":\"spot.candlesticks\",\"event\":\"subscribe\","
                        + "\"payload\":[\"1m\",\"BTC_USDT\"]}");
        assertThat(dialogue(GateMarket.CM).request(false, List.of("5m_BTC_USD_20221230"), 8, NOW_MS))
                .isEqualTo(
                        "{\"time\":1795456442,\"id\":8,\"channel\":\"futures.candlesticks\",\"event\":\"unsubscribe\","
                                + "\"payload\":[\"5m\",\"BTC_USD_20221230\"]}");
        assertThat(spot.request(true, List.of("1m_A\"B"), 9, NOW_MS)).contains("[\"1m\",\"A\\\"B\"]");
    }

    @Test
    void shouldKeepConnectionsAliveByItsOwnPing() {
        assertThat(dialogue(GateMarket.SPOT).keepAlive(NOW_MS))
                .isEqualTo("{\"time\":1795456442,\"channel\":\"spot.ping\"}");
        assertThat(dialogue(GateMarket.UM).keepAlive(NOW_MS)).contains("futures.ping");
        assertThat(dialogue(GateMarket.UM).rules().keepAliveMs()).isEqualTo(15_000);
    }

    @Test
    void shouldAskForDecimalSizesOnTheFutures() {
        assertThat(dialogue(GateMarket.SPOT).rules().headers()).isEmpty();
        assertThat(dialogue(GateMarket.UM).rules().headers()).containsEntry("X-Gate-Size-Decimal", "1");
        assertThat(dialogue(GateMarket.CM).rules().headers()).containsEntry("X-Gate-Size-Decimal", "1");
    }

    @ParameterizedTest
    @EnumSource(Interval.class)
    void shouldNameWhatIsStreamedAndExplainWhatIsNot(final Interval interval) {
        final GateDialogue dialogue = dialogue(GateMarket.UM);
        final Series series = series(GateMarket.UM, "BTC_USDT", interval);
        final boolean streamed = List.of("10s", "1m", "5m", "15m", "30m", "1h", "4h", "8h", "1d", "7d")
                .contains(interval.text());
        assertThat(dialogue.topic(series).isPresent()).isEqualTo(streamed);
        if (streamed) {
            assertThat(dialogue.topic(series)).contains(interval.text() + "_BTC_USDT");
        } else {
            assertThat(dialogue.whyNoTopic(series))
                    .isEqualTo("gateio um streams only 10s, 1m, 5m, 15m, 30m, 1h, 4h, 8h, 1d, 7d");
        }
    }
}
