package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateCandleRowsTest {
    private static final String UM =
            "[{'o':'83807.3','v':291170,'t':1790349960,'c':'83817.9','l':'83788.1','h':'83823',"
                    + "'sum':'2440050.23996'},{'o':'83821.4','v':'230651.5','t':1790350020,'c':'83765.6','l':'83763','h':'83830.1'}]";

    private static List<Candle> read(final GateMarket market, final String body, final Decimal multiplier)
            throws HistoryException {
        final byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        final RestAnswer answer = new RestAnswer("http://gate/candles", bytes, 1, 2, RestAnswer.NO_DATE);
        return GateCandleRows.read(answer, market, multiplier).rows();
    }

    private static Decimal multiplier() {
        final Decimal multiplier = new Decimal();
        multiplier.set(1, 4);
        return multiplier;
    }

    @Test
    void shouldReadSpotRowsWithTheirFlags() throws HistoryException {
        final List<Candle> rows = read(
                GateMarket.SPOT,
                "[['1790350200','507875.46163100','83766.1','83882.6','83746.3','83770.6','6.06078800','true'],"
                        + "['1790350260','532272.62128430','83781.7','83798.9','83740.4','83767.9','6.35429100','false']]",
                null);
        final Candle first = rows.get(0);
        assertThat(first.openTimeMs).isEqualTo(1_790_350_200_000L);
        assertThat(first.open).hasToString("83770.6");
        assertThat(first.high).hasToString("83882.6");
        assertThat(first.low).hasToString("83746.3");
        assertThat(first.close).hasToString("83766.1");
        assertThat(first.volume).hasToString("6.060788");
        assertThat(first.quoteVolume).hasToString("507875.461631");
        assertThat(first.contracts.isPresent()).isFalse();
        assertThat(rows).extracting(row -> row.closed).containsExactly(true, false);
    }

    @Test
    void shouldReadTheShorterSpotRowsOfEarlierYears() throws HistoryException {
        final List<Candle> rows = read(
                GateMarket.SPOT,
                "[['1685167200','129807.7','26718.4','26736.1','26718.4','26728.1','4.85'],"
                        + "['1685170800','657338.7','26746.2','26758.1','26709.2','26718.4']]",
                null);
        assertThat(rows).extracting(row -> row.volume.toString()).containsExactly("4.85", "absent");
        assertThat(rows).allMatch(row -> row.closed);
    }

    @Test
    void shouldReadContractsAsNumberAndAsText() throws HistoryException {
        final List<Candle> rows = read(GateMarket.UM, UM, multiplier());
        assertThat(rows).extracting(row -> row.contracts.toString()).containsExactly("291170", "230651.5");
        assertThat(rows).extracting(row -> row.volume.toString()).containsExactly("29.117", "23.06515");
        assertThat(rows).extracting(row -> row.quoteVolume.toString()).containsExactly("2440050.23996", "absent");
        assertThat(rows.get(1).openTimeMs).isEqualTo(1_790_350_020_000L);
        assertThat(rows.get(1).high).hasToString("83830.1");
        assertThat(read(GateMarket.UM, UM, null)).noneMatch(row -> row.volume.isPresent());
    }

    @Test
    void shouldCountContractsOfOneDollarOnCm() throws HistoryException {
        final List<Candle> rows = read(GateMarket.CM, UM, null);
        assertThat(rows).extracting(row -> row.quoteVolume.toString()).containsExactly("291170", "230651.5");
        assertThat(rows).extracting(row -> row.contracts.toString()).containsExactly("291170", "230651.5");
        assertThat(rows).noneMatch(row -> row.volume.isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[['1790350200','1','1','1','1']]",
                "[['soon','1','1','1','1','1','1','true']]",
                "[['99999999999999','1','1','1','1','1','1','true']]",
                "[['1790350200','1','1','x','1','1','1','true']]",
                "[['1790350200','1','1','1','1','1','1','maybe']]",
                "[['1790350260','1','1','1','1','1','1','true'],['1790350200','1','1','1','1','1','1','true']]",
                "{'label':'x'}",
                "[['1790350200','1'"
            })
    void shouldUseNothingOfAnAnswerOfWhichARowIsBad(final String body) {
        final HistoryException failure =
                catchThrowableOfType(HistoryException.class, () -> read(GateMarket.SPOT, body, null));
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("http://gate/candles");
    }
}
