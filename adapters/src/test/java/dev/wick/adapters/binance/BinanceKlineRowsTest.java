package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceKlineRowsTest {
    private static final String ROW = "[60000,\"2\",\"3.50\",\"1\",\"3\",\"10\",119999,\"25\",7,\"5\",\"12\",\"0\"]";

    private static List<Candle> read(final byte[] body, final boolean countsContracts) throws HistoryException {
        return BinanceKlineRows.read(new RestAnswer("http://x/klines", body, 1, 2, RestAnswer.NO_DATE), countsContracts)
                .rows();
    }

    private static List<Candle> read(final String body) throws HistoryException {
        return read(body.getBytes(StandardCharsets.UTF_8), false);
    }

    private static HistoryException failure(final String body) {
        return catchThrowableOfType(HistoryException.class, () -> read(body));
    }

    @Test
    void shouldPutEachVolumeInItsField() throws Exception {
        final Candle spot = read("[" + ROW + "]").get(0);
        assertThat(spot.volume.toBigDecimal()).isEqualTo("10");
        assertThat(spot.quoteVolume.toBigDecimal()).isEqualTo("25");
        assertThat(spot.contracts.isPresent()).isFalse();

        final Candle coinm =
                read(("[" + ROW + "]").getBytes(StandardCharsets.UTF_8), true).get(0);
        assertThat(coinm.contracts.toBigDecimal()).isEqualTo("10");
        assertThat(coinm.volume.toBigDecimal()).isEqualTo("25");
        assertThat(coinm.quoteVolume.isPresent()).isFalse();
    }

    @Test
    void shouldReadNoRows() throws Exception {
        assertThat(read("[]")).isEmpty();
        assertThat(read(" [ ] \n")).isEmpty();
    }

    @Test
    void shouldNotMindWhiteSpaceNumbersForTextFurtherFieldsOrTheirAbsence() throws Exception {
        final String odd = " [\n [ 60000 , 2 , 3.5 , 1e0 , \"3\" ,10, \"119999\"\t, 25.000 , 7 ] ,\r\n"
                + "[120000,\"2\",\"3\",\"1\",\"2\",\"0\",179999,\"0\",0,\"a\\\"]\",{\"b\":[1,\"}\"]},null,true,-1.5] ] ";
        final List<Candle> rows = read(odd);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).sameValues(read("[" + ROW + "]").get(0))).isTrue();
        assertThat(rows.get(0).closeTimeMs).isEqualTo(119_999);
        assertThat(rows.get(1).tradeCount).isZero();
        assertThat(rows.get(1).low.toBigDecimal()).isEqualTo(BigDecimal.ONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[60000,\"2\",\"3\",\"1\",\"3\",\"10\",119999,\"25\"]",
                "[]",
                "{}",
                "7",
                "null",
                "[\"x\",\"2\",\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[-60000,\"2\",\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[60000,\"NaN\",\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[60000,\"\",\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[60000,null,\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[60000,[2],\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[60000,\"2\",\"1e1000000000\",\"1\",\"3\",\"10\",119999,\"25\",7]",
                "[60000,\"2\",\"3\",\"1\",\"3\",\"10\",119999,\"25\",7.5]",
                "[60000,\"2\",\"3\",\"1\",\"3\",\"10\",99999999999999999999,\"25\",7]",
                "[60000 \"2\",\"3\",\"1\",\"3\",\"10\",119999,\"25\",7]",
            })
    void shouldNameABadRowAndUseNothingOfItsAnswer(final String bad) {
        final HistoryException failure = failure("[[1,\"2\",\"3\",\"1\",\"3\",\"10\",2,\"25\",7]," + bad + "]");
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("row 1").hasMessageContaining("http://x/klines");
    }

    @Test
    void shouldWantRowsInAscendingOrderAndEachOnce() {
        assertThat(failure("[" + ROW + "," + ROW + "]"))
                .hasMessageContaining("row 1")
                .hasMessageContaining("not after");
        assertThat(failure("[" + ROW + "," + ROW.replace("[60000", "[0") + "]")).hasMessageContaining("not after");
    }

    @Test
    void shouldNotTakeAnObjectOrATailForRows() {
        assertThat(failure("{\"code\":0}").kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        assertThat(failure("[" + ROW + "]]").kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        assertThat(failure("[" + ROW + ",]").kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
    }

    @Test
    void shouldRefuseAnAnswerCutAtAnyByte() {
        final byte[] whole = Recorded.bytes("coinm-klines.json");
        int end = whole.length;
        while (whole[end - 1] <= ' ') {
            end--;
        }
        for (int length = 0; length < end; length++) {
            final byte[] cut = Arrays.copyOf(whole, length);
            assertThat(catchThrowableOfType(HistoryException.class, () -> read(cut, true)))
                    .as("cut after %d bytes", length)
                    .isNotNull()
                    .extracting(HistoryException::kind)
                    .isEqualTo(HistoryException.Kind.BAD_ANSWER);
        }
    }
}
