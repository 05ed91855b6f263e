package dev.wick.adapters.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Venue;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUrlsTest {
    private static final Venue VENUE = Exchange.BINANCE.venue("spot").orElseThrow();

    @Test
    void shouldSendBothLegsToTheOnlyAddress() {
        final StreamUrls urls = StreamUrls.of(VENUE, "wss://example.org:9443/");
        for (final LegSide side : LegSide.values()) {
            assertThat(urls.forLeg(side.legId(5), "/ws")).isEqualTo(URI.create("wss://example.org:9443/ws"));
        }
    }

    @Test
    void shouldSendEachLegToItsOwnAddress() {
        final StreamUrls urls = StreamUrls.of(VENUE, "wss://one.example.org, ws://two.example.org:80");
        assertThat(urls.forLeg(LegSide.A.legId(3), "/ws")).isEqualTo(URI.create("wss://one.example.org/ws"));
        assertThat(urls.forLeg(LegSide.B.legId(3), "/ws")).isEqualTo(URI.create("ws://two.example.org:80/ws"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://a,ws://b,ws://c", "ws://a,", ",ws://a", "ws://a,http://b", "ws://a/path,ws://b", ""})
    void shouldSayWhatIsWrong(final String text) {
        assertThatThrownBy(() -> StreamUrls.of(VENUE, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stream URL of binance spot");
    }

    @Test
    void shouldTellTheSidesOfAPlaceByTheLowestBit() {
        for (int place = 0; place < 100; place++) {
            assertThat(LegSide.of(LegSide.A.legId(place))).isEqualTo(LegSide.A);
            assertThat(LegSide.of(LegSide.B.legId(place))).isEqualTo(LegSide.B);
            assertThat(LegSide.A.legId(place) ^ LegSide.B.legId(place)).isEqualTo(1);
        }
    }
}
