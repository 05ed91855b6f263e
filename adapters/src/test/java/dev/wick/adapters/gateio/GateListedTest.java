package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateListedTest {
    private static GateListed read(final GateMarket market, final String body) throws HistoryException {
        final byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return GateListed.read(new RestAnswer("http://gate/list", bytes, 1, 2, RestAnswer.NO_DATE), market);
    }

    @Test
    void shouldListThePairsThatCanBeBoughtAndSold() throws HistoryException {
        assertThat(read(
                                GateMarket.SPOT,
                                "[{'id':'BTC_USDT','base':'BTC','trade_quotes':[],'precision':1,'trade_status':'tradable','sell_start':0},"
                                        + "{'trade_status':'untradable','id':'POOLX_USDT'},{'id':'A_B','trade_status':'sellable'},"
                                        + "{'id':'C_D','trade_status':'buyable'},{'id':'币安人生_USDT','trade_status':'tradable'}]")
                        .trading())
                .containsExactly("BTC_USDT", "币安人生_USDT");
        assertThat(read(GateMarket.SPOT, "[]").trading()).isEmpty();
    }

    @Test
    void shouldListTheContractsThatTradeAndWhatTheyStandFor() throws HistoryException {
        final GateListed listed = read(
                GateMarket.UM,
                "[{'in_delisting':false,'name':'KNC_USDT','quanto_multiplier':'1','orders_limit':30},"
                        + "{'in_delisting':true,'name':'SRM_USDT','quanto_multiplier':'10','status':'trading'},"
                        + "{'in_delisting':false,'name':'NEW_USDT','quanto_multiplier':'0.1','status':'prelaunch'},"
                        + "{'name':'BTC_USDT','quanto_multiplier':'0.0001','in_delisting':false,'status':'trading'},"
                        + "{'name':'ODD_USDT','quanto_multiplier':'much','status':'trading'}]");
        assertThat(listed.trading()).containsExactly("KNC_USDT", "BTC_USDT", "ODD_USDT");
        assertThat(listed.multipliers()).hasSize(4);
        assertThat(listed.multipliers().get("BTC_USDT")).hasToString("0.0001");
        assertThat(listed.multipliers().get("SRM_USDT")).hasToString("10");
    }

    @Test
    void shouldTakeAMultiplierOfZeroForNone() throws HistoryException {
        final GateListed listed = read(
                GateMarket.CM,
                "[{'name':'BTC_USD','type':'inverse','quanto_multiplier':'0','in_delisting':false,'status':'trading'}]");
        assertThat(listed.trading()).containsExactly("BTC_USD");
        assertThat(listed.multipliers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[1]", "[{'id':'A','trade_status':'tradable'}", "[{'id':'A'}] x", "[{'id':'A'}]", "[{}]"})
    void shouldSayWhatIsWrongWithAnAnswer(final String body) {
        final HistoryException failure =
                catchThrowableOfType(HistoryException.class, () -> read(GateMarket.SPOT, body));
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("http://gate/list");
    }

    @Test
    void shouldKeepTheMultipliersOfContractsThatAreGone() throws HistoryException {
        final GateMultipliers multipliers = new GateMultipliers();
        assertThat(multipliers.isEmpty()).isTrue();
        assertThat(multipliers.of("A_USDT")).isNull();
        multipliers.learn(read(GateMarket.UM, "[{'name':'A_USDT','quanto_multiplier':'5'}]")
                .multipliers());
        multipliers.learn(read(GateMarket.UM, "[{'name':'B_USDT','quanto_multiplier':'0.5'}]")
                .multipliers());
        assertThat(multipliers.of("A_USDT")).hasToString("5");
        assertThat(multipliers.of("B_USDT")).hasToString("0.5");
    }
}
