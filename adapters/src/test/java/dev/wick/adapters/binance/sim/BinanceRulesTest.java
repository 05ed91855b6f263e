package dev.wick.adapters.binance.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the exchange enforces on connections. */
class BinanceRulesTest {
    private static final String LIST = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}";

    private static ExchangeSimulator start(final String market, final WireOptions wire) {
        return BinanceSimulator.start(
                new SimulatorOptions().market(market).symbols(2).wire(wire));
    }

    /** How many are allowed is proved by {@code ConductTest}; here, that the connection ends. */
    @ParameterizedTest
    @CsvSource({"spot,5", "coinm,10"})
    void shouldDisconnectAClientThatSendsMoreMessagesInASecondThanAllowed(final String market, final int allowed) {
        try (ExchangeSimulator binance = start(market, new WireOptions());
                SimClient client = SimClient.connect(binance.wsUrl() + "/ws")) {
            // Answers to the flood may be lost: a socket that is closed before all was read from it resets its peer.
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[],\"id\":3}");
            final int sent = flood(client, 10 * allowed);
            client.awaitEnd();
            assertThat(client.count(text -> text.contains("result"))).isBetween(1, sent);
        }
    }

    /** Sends until it is disconnected; returns how many went out. */
    private static int flood(final SimClient client, final int most) {
        int sent = 0;
        while (sent < most && !client.ended()) {
            try {
                client.send(LIST);
                sent++;
            } catch (final RuntimeException e) {
                return sent;
            }
        }
        return sent;
    }

    @Test
    void shouldPingAndKeepAClientThatAnswers() {
        try (ExchangeSimulator binance =
                        start("spot", new WireOptions().pings(50, 10_000).messagesPerSecond(1_000));
                SimClient client = SimClient.connect(binance.wsUrl() + "/ws")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> client.pings() >= 20);
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[],\"id\":3}");
        }
    }

    @Test
    void shouldDisconnectAClientThatDoesNotAnswerPings() {
        try (ExchangeSimulator binance = start("spot", new WireOptions().pings(50, 300));
                SimClient client = SimClient.connect(binance.wsUrl() + "/ws", false)) {
            client.awaitEnd();
            assertThat(client.pings()).isPositive();
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void shouldEndAConnectionAtTheEndOfItsLife() {
        try (ExchangeSimulator binance = start("usdm", new WireOptions().lifeMs(200));
                SimClient client = SimClient.connect(binance.wsUrl() + "/market/ws")) {
            client.awaitEnd();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void shouldSayGoodbyeWhenItIsClosedAndMindNotBeingClosedAgain() {
        final ExchangeSimulator binance = start("spot", new WireOptions());
        try (SimClient client = SimClient.connect(binance.wsUrl() + "/ws")) {
            client.ask(LIST);
            binance.close();
            client.awaitEnd();
            assertThat(client.closeCode()).isEqualTo(1001);
            binance.close();
        }
    }
}
