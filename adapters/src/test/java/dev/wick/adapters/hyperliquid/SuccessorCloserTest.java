package dev.wick.adapters.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which candles come out as closed; times in seconds, one-minute bars. */
class SuccessorCloserTest {
    private final HeardFrames heard = new HeardFrames();

    @BeforeEach
    void register() {
        heard.register("BTC", Interval.M1);
        heard.register("ETH", Interval.M1);
    }

    private void candle(final String coin, final long openS, final int trades) {
        heard.parse("{\"channel\":\"candle\",\"data\":{\"t\":" + 1_000 * openS + ",\"T\":" + (1_000 * openS + 59_999)
                + ",\"s\":\"" + coin + "\",\"i\":\"1m\",\"o\":\"1\",\"c\":\"1\",\"h\":\"1\",\"l\":\"1\",\"v\":\""
                + trades
                + "\",\"n\":" + trades + "}}");
    }

    @Test
    void shouldCloseACandleWithItsLastValuesOnceItsSuccessorComes() {
        candle("BTC", 60, 1);
        candle("BTC", 60, 2);
        heard.readNs += 5;
        candle("BTC", 120, 1);
        candle("BTC", 120, 2);
        final Candle closed = heard.candles.get(2);
        assertThat(closed.readNs).isEqualTo(16);
        assertThat(closed.closeTimeMs).isEqualTo(119_999);
        assertThat(heard.drained())
                .containsExactly("0 60 n1 open", "0 60 n2 open", "0 60 n2 successor", "0 120 n1 open", "0 120 n2 open");
    }

    @Test
    void shouldCloseNothingTwiceAndLeaveBarsInBetweenToOthers() {
        candle("BTC", 60, 1);
        candle("BTC", 240, 1);
        candle("BTC", 240, 1);
        candle("BTC", 300, 1);
        assertThat(heard.drained())
                .containsExactly(
                        "0 60 n1 open",
                        "0 60 n1 successor",
                        "0 240 n1 open",
                        "0 240 n1 open",
                        "0 240 n1 successor",
                        "0 300 n1 open");
    }

    @Test
    void shouldPassOnALateFrameAsItIsAndKeepWhatIsNewer() {
        candle("BTC", 60, 1);
        candle("BTC", 120, 1);
        heard.drained();
        candle("BTC", 60, 2);
        candle("BTC", 180, 1);
        assertThat(heard.drained()).containsExactly("0 60 n2 open", "0 120 n1 successor", "0 180 n1 open");
    }

    @Test
    void shouldKeepSeriesApart() {
        candle("BTC", 60, 1);
        candle("ETH", 120, 1);
        candle("ETH", 180, 1);
        assertThat(heard.drained())
                .containsExactly("0 60 n1 open", "1 120 n1 open", "1 120 n1 successor", "1 180 n1 open");
    }

    @Test
    void shouldCloseNothingAcrossConnections() {
        candle("BTC", 60, 1);
        heard.connectAnew();
        candle("BTC", 120, 1);
        assertThat(heard.drained()).containsExactly("0 60 n1 open", "0 120 n1 open");
    }

    @Test
    void shouldNotCloseWhatMayHaveChangedInAFrameThatCouldNotBeRead() {
        candle("BTC", 60, 1);
        candle("ETH", 60, 1);
        heard.parse("{\"channel\":\"candle\",\"data\":{\"t\":60000,#####");
        candle("ETH", 60, 2);
        candle("BTC", 120, 1);
        candle("ETH", 120, 1);
        candle("BTC", 180, 1);
        assertThat(heard.drained())
                .as("a frame holds the whole bar: after another one there is no doubt")
                .containsExactly(
                        "0 60 n1 open",
                        "1 60 n1 open",
                        "1 60 n2 open",
                        "0 120 n1 open",
                        "1 60 n2 successor",
                        "1 120 n1 open",
                        "0 120 n1 successor",
                        "0 180 n1 open");
    }

    @Test
    void shouldNotCloseWhatMayHaveChangedWhileTheWholeConnectionStoodStill() {
        candle("BTC", 60, 1);
        heard.readNs += HyperFrameParser.STANDSTILL_NS;
        candle("BTC", 120, 1);
        heard.readNs += HyperFrameParser.STANDSTILL_NS - 1;
        heard.parse("{\"channel\":\"pong\"}");
        heard.readNs += HyperFrameParser.STANDSTILL_NS - 1;
        candle("BTC", 180, 1);
        assertThat(heard.drained())
                .containsExactly("0 60 n1 open", "0 120 n1 open", "0 120 n1 successor", "0 180 n1 open");
    }

    @Test
    void shouldForgetASeriesThatIsSubscribedAnewOrNoMore() {
        for (final String method : new String[] {"subscribe", "unsubscribe"}) {
            candle("BTC", 60, 1);
            candle("ETH", 60, 1);
            heard.parse("{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"" + method
                    + "\",\"subscription\":{\"type\":\"candle\",\"coin\":\"BTC\",\"interval\":\"1m\"}}}");
            candle("BTC", 120, 1);
            candle("ETH", 120, 1);
            assertThat(heard.drained())
                    .containsExactly(
                            "0 60 n1 open", "1 60 n1 open", "0 120 n1 open", "1 60 n1 successor", "1 120 n1 open");
            heard.connectAnew();
        }
    }

    @Test
    void shouldServeMoreSeriesThanItHadRoomForAtFirst() {
        for (int i = 0; i < 300; i++) {
            heard.register("C" + i, Interval.M1);
        }
        candle("C299", 60, 1);
        candle("C299", 120, 1);
        assertThat(heard.drained()).containsExactly("301 60 n1 open", "301 60 n1 successor", "301 120 n1 open");
    }
}
