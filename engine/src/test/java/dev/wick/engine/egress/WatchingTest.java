package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.SeriesHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ["*"]} on the feed's side: the test says what the engine carries. */
@Timeout(60)
class WatchingTest {
    private FeedHarness feed;
    private JdkClient client;
    private Series btc;
    private Series eth;

    @BeforeEach
    void start() throws Exception {
        start(FeedHarness.settings());
    }

    private void start(final EgressSettings settings) throws Exception {
        feed = FeedHarness.running(settings);
        client = JdkClient.connect(feed);
        btc = feed.series("BTCUSDT");
        eth = feed.series("ETHUSDT");
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void shouldJoinWhatIsCarriedNowAndWhatIsTakenUpLaterAndLeaveWhatIsDropped() throws Exception {
        feed.agent.carried(btc);
        feed.agent.carried(feed.registry.register(btc.venue(), "BTCUSDT", Interval.M5));
        feed.agent.carried(feed.registry.register(Exchange.BYBIT.venue("spot").orElseThrow(), "XUSDT", Interval.M1));
        client.send(all("subscribe", 4, ",\"closed_only\":true"));
        final String head = "{\"type\":\"subscribed\",\"id\":4,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                + "\"symbols\":[";
        final String tail = "],\"interval\":\"1m\",\"closed_only\":true,\"timestamps\":false,\"on_slow\":\"conflate\","
                + "\"all\":true}";
        assertThat(client.next()).isEqualTo(head + "\"BTCUSDT\"" + tail);
        feed.agent.carried(eth);
        assertThat(client.next()).isEqualTo(head + "\"ETHUSDT\"" + tail);
        feed.closed(btc.id(), 0);
        assertThat(client.next()).contains("\"quote\"", "BTCUSDT");
        feed.closed(eth.id(), 0);
        assertThat(client.next()).contains("\"quote\"", "ETHUSDT");
        feed.agent.dropped(eth);
        assertThat(client.next())
                .isEqualTo("{\"type\":\"unsubscribed\",\"id\":4,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"ETHUSDT\"],\"interval\":\"1m\",\"all\":true}");
        feed.closed(eth.id(), 1);
        feed.closed(btc.id(), 1);
        assertThat(client.next()).contains("\"quote\"", "BTCUSDT");
        feed.agent.carried(eth);
        assertThat(client.next()).isEqualTo(head + "\"ETHUSDT\"" + tail);
        assertThat(feed.wanted).isEmpty();
    }

    @Test
    void shouldKeepNothingSubscribedByWatchingIt() throws Exception {
        client.send(all("subscribe", 1, ""));
        assertThat(client.next()).contains("\"symbols\":[],", "\"all\":true");
        final JdkClient other = JdkClient.connect(feed);
        other.send(named("subscribe", "BTCUSDT"));
        assertThat(other.next()).contains("\"subscribed\"").doesNotContain("\"all\"");
        feed.agent.carried(btc);
        assertThat(client.next()).contains("\"subscribed\"", "BTCUSDT");
        assertThat(feed.wanted).containsExactly(btc.id());
        other.send(named("unsubscribe", "BTCUSDT"));
        assertThat(other.next()).contains("\"unsubscribed\"");
        assertThat(feed.released).containsExactly(btc.id());
        feed.closed(btc.id(), 0);
        assertThat(client.next()).contains("\"quote\"");
        client.send(named("subscribe", "BTCUSDT"));
        assertThat(client.next()).contains("\"subscribed\"");
        assertThat(feed.wanted).containsExactly(btc.id(), btc.id());
        feed.agent.dropped(btc);
        client.send(all("unsubscribe", 2, ""));
        assertThat(client.next()).contains("\"unsubscribed\",\"id\":2", "\"symbols\":[],", "\"all\":true");
        assertThat(feed.released).hasSize(1);
        feed.closed(btc.id(), 1);
        assertThat(client.next()).contains("\"quote\"");
    }

    @Test
    void shouldEndWhatCameByItAndKeepWhatWasNamed() throws Exception {
        feed.agent.carried(btc);
        feed.agent.carried(eth);
        client.send(named("subscribe", "BTCUSDT"));
        client.next();
        client.send(all("subscribe", 1, ""));
        assertThat(client.next()).contains("[\"BTCUSDT\",\"ETHUSDT\"]");
        client.send(all("unsubscribe", 2, ""));
        assertThat(client.next())
                .isEqualTo("{\"type\":\"unsubscribed\",\"id\":2,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"ETHUSDT\"],\"interval\":\"1m\",\"all\":true}");
        feed.agent.carried(feed.series("SOLUSDT"));
        feed.closed(eth.id(), 0);
        feed.closed(btc.id(), 0);
        assertThat(client.next()).contains("\"quote\"", "BTCUSDT");
        client.send(all("unsubscribe", 3, ""));
        assertThat(client.next()).contains("\"error\",\"id\":3", "\"not_subscribed\"", "\"symbols\":[\"*\"]");
    }

    @Test
    void shouldLeaveOutForGoodWhatIsEndedByName() throws Exception {
        feed.agent.carried(btc);
        client.send(all("subscribe", 1, ""));
        client.next();
        client.send(named("unsubscribe", "BTCUSDT"));
        assertThat(client.next()).contains("\"unsubscribed\"", "BTCUSDT");
        feed.agent.dropped(btc);
        feed.agent.carried(btc);
        feed.agent.carried(eth);
        assertThat(client.next()).contains("\"subscribed\"", "[\"ETHUSDT\"]");
        assertThat(feed.released).isEmpty();
    }

    @Test
    void shouldSayWhatDoesNotJoinBecauseThereWouldBeTooMany() throws Exception {
        feed.close();
        start(new FeedOptions().maxSubscriptions(1).build());
        feed.agent.carried(btc);
        feed.agent.carried(eth);
        client.send(all("subscribe", 1, ""));
        assertThat(client.next()).contains("\"subscribed\"", "[\"BTCUSDT\"]");
        assertThat(client.next()).contains("\"error\",\"id\":1", "too_many_subscriptions", "[\"ETHUSDT\"]");
        feed.agent.carried(feed.series("SOLUSDT"));
        assertThat(client.next()).contains("\"error\",\"id\":1", "too_many_subscriptions", "[\"SOLUSDT\"]");
    }

    @Test
    void shouldListItAsAGroupOfItsOwn() throws Exception {
        client.send(all("subscribe", 1, ""));
        client.next();
        client.send("{\"op\":\"list\"}");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"subscriptions\",\"subscriptions\":[{\"exchange\":\"binance\","
                        + "\"contract_type\":\"spot\",\"interval\":\"1m\",\"closed_only\":false,\"all\":true,"
                        + "\"symbols\":[],\"series\":[]}]}");
        feed.agent.carried(btc);
        client.next();
        client.send(named("subscribe", "ETHUSDT"));
        client.next();
        client.send("{\"op\":\"list\"}");
        assertThat(client.next())
                .contains("\"all\":true,\"symbols\":[\"BTCUSDT\"],\"series\":[{\"symbol\":\"BTCUSDT\",")
                .contains("\"closed_only\":false,\"symbols\":[\"ETHUSDT\"]");
    }

    @Test
    void shouldResumeASeriesThatJoinsLaterAndOnlyTheFirstTime() throws Exception {
        client.send(all(
                "subscribe",
                1,
                ",\"since\":{\"BTCUSDT\":" + FeedHarness.FIRST_OPEN_TIME_MS + ",\"NEVERUSDT\":"
                        + FeedHarness.FIRST_OPEN_TIME_MS + "}"));
        assertThat(client.next()).contains("\"symbols\":[],");
        final SeriesHistory history = feed.histories.add(btc);
        history.completeFrom(ReplayBed.ms(0));
        for (long minute = 0; minute < 3; minute++) {
            history.append(ReplayBed.closed(btc, minute, 0));
        }
        history.startLive();
        history.settle();
        feed.agent.carried(btc);
        assertThat(client.next()).contains("\"subscribed\"", "BTCUSDT");
        assertThat(client.next()).contains("\"open_time\":" + ReplayBed.ms(1));
        assertThat(client.next()).contains("\"open_time\":" + ReplayBed.ms(2));
        feed.agent.dropped(btc);
        assertThat(client.next()).contains("\"unsubscribed\"");
        feed.agent.carried(btc);
        assertThat(client.next()).contains("\"subscribed\"", "BTCUSDT");
        feed.closed(btc.id(), 3);
        assertThat(client.next()).contains("\"open_time\":" + ReplayBed.ms(3));
    }

    @Test
    void shouldMeanTheFirstContractTypeWhereSymbolsTell() throws Exception {
        client.send("{\"op\":\"subscribe\",\"exchange\":\"okx\",\"symbols\":[\"*\"]}");
        assertThat(client.next()).contains("\"exchange\":\"okx\",\"contract_type\":\"spot\",\"symbols\":[]");
        feed.agent.carried(
                feed.registry.register(Exchange.OKX.venue("swap").orElseThrow(), "BTC-USDT-SWAP", Interval.M1));
        feed.agent.carried(feed.registry.register(Exchange.OKX.venue("spot").orElseThrow(), "BTC-USDT", Interval.M1));
        assertThat(client.next()).contains("[\"BTC-USDT\"]");
        client.send("{\"op\":\"unsubscribe\",\"exchange\":\"okx\",\"symbols\":[\"*\"]}");
        assertThat(client.next()).contains("\"unsubscribed\"", "\"contract_type\":\"spot\",\"symbols\":[\"BTC-USDT\"]");
    }

    @Test
    void shouldForgetWhoHasGone() throws Exception {
        client.send(all("subscribe", 1, ""));
        client.next();
        client.closeNormally();
        assertThat(client.closeCode()).isEqualTo(1000);
        feed.agent.carried(btc);
        final JdkClient other = JdkClient.connect(feed);
        other.send(all("subscribe", 2, ""));
        assertThat(other.next()).contains("\"id\":2", "[\"BTCUSDT\"]");
        feed.closed(btc.id(), 0);
        assertThat(other.next()).contains("\"quote\"");
    }

    private static String all(final String op, final int id, final String rest) {
        return "{\"op\":\"" + op + "\",\"id\":" + id + ",\"exchange\":\"binance\",\"symbols\":[\"*\"]" + rest + "}";
    }

    private static String named(final String op, final String symbol) {
        return "{\"op\":\"" + op + "\",\"exchange\":\"binance\",\"symbols\":[\"" + symbol + "\"]}";
    }
}
