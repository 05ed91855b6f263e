package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.HealthBed.LIST_AGE_MS;
import static dev.wick.engine.supervisor.HealthBed.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Series;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Symbols that vanish while somebody is subscribed. */
class DelistingTest {
    private final HealthBed bed = new HealthBed();
    private Series btc;
    private Series eth;
    private Series sol;

    @BeforeEach
    void subscribe() {
        bed.supervisor.resolve(bed.request(FakeVenue.VENUE, "spot", "BTCUSDT", "ETHUSDT", "SOLUSDT"));
        bed.step();
        btc = bed.series("BTCUSDT");
        eth = bed.series("ETHUSDT");
        sol = bed.series("SOLUSDT");
        List.of(btc, eth, sol).forEach(series -> bed.supervisor.want(series.id()));
        bed.step();
        bed.open();
    }

    @Test
    void shouldFetchTheListAgainWithoutARequest() {
        assertThat(bed.venue.listRequests).isEqualTo(1);
        pass(LIST_AGE_MS + MINUTE_MS);

        assertThat(bed.venue.listRequests).isEqualTo(2);
    }

    @Test
    void shouldDelistASymbolThatTwoListsLackAndHarmNoNeighbour() {
        bed.venue.listed.remove("ETHUSDT");
        pass(LIST_AGE_MS + 1_000);
        assertThat(bed.statuses).doesNotContain("ETHUSDT DELISTED");

        pass(2 * MINUTE_MS);

        assertThat(bed.statuses).contains("ETHUSDT DELISTED").doesNotContain("BTCUSDT DELISTED");
        assertThat(bed.states("DELISTED")).isEqualTo(1);
        assertThat(bed.venue.connections).hasSize(1);
        assertThat(bed.venue.last().unsubscribed).containsExactly(eth);
    }

    @Test
    void shouldSubscribeASymbolAgainThatIsBack() {
        bed.venue.listed.remove("ETHUSDT");
        pass(LIST_AGE_MS + 3 * MINUTE_MS);
        bed.venue.listed.add("ETHUSDT");
        bed.venue.last().subscribed.clear();
        pass(LIST_AGE_MS + MINUTE_MS);

        assertThat(bed.venue.last().subscribed).containsExactly(eth);
        bed.venue.last().acknowledgeAll();
        bed.pass(200);
        assertThat(bed.statuses).endsWith("ETHUSDT DELISTED", "ETHUSDT RECOVERING", "ETHUSDT LIVE");
        assertThat(bed.states("DELISTED")).isZero();
    }

    @Test
    void shouldDelistNothingWhenRestIsDown() {
        bed.venue.failure = new HistoryException(HistoryException.Kind.UNREACHABLE, "no route");
        pass(3 * LIST_AGE_MS);

        assertThat(bed.states("DELISTED")).isZero();
    }

    @Test
    void shouldNotBelieveAListThatIsEmptyNorAtFirstOneThatLacksMostOfWhatTraded() {
        bed.venue.listed.clear();
        pass(LIST_AGE_MS + 10 * MINUTE_MS);
        bed.venue.listed.add("SOLUSDT");
        pass(MINUTE_MS);

        assertThat(bed.states("DELISTED")).isZero();
        assertThat(bed.venue.last().unsubscribed).isEmpty();

        pass(5 * MINUTE_MS);
        assertThat(bed.states("DELISTED")).isEqualTo(2);
    }

    @Test
    void shouldDelistASeriesThatTheExchangeRefusesAfterItWasLiveAndTryItAgain() {
        bed.venue.last().listener.onRefused(bed.venue.last(), List.of(sol), "symbol is in delivery");
        bed.pass(200);
        assertThat(bed.statuses).contains("SOLUSDT DELISTED");
        assertThat(bed.refusals).containsExactly("SOLUSDT: symbol is in delivery");

        bed.venue.last().subscribed.clear();
        bed.pass(31_000);
        assertThat(bed.venue.last().subscribed).containsExactly(sol);
        bed.venue.last().acknowledgeAll();
        bed.pass(200);

        assertThat(bed.states("DELISTED")).isZero();
    }

    /** An exchange that refuses by mistake goes on trading: when it takes the symbol again, nothing may be missing. */
    @Test
    void shouldFetchWhatWasTradedWhileASymbolWasRefused() {
        bed.watermarks.put(sol.id(), HealthBed.START_MS);
        bed.venue.last().listener.onRefused(bed.venue.last(), List.of(sol), "doesn't exist");
        bed.pass(31_000);
        bed.venue.asked.clear();
        bed.pass(60_000);
        bed.venue.last().acknowledgeAll();
        bed.pass(200);

        assertThat(bed.venue.asked)
                .filteredOn(asked -> asked.series().equals(sol))
                .extracting(FakeVenue.Asked::fromMs)
                .contains(HealthBed.START_MS + HealthBed.MINUTE_MS);
    }

    @Test
    void shouldFetchWhatWasTradedWhileASymbolWasNotListed() {
        bed.watermarks.put(eth.id(), HealthBed.START_MS);
        bed.venue.listed.remove("ETHUSDT");
        pass(LIST_AGE_MS + 3 * MINUTE_MS);
        bed.venue.listed.add("ETHUSDT");
        bed.venue.asked.clear();
        pass(LIST_AGE_MS + MINUTE_MS);
        bed.venue.last().acknowledgeAll();
        bed.pass(200);

        assertThat(bed.venue.asked).anyMatch(asked -> asked.series().equals(eth));
    }

    /** In larger steps: hours. */
    private void pass(final long ms) {
        for (long passed = 0; passed < ms; passed += 5_000) {
            bed.clock.advance(5_000);
            bed.step();
        }
    }
}
