package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RowReader.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Shapes of rows that Binance does not send; its own tests show the rest. */
class RowReaderTest {
    private static RestAnswer answer(final String text) {
        return new RestAnswer(
                "http://x", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 1, 2, RestAnswer.NO_DATE);
    }

    private static void array(final int index, final Cell cell, final Candle into) throws IOException {
        switch (index) {
            case 0 -> into.openTimeMs = cell.whole("open time");
            case 1 -> prices(cell, into);
            case 2 -> into.closed = cell.is("1");
            default -> {
                if (!cell.isAbsent()) {
                    cell.decimal("volume", into.volume);
                }
            }
        }
    }

    private static void object(final String name, final Cell cell, final Candle into) throws IOException {
        switch (name) {
            case "t" -> into.openTimeMs = 1_000 * cell.whole("open time");
            case "p" -> prices(cell, into);
            default -> {
                // The exchange adds fields as it likes.
            }
        }
    }

    private static void prices(final Cell cell, final Candle into) throws IOException {
        cell.decimal("open", into.open);
        cell.decimal("high", into.high);
        cell.decimal("low", into.low);
        cell.decimal("close", into.close);
    }

    private static CandleRows arrays(final String text, final String... path) throws HistoryException {
        return RowReader.ofArrays(answer(text), 3, RowReaderTest::array).read(Order.NEWEST_FIRST, path);
    }

    private static CandleRows objects(final String text) throws HistoryException {
        return RowReader.ofObjects(answer(text), 2, RowReaderTest::object).read(Order.OLDEST_FIRST);
    }

    @Test
    void shouldTurnRowsThatComeNewestFirstAndCarryTheExchangesFlag() throws Exception {
        final CandleRows read =
                arrays("{'code':'0','data':[['2000','1.5','0',''],['1000','1.25','1','7.5']],'msg':''}", "data");
        assertThat(read.rows()).extracting(row -> row.openTimeMs).containsExactly(1_000L, 2_000L);
        assertThat(read.rows()).extracting(row -> row.closed).containsExactly(true, false);
        assertThat(read.rows().get(0).volume).hasToString("7.5");
        assertThat(read.rows().get(1).volume.isPresent()).isFalse();
    }

    @Test
    void shouldFindRowsDeepInside() throws Exception {
        final String text = "{'retCode':0,'result':{'symbol':'X','list':[['1',2,1]]},'list':7}";
        assertThat(arrays(text, "result", "list").rows()).hasSize(1);
        assertThat(arrays("{'result':{'list':[]}}", "result", "list").rows()).isEmpty();
    }

    @Test
    void shouldReadObjects() throws Exception {
        final CandleRows read = objects("[{'t':1,'p':'2.50','more':{'t':[9]}},{'p':3,'t':'2'}]");
        assertThat(read.rows()).extracting(row -> row.openTimeMs).containsExactly(1_000L, 2_000L);
        assertThat(read.rows()).allMatch(row -> row.closed);
        assertThat(read.rows().get(0).close).hasToString("2.5");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(bad(() -> arrays("{'code':1}", "data"))).hasMessageContaining("there is no data in it");
        assertThat(bad(() -> arrays("[[1,2,1]]", "data"))).hasMessageContaining("http://x");
        assertThat(bad(() -> objects("[{'t':1,'x':2}]")))
                .hasMessageContaining("row 0")
                .hasMessageContaining("prices");
        assertThat(bad(() -> objects("[{'p':1,'x':2}]"))).hasMessageContaining("no open time");
        assertThat(bad(() -> objects("[{'p':1}]"))).hasMessageContaining("at least 2");
        assertThat(bad(() -> objects("[[1,2]]"))).hasMessageContaining("row 0");
        assertThat(bad(() -> arrays("[[1,2,1],[2,2,1]]"))).hasMessageContaining("not before that of the row before");
    }

    private static HistoryException bad(final org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        final HistoryException failure = catchThrowableOfType(HistoryException.class, reading);
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.BAD_ANSWER);
        return failure;
    }

    @Test
    void shouldFindOneFieldOfABody() {
        final String body = "{ \"a\" : {\"code\":1}, \"code\" : 10006 , \"msg\":\"Too \\\"many\\\"\",\"n\":null}";
        assertThat(field(body, "code")).isEqualTo("10006");
        assertThat(field(body, "msg")).isEqualTo("Too \"many\"");
        assertThat(field(body, "n")).isEqualTo("null");
        assertThat(field(body, "x")).isNull();
        assertThat(field("{\"code\":0}", "code")).isEqualTo("0");
        assertThat(field("{}", "code")).isNull();
        assertThat(field("[1]", "code")).isNull();
        assertThat(field("{\"a\":", "code")).isNull();
        assertThat(field("", "code")).isNull();
    }

    private static String field(final String body, final String name) {
        return RestJson.field(body.getBytes(StandardCharsets.UTF_8), name);
    }
}
