package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.egress.Resolution;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests whose symbols belong to several venues of an exchange, and exchanges that take only so many series. */
class RequestResolverTest {
    private static final Venue SPOT = Exchange.OKX.venue("spot").orElseThrow();
    private static final Venue SWAP = Exchange.OKX.venue("swap").orElseThrow();

    private final HealthBed bed = new HealthBed();
    private final FakeVenue spot = new FakeVenue(SPOT);
    private final FakeVenue swap = new FakeVenue(SWAP);

    @BeforeEach
    void list() {
        bed.venues.put(SPOT, spot);
        bed.venues.put(SWAP, swap);
        spot.listed = List.of("BTC-USDT", "ETH-USDT");
        swap.listed = List.of("BTC-USDT-SWAP", "BTC-USD-SWAP");
    }

    @Test
    void shouldFindSymbolsOfSeveralVenuesInOneRequest() {
        final Resolution answer = resolve(null, "btc-usdt", "BTC-USDT-SWAP", "ETH-USDT");

        assertThat(answer.error()).isNull();
        assertThat(answer.refused()).isEmpty();
        assertThat(answer.accepted())
                .extracting(series -> series.venue() + " " + series.symbol())
                .containsExactly("okx spot BTC-USDT", "okx spot ETH-USDT", "okx swap BTC-USDT-SWAP");
    }

    @Test
    void shouldRefuseWithTheNearestNamesOfTheSymbolsOwnVenue() {
        final Resolution answer = resolve(null, "BTC-USDT", "BTC-USDX-SWAP", "nonsense");

        assertThat(answer.accepted()).hasSize(1);
        assertThat(answer.refused()).hasSize(2);
        assertThat(answer.refused().get(0).reason()).contains("nonsense", "okx");
        assertThat(answer.refused().get(1).reason()).contains("okx swap", "BTC-USDT-SWAP");
    }

    @Test
    void shouldSayWhyIfNothingCouldBeFound() {
        assertThat(resolve(null, "nonsense").error()).contains("nonsense", "spot", "swap");
        assertThat(resolve(null, "XYZ-USDT", "XYZ-USDT-SWAP").error()).contains("XYZ-USDT");
    }

    @Test
    void shouldLookInTheNamedContractTypeAlone() {
        final Resolution answer = resolve("swap", "BTC-USDT");

        assertThat(answer.accepted()).isEmpty();
        assertThat(answer.error()).contains("okx swap does not list BTC-USDT");
    }

    @Test
    void shouldAnswerOnceIfOneOfTheListsCannotBeHad() {
        swap.failure = new HistoryException(HistoryException.Kind.TIMEOUT, "no answer");
        final Resolution answer = resolve(null, "BTC-USDT", "NEW-USDT-SWAP");

        assertThat(bed.resolutions).hasSize(1);
        assertThat(answer.accepted()).hasSize(2);
    }

    @Test
    void shouldRefuseWhatTheExchangeTakesNoMoreOfOverAllOfItsVenues() {
        spot.maxSeriesPerExchange = 2;
        swap.maxSeriesPerExchange = 2;
        final Resolution first = resolve(null, "BTC-USDT");
        first.accepted().forEach(series -> bed.supervisor.want(series.id()));
        bed.step();

        final Resolution second = resolve(null, "BTC-USDT", "BTC-USDT-SWAP", "BTC-USD-SWAP");

        assertThat(second.accepted()).extracting(Series::symbol).containsExactly("BTC-USDT", "BTC-USDT-SWAP");
        assertThat(second.refused()).hasSize(1);
        assertThat(second.refused().get(0).reason()).contains("okx takes 2 series");
    }

    @Test
    void shouldPlaceASeriesBeyondTheLimitOnceThereIsRoom() {
        spot.maxSeriesPerExchange = 1;
        final List<Series> both = resolve(null, "BTC-USDT").accepted();
        final Series eth = resolve(null, "ETH-USDT").accepted().get(0);
        bed.supervisor.want(both.get(0).id());
        bed.supervisor.want(eth.id());
        bed.step();
        assertThat(bed.refusals).hasSize(1);
        assertThat(bed.refusals.get(0)).startsWith("ETH-USDT: okx takes 1 series");

        bed.supervisor.release(both.get(0).id());
        bed.pass(31_000);
        spot.last().open();
        bed.step();

        assertThat(spot.last().subscribed).containsExactly(eth);
    }

    private Resolution resolve(final String contractType, final String... symbols) {
        bed.supervisor.resolve(bed.request(SPOT, contractType, symbols));
        bed.step();
        bed.step();
        return bed.resolutions.get(bed.resolutions.size() - 1);
    }
}
