package dev.wick.adapters.okx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OkxDialogueTest {
    private final OkxDialogue dialogue = new OkxDialogue(OkxMarket.SWAP);

    private static Series series(final Interval interval) {
        return new Series(0, Frames.venue(OkxMarket.SWAP), "BTC-USD-SWAP", interval);
    }

    @ParameterizedTest
    @CsvSource({
        "1s,candle1s", "1m,candle1m", "30m,candle30m", "1h,candle1H", "4h,candle4H", "6h,candle6Hutc",
        "12h,candle12Hutc", "1d,candle1Dutc", "2d,candle2Dutc", "3d,candle3Dutc", "5d,candle5Dutc", "1w,candle1Wutc",
        "1M,candle1Mutc", "3M,candle3Mutc"
    })
    void shouldNameAChannelByItsLengthAndTakeUtcFromSixHoursOn(final String interval, final String channel) {
        assertThat(dialogue.topic(series(Interval.of(interval).orElseThrow()))).hasValue(channel + ":BTC-USD-SWAP");
    }

    @ParameterizedTest
    @EnumSource(names = {"S10", "H8", "D7"})
    void shouldSayWhichIntervalsThereAre(final Interval interval) {
        assertThat(dialogue.topic(series(interval))).isEmpty();
        assertThat(dialogue.whyNoTopic(series(interval)))
                .startsWith("okx swap streams only 1s, 1m")
                .endsWith("1M, 3M");
    }

    @Test
    void shouldAskForSeveralChannelsAtOnce() {
        assertThat(dialogue.request(true, List.of("candle1m:BTC-USDT-SWAP", "candle1H:BTC-USD-SWAP"), 12, 0))
                .isEqualTo("{\"id\":\"12\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":"
                        + "\"BTC-USDT-SWAP\"},{\"channel\":\"candle1H\",\"instId\":\"BTC-USD-SWAP\"}]}");
        assertThat(dialogue.request(false, List.of("candle1m:A-B"), 3, 0))
                .isEqualTo("{\"id\":\"3\",\"op\":\"unsubscribe\",\"args\":"
                        + "[{\"channel\":\"candle1m\",\"instId\":\"A-B\"}]}");
    }

    @Test
    void shouldStayFarBelowTheLargestRequest() {
        final List<String> topics = new ArrayList<>();
        for (int i = 0; i < dialogue.rules().topicsPerMessage(); i++) {
            topics.add("candle12Hutc:" + "X".repeat(100) + i);
        }
        assertThat(dialogue.request(true, topics, 1, 0).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(64 * 1024);
    }

    @Test
    void shouldKnowARefusalForAskingTooMuch() {
        assertThat(dialogue.isTooMuch("Requests too frequent (code 60014)")).isTrue();
        assertThat(dialogue.isTooMuch("Invalid request: 60014 (code 60012)")).isFalse();
        assertThat(dialogue.keepAlive(0)).isEqualTo("ping");
        assertThat(dialogue.rules().keepAliveMs()).isLessThan(30_000);
    }
}
