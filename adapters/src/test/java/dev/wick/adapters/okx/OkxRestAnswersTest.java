package dev.wick.adapters.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.Refusal;
import dev.wick.adapters.rest.RestAnswer;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkxRestAnswersTest {
    private static final String CANDLES = recorded("candles-swap-1m");
    private static final OkxRestDialect DIALECT = new OkxRestDialect();

    private static String recorded(final String name) {
        return new String(Frames.resource("rest/" + name + ".json"), StandardCharsets.UTF_8);
    }

    private static RestAnswer answer(final String body) {
        return new RestAnswer("http://okx/x", body.getBytes(StandardCharsets.UTF_8), 1, 2, RestAnswer.NO_DATE);
    }

    private static List<Candle> rows(final OkxMarket market, final String body) throws HistoryException {
        return OkxCandleAnswer.read(market, answer(body)).rows();
    }

    @Test
    void shouldReadRecordedRowsByOpenTime() throws HistoryException {
        final List<Candle> rows = rows(OkxMarket.SWAP, CANDLES);
        assertThat(rows).extracting(row -> row.openTimeMs).containsExactly(1_747_093_980_000L, 1_747_094_040_000L);
        assertThat(rows).allMatch(row -> row.closed);
        assertThat(rows.get(0).contracts).hasToString("7164.04");
        assertThat(rows.get(0).volume).hasToString("71.6404");
        assertThat(rows.get(0).quoteVolume).hasToString("7364701.57952");
        assertThat(rows.get(1).close).hasToString("102820.4");
    }

    @Test
    void shouldReadSpotRowsInWhateverOrderAndCountUnconfirmedOnesAsForming() throws HistoryException {
        final List<Candle> ascending = rows(OkxMarket.SPOT, recorded("candles-spot-1m"));
        assertThat(ascending).extracting(row -> row.openTimeMs).isSorted();
        assertThat(ascending).noneMatch(row -> row.closed);
        final List<Candle> hours = rows(OkxMarket.SPOT, recorded("candles-spot-1H"));
        assertThat(hours).hasSize(4).allMatch(row -> row.closed);
        assertThat(hours.get(0).volume).hasToString("942.87870026");
        assertThat(hours.get(0).quoteVolume).hasToString("40743115.773175484");
        assertThat(rows(OkxMarket.SPOT, "{\"code\":\"0\",\"msg\":\"\",\"data\":[]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"102806\" | \"x\" | row 1",
                "\"102806\" | null | row 1",
                ",\"1\"]] | ]] | row 1",
                "\"data\" | \"rows\" | no list",
                "]]} | ]] | broken",
                "\"1747094040000\" | \"1747093980000\" | two rows open at 1747093980000"
            })
    void shouldUseNothingOfAnAnswerThatCannotBeRead(final String usual, final String other, final String words) {
        assertThat(CANDLES).contains(usual);
        final HistoryException failure =
                catchThrowableOfType(HistoryException.class, () -> rows(OkxMarket.SWAP, CANDLES.replace(usual, other)));
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining(words).hasMessageContaining("http://okx/x");
    }

    @Test
    void shouldNeverReadHalfAnAnswer() {
        final byte[] body = CANDLES.strip().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < body.length; cut++) {
            final String half = new String(Arrays.copyOf(body, cut), StandardCharsets.UTF_8);
            assertThat(catchThrowableOfType(HistoryException.class, () -> rows(OkxMarket.SWAP, half)))
                    .as(half)
                    .isNotNull();
        }
    }

    @Test
    void shouldListRecordedInstrumentsThatTrade() throws HistoryException {
        assertThat(OkxInstruments.trading(answer(recorded("instruments-swap-inverse"))))
                .containsExactly("BTC-USD-SWAP");
        assertThat(OkxInstruments.trading(answer(recorded("instruments-swap-inverse-futures"))))
                .containsExactly("BTC-USD_UM-261030", "BTC-USD-261030");
        assertThat(OkxInstruments.trading(answer(recorded("instruments-swap"))))
                .contains("BTC-USD-SWAP", "ETH-USDT-SWAP");
        assertThat(OkxInstruments.trading(answer(recorded("instruments-spot"))))
                .containsExactly("BTC-USDT", "ETH-USDT", "OKB-USDT");
    }

    @ParameterizedTest
    @CsvSource({"live,true", "post_only,true", "suspend,false", "preopen,false", "expired,false", "novel,false"})
    void shouldListWhatIsLiveOrPostOnly(final String state, final boolean listed) throws HistoryException {
        final String body = "{\"code\":\"0\",\"data\":[{\"new\":[1,{}],\"state\":\"" + state
                + "\",\"instId\":\"A-B\"},{\"instId\":\"C-D\",\"state\":\"live\"}],\"msg\":\"\"}";
        assertThat(OkxInstruments.trading(answer(body)).contains("A-B")).isEqualTo(listed);
        assertThat(OkxInstruments.trading(answer(body))).contains("C-D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":{}}",
                "{\"data\":[{\"instId\":\"A-B\"}]}",
                "{\"data\":[{\"instId\":\"A-B\",\"state\":\"live\"}]",
                "{\"data\":[]} x"
            })
    void shouldRefuseAListThatIsNone(final String body) {
        final HistoryException failure =
                catchThrowableOfType(HistoryException.class, () -> OkxInstruments.trading(answer(body)));
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"50011,true", "50013,true", "51001,false", "50001,false"})
    void shouldSeeANoInAGoodStatus(final String code, final boolean wantsSilence) {
        final Refusal refusal = DIALECT.refusal(
                ("{\"code\":\"" + code + "\",\"data\":[],\"msg\":\"No.\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.words()).isEqualTo(code + " No.");
        assertThat(refusal.silenceMs() > 0).isEqualTo(wantsSilence);
        assertThat(DIALECT.refusal(CANDLES.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"429,5000", "403,600000", "400,0", "500,0", "503,0"})
    void shouldKeepSilentAfterSomeStatuses(final int status, final long silenceMs) {
        final HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        assertThat(DIALECT.silenceMs(status, none, new byte[0])).isEqualTo(silenceMs);
        assertThat(DIALECT.usedWeight(none)).isEqualTo(-1);
    }
}
