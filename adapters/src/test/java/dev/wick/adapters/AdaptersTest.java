package dev.wick.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    @Test
    void shouldHaveAnAdapterForEveryVenue() {
        for (final Exchange exchange : Exchange.values()) {
            for (final ContractType type : exchange.contractTypes()) {
                final Venue venue = new Venue(exchange, type);
                try (ExchangeAdapter adapter = new Adapters().create(venue, context(null))) {
                    assertThat(adapter.venue()).isEqualTo(venue);
                    assertThat(adapter.intervals()).contains(Interval.M1, Interval.H1, Interval.D1);
                    assertThat(adapter.limits().maxSeriesPerConnection()).isPositive();
                    assertThat(adapter.history()).isSameAs(adapter.history());
                }
            }
        }
    }

    @Test
    void shouldKnowWhatEachBinanceMarketAllows() {
        try (ExchangeAdapter spot = binance("spot", null);
                ExchangeAdapter usdm = binance("um", null);
                ExchangeAdapter coinm = binance("coin-m", null)) {
            assertThat(spot.intervals()).contains(Interval.S1).doesNotContain(Interval.S10);
            assertThat(usdm.intervals()).doesNotContain(Interval.S1).hasSize(15);
            assertThat(coinm.intervals()).isEqualTo(usdm.intervals());
            assertThat(spot.limits().maxSeriesPerConnection()).isEqualTo(1024);
            assertThat(coinm.limits().maxSeriesPerConnection()).isEqualTo(200);
            assertThat(spot.canonicalSymbol("btcusdt")).isEqualTo("BTCUSDT");
            assertThat(spot.canonicalSymbol("币安人生usdt")).isEqualTo("币安人生USDT");
            assertThat(coinm.canonicalSymbol("btcusd_perp")).isEqualTo("BTCUSD_PERP");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAStreamUrl() {
        assertThatThrownBy(() -> binance("spot", "http://127.0.0.1:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stream URL of binance spot is \"http://127.0.0.1:1\"");
        assertThatThrownBy(() -> binance("spot", "127.0.0.1")).hasMessageContaining("ws://host:port");
    }

    private static ExchangeAdapter binance(final String contractType, final String wsUrl) {
        return new Adapters().create(Exchange.BINANCE.venue(contractType).orElseThrow(), context(wsUrl));
    }

    private static AdapterContext context(final String wsUrl) {
        return new AdapterContext(
                wsUrl, null, 1, 1, 1, 0, 0, 1, 1, 1, 1_000, new SeriesRegistry(), () -> 0L, () -> 0L, () -> 0L);
    }
}
