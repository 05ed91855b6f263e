package dev.wick.adapters.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperListsTest {
    private static RestAnswer answer(final String json) {
        return new RestAnswer("http://here/info", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 1, 2, 3);
    }

    @Test
    void shouldListPerpetualsThatAreNotDelistedInTheExchangesSpelling() throws HistoryException {
        final String meta = "{'universe':[{'szDecimals':5,'name':'BTC','maxLeverage':40},"
                + "{'name':'MATIC','isDelisted':true,'szDecimals':1},{'name':'kPEPE','isDelisted':false},"
                + "{'szDecimals':1}],'marginTables':[[50,{'marginTiers':[]}]],'collateralToken':0}";
        assertThat(PerpList.coins(answer(meta))).containsExactly("BTC", "kPEPE");
        assertThat(PerpList.coins(answer("{'universe':[]}"))).isEmpty();
    }

    @Test
    void shouldListBuilderDexesWithoutTheExchangesOwn() throws HistoryException {
        final String dexes = "[null,{'name':'xyz','fullName':'XYZ','deployer':'0x1','oracleUpdater':null,"
                + "'assetToStreamingOiCap':[['xyz:AAPL','1.0']]},{'fullName':'F','name':'flx'}]";
        assertThat(PerpList.dexes(answer(dexes))).containsExactly("xyz", "flx");
        assertThat(PerpList.dexes(answer("[null]"))).isEmpty();
        assertThat(PerpList.dexes(answer("[]"))).isEmpty();
    }

    @Test
    void shouldNamePairsByTheNumbersOfTheirTokens() throws HistoryException {
        final HyperNames names = SpotList.read(answer("{'universe':[{'tokens':[1,0],'name':'PURR/USDC','index':0},"
                + "{'tokens':[150,0],'name':'@107','index':107,'isCanonical':false},"
                + "{'tokens':[7,0],'name':'@3','index':3},{'tokens':[8,0],'name':'@4','index':4},"
                + "{'tokens':[99,0],'name':'@5','index':5},{'tokens':[0],'name':'@6'},"
                + "{'tokens':[150,360],'name':'@207','index':207}],"
                + "'tokens':[{'name':'USDC','index':0,'fullName':null},{'index':1,'name':'PURR'},{'name':'USDH','index':360},"
                + "{'name':'HYPE','index':150},{'name':'TWIN','index':7},{'name':'TWIN','index':8}]}"));
        assertThat(names.all()).containsExactly("PURR/USDC", "HYPE/USDC", "@3", "@4", "@5", "HYPE/USDH");
        assertThat(names.coin("HYPE/USDC")).contains("@107");
        assertThat(names.coin("@107")).contains("@107");
        assertThat(names.coin("PURR/USDC")).contains("PURR/USDC");
        assertThat(names.coin("@3")).contains("@3");
        assertThat(names.coin("TWIN/USDC")).isEmpty();
        assertThat(names.canonical("@107")).isEqualTo("HYPE/USDC");
        assertThat(names.canonical("hype/usdh")).isEqualTo("HYPE/USDH");
        assertThat(names.canonical("@9999")).isEqualTo("@9999");
    }

    @Test
    void shouldFindNamesInAnyCaseButTheExactOneFirst() {
        final Map<String, String> coins = new LinkedHashMap<>();
        List.of("kPEPE", "BTC", "Ab", "aB").forEach(coin -> coins.put(coin, coin));
        final HyperNames names = new HyperNames(coins);
        assertThat(names.canonical("KPEPE")).isEqualTo("kPEPE");
        assertThat(names.canonical("btc")).isEqualTo("BTC");
        assertThat(names.canonical("aB")).isEqualTo("aB");
        assertThat(names.canonical("AB")).as("two candidates").isEqualTo("AB");
        assertThat(HyperNames.NONE.canonical("btc")).isEqualTo("btc");
        assertThat(HyperNames.NONE.isEmpty()).isTrue();
        assertThat(names.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{'universe':7}", "{'universe':[{}]}", "{'universe':[{'name':'A'}", "null"})
    void shouldSayWhatIsWrongWithAList(final String body) {
        assertThatThrownBy(() -> PerpList.coins(answer(body)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("http://here/info");
        assertThatThrownBy(() -> SpotList.read(answer(body)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("http://here/info");
        if (!body.equals("[]")) {
            assertThatThrownBy(() -> PerpList.dexes(answer(body))).isInstanceOf(HistoryException.class);
        }
    }

    @Test
    void shouldReadRowsExactlyOrNotAtAll() throws HistoryException {
        final String row = "{'t':1790359200000,'T':1790362799999,'s':'BTC','i':'1h','o':'83766.0','c':'83931.0',"
                + "'h':'83952.0','l':'83766.0','v':'243.50048','n':1829}";
        final List<Candle> rows = CandleRowCells.read(answer("[" + row + "]")).rows();
        assertThat(rows).hasSize(1);
        final Candle candle = rows.get(0);
        assertThat(candle.openTimeMs).isEqualTo(1790359200000L);
        assertThat(candle.closeTimeMs).isEqualTo(1790362799999L);
        assertThat(List.of(candle.open, candle.high, candle.low, candle.close, candle.volume))
                .hasToString("[83766, 83952, 83766, 83931, 243.50048]");
        assertThat(candle.tradeCount).isEqualTo(1829);
        assertThat(candle.quoteVolume.isPresent()).isFalse();
        assertThatThrownBy(() -> CandleRowCells.read(answer("[" + row + "," + row + "]")))
                .hasMessageContaining("not after that of the row before");
        assertThatThrownBy(() -> CandleRowCells.read(answer("[" + row.replace("243.50048", "x") + "]")))
                .hasMessageContaining("volume");
        assertThat(CandleRowCells.read(answer("[]")).rows()).isEmpty();
    }

    @Test
    void shouldKnowWhatARequestCosts() {
        assertThat(HyperLimits.candlesWeight(1)).isEqualTo(21);
        assertThat(HyperLimits.candlesWeight(60)).isEqualTo(21);
        assertThat(HyperLimits.candlesWeight(61)).isEqualTo(22);
        assertThat(HyperLimits.candlesWeight(5_000)).isEqualTo(104);
    }
}
