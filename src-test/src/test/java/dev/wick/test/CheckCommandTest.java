package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code wick symbols} and {@code wick check} as processes of their own, against simulators. */
class CheckCommandTest {
    private final Map<Venue, SimulatedExchange> exchanges = new LinkedHashMap<>();

    @AfterEach
    void close() {
        exchanges.values().forEach(SimulatedExchange::close);
    }

    private SimulatedExchange start(final Venue venue, final int symbols) {
        return start(venue, symbols, 2);
    }

    private SimulatedExchange start(final Venue venue, final int symbols, final double updatesOfEach) {
        final SimulatedExchange exchange = Simulators.start(
                venue.exchange(),
                new SimulatorOptions()
                        .market(venue.contractType().name())
                        .symbols(symbols)
                        .updatesPerSecond(updatesOfEach * symbols));
        exchanges.put(venue, exchange);
        return exchange;
    }

    private WickProcess wick(final String... arguments) {
        final EngineUnderTest settings = new EngineUnderTest();
        exchanges.forEach(settings::at);
        final Map<String, String> environment = settings.environment();
        return new WickProcess(environment, arguments);
    }

    @Test
    @Timeout(180)
    void shouldFindNothingUnexplainedOnTwoThousandSymbolsOfAllMarkets() {
        for (final Exchange exchange : Exchange.values()) {
            exchange.contractTypes().forEach(type -> start(new Venue(exchange, type), 134));
        }
        try (WickProcess check = wick("check")) {
            assertThat(check.exitCodeWithin(120))
                    .as("%s%n%s", check.out(), check.err())
                    .isZero();
            for (final Venue venue : exchanges.keySet()) {
                assertThat(line(check, venue)).containsExactly("134", "134", "134", "134", "0", "0", "0");
            }
        }
    }

    @Test
    @Timeout(60)
    void shouldTellWhatIsRejectedAndWhatNobodyCanExplain() {
        final Venue venue = Exchange.BINANCE.venue("spot").orElseThrow();
        // Chance decides which symbol trades: so often that none goes without a trade while it is looked at.
        final SimulatedExchange exchange = start(venue, 10, 20);
        exchange.faults().refuseSymbol(exchange.symbols().get(3));
        exchange.faults().muteSymbol(exchange.symbols().get(5));
        try (WickProcess check = wick("check", "binance", "--market", "spot", "--message-timeout", "4s")) {
            assertThat(check.exitCodeWithin(50))
                    .as("%s%n%s", check.out(), check.err())
                    .isEqualTo(1);
            assertThat(line(check, venue)).containsExactly("10", "10", "9", "8", "0", "1", "1");
            assertThat(check.out())
                    .contains("rejected: " + exchange.symbols().get(3))
                    .contains("unexplained: " + exchange.symbols().get(5)
                            + ": acknowledged, silent; REST says that it traded meanwhile");
        }
    }

    @Test
    @Timeout(60)
    void shouldListWhatTradesAndSubscribeToNothingOnADryRun() {
        final Venue venue = Exchange.BINANCE.venue("um").orElseThrow();
        final SimulatedExchange exchange = start(venue, 5);
        try (WickProcess symbols = wick("symbols", "binance", "--market", "um")) {
            assertThat(symbols.exitCodeWithin(50)).isZero();
            assertThat(symbols.out().lines().toList()).containsAll(exchange.symbols());
        }
        try (WickProcess dry = wick("check", "binance", "--market", "um", "--dry-run")) {
            assertThat(dry.exitCodeWithin(50)).isZero();
            assertThat(line(dry, venue)).containsExactly("5", "0", "0", "0", "0", "0", "0");
        }
        assertThat(exchange.ledger().framesSent()).isZero();
    }

    private static List<String> line(final WickProcess check, final Venue venue) {
        return check.out()
                .lines()
                .filter(line -> line.startsWith(venue + " "))
                .findFirst()
                .map(line -> new ArrayList<>(Stream.of(
                                line.substring(venue.toString().length()).trim().split("\\s+", -1))
                        .toList()))
                .orElseThrow();
    }
}
