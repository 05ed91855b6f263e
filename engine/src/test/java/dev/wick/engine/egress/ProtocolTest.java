package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
    private final Protocol protocol = new Protocol(3);

    @Test
    void shouldReadTheSimpleForm() {
        final Request.Subscribe request = (Request.Subscribe)
                protocol.parse(
                        "{\"exchange\":\"binance\",\"contract_type\":\"um\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"],\"limit\":7}");
        assertThat(request.simple()).isTrue();
        assertThat(request.contractType()).isEqualTo("um");
        assertThat(request.symbols()).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(request.delivery().limit()).isEqualTo(7);
        assertThat(request.interval()).isEqualTo(Interval.M1);
    }

    @Test
    void shouldTakeTheDefaultContractTypeAndNoLimit() {
        final Request.Subscribe request =
                (Request.Subscribe) protocol.parse("{\"exchange\":\"Binance\",\"symbols\":[\"BTCUSDT\"]}");
        assertThat(request.contractType()).isNull();
        assertThat(request.delivery().limit()).isZero();
    }

    @Test
    void shouldReadTheFullFormAndKeepTheIdAsItWasWritten() {
        final Request.Subscribe request = (Request.Subscribe)
                protocol.parse(" { \"op\" : \"subscribe\", \"id\" : \"a\\u0062\", \"exchange\":\"binance\","
                        + "\"symbols\":[\"\\u0042TCUSDT\",\"BTCUSDT\"],\"interval\":\"1M\",\"closed_only\":true} ");
        assertThat(request.simple()).isFalse();
        assertThat(request.idJson()).isEqualTo("\"a\\u0062\"");
        assertThat(request.symbols()).containsExactly("BTCUSDT");
        assertThat(request.interval()).isEqualTo(Interval.MONTH1);
        assertThat(request.delivery().closedOnly()).isTrue();
        assertThat(((Request.Ping) protocol.parse("{\"op\":\"ping\",\"id\":-1.5e3}")).idJson())
                .isEqualTo("-1.5e3");
        assertThat(protocol.parse("{\"op\":\"list\"}")).isInstanceOf(Request.Subscriptions.class);
        assertThat(protocol.parse("{\"op\":\"unsubscribe\",\"exchange\":\"binance\",\"symbols\":[\"X\"]}"))
                .isInstanceOf(Request.Unsubscribe.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\":\"ping\"}\0",
                "{\"op\":\"ping\"}\0{\"op\":\"list\"}",
                "{\"op\":\"\\u\uFF10\uFF10\uFF17\uFF10ing\"}"
            })
    void shouldTakeNeitherANulForTheEndNorOtherScriptsDigitsForHexadecimalOnes(final String text) {
        assertThat(new Protocol(3).parse(text))
                .isInstanceOfSatisfying(
                        Request.Unusable.class,
                        request -> assertThat(request.error().errorType()).isEqualTo("bad_json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            hello                                                              | bad_json              | begins with {
            {"exchange":"binance"                                              | bad_json              | expected , or }
            {"exchange":"binance","symbols":["BTCUSDT"]} x                     | bad_json              | more after the end
            {"a":1,"a":2}                                                      | bad_json              | comes twice
            {}                                                                 | bad_field             | "exchange" is missing
            {"exchange":"binanse","symbols":["X"]}                             | unknown_exchange      | did you mean "binance"?
            {"exchange":5,"symbols":["X"]}                                     | bad_field             | must be a string
            {"exchange":"binance","contract_type":"spt","symbols":["X"]}       | unknown_contract_type | did you mean "spot"?
            {"exchange":"binance","contract_type":"moon","symbols":["X"]}      | unknown_contract_type | spot, usdm, um
            {"exchange":"binance","symbols":[]}                                | no_symbols            | at least one
            {"exchange":"binance","symbols":"BTCUSDT"}                         | bad_field             | must be an array
            {"exchange":"binance","symbols":[1]}                               | bad_field             | not a string
            {"exchange":"binance","symbols":[""]}                              | bad_field             | 1 to 64
            {"exchange":"binance","symbols":["*"]}                             | unsupported           | full form
            {"op":"subscribe","exchange":"binance","symbols":["*","BTCUSDT"]}  | bad_field             | stands alone
            {"op":"history","exchange":"binance","symbol":"*","from":0}        | bad_field             | "symbol"
            {"op":"history","exchange":"binance","from":0}                     | bad_field             | "symbol" is missing
            {"op":"history","exchange":"binance","symbol":"X"}                 | bad_field             | "from" is missing
            {"op":"history","exchange":"binance","symbol":"X","from":7}        | bad_range             | 0 and 60000
            {"op":"history","exchange":"binance","symbol":"X","from":60000,"to":0}           | bad_range | before
            {"op":"history","exchange":"binance","symbol":"X","from":"x"}                    | bad_field | open time
            {"op":"history","exchange":"binance","symbol":"X","from":0,"limit":1001}         | bad_field | 1 to 1000
            {"op":"history","exchange":"binance","symbol":"X","from":0,"limit":0}            | bad_field | 1 to 1000
            {"op":"history","exchange":"binance","symbols":["X"],"from":0}     | unknown_field         | did you mean "symbol"?
            {"exchange":"binance","symbols":["A","B","C","D"]}                 | too_many_symbols      | at most 3
            {"exchange":"binance","symbols":["X"],"limit":-1}                  | bad_field             | "limit"
            {"exchange":"binance","symbols":["X"],"limit":1.5}                 | bad_field             | "limit"
            {"exchange":"binance","symbols":["X"],"limit":1e9}                 | bad_field             | "limit"
            {"exchange":"binance","symbols":["X"],"limt":1}                    | unknown_field         | did you mean "limit"?
            {"op":"subscribe","exchange":"binance","symbols":["X"],"interval":"7m"}  | unknown_interval | did you mean
            {"op":"subscribe","exchange":"binance","symbols":["X"],"closed_only":1}  | bad_field     | true or false
            {"op":"subscribe","exchange":"binance","symbols":["X"],"since":1}        | bad_since     | "since"
            {"op":"subscribe","exchange":"binance","symbols":["X"],"snapshot":-1}    | bad_field     | "snapshot"
            {"op":"subscribe","exchange":"binance","symbols":["X"],"on_slow":"drop"} | unknown_on_slow | conflate, disconnect
            {"op":"subscribe","exchange":"binance","symbols":["X"],"timestamps":1}   | bad_field     | true or false
            {"op":"subscribe","exchange":"binance","symbols":["X"],"events":true}    | unknown_field | "events"
            {"exchange":"binance","symbols":["X"],"events":"yes"}                    | bad_field     | true or false
            {"exchange":"binance","symbols":["X"],"timestamps":true}                 | unknown_field | "timestamps"
            {"op":"subscrib"}                                                  | unknown_op            | did you mean "subscribe"?
            {"op":null}                                                        | bad_field             | must be a string
            {"op":"ping","id":[1]}                                             | bad_field             | "id"
            {"op":"ping","exchange":"binance"}                                 | unknown_field         | Allowed here: op, id
            """)
    void shouldSayWhatIsWrongAndWhatWouldBeRight(final String message, final String errorType, final String words) {
        final Request.Unusable request = (Request.Unusable) protocol.parse(message);
        assertThat(request.error().errorType()).isEqualTo(errorType);
        assertThat(request.error().message()).contains(words);
        assertThat(request.simple()).isEqualTo(!message.contains("\"op\""));
    }

    @Test
    void shouldRepeatTheIdAndWhatIsKnownInAnError() throws Exception {
        final Request.Unusable request = (Request.Unusable)
                protocol.parse("{\"op\":\"subscribe\",\"id\":9,\"exchange\":\"binance\",\"contract_type\":\"um\","
                        + "\"symbols\":[\"X\"],\"interval\":\"9w\"}");
        final byte[] frame = request.error().frame(request.idJson());
        final String text = new String(frame, 4, frame.length - 4, StandardCharsets.UTF_8);
        assertThat(JsonIn.object(text).keySet())
                .containsExactly("type", "id", "message", "system_message", "exchange", "contract_type", "symbols");
        assertThat(JsonIn.object(text).get("contract_type").value()).isEqualTo("usdm");
        assertThat(JsonIn.object(text).get("symbols").value()).isEqualTo(List.of("X"));
        assertThat(JsonIn.object(text).get("id").raw()).isEqualTo("9");
    }

    @Test
    void shouldRefuseDeepNestingInsteadOfOverflowingTheStack() {
        final Request.Unusable request =
                (Request.Unusable) protocol.parse("{\"symbols\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(request.error().message()).contains("nested deeper");
    }

    @Property(tries = 1000)
    void shouldAnswerWhateverComes(@ForAll final String text) {
        assertThat(protocol.parse(text)).isInstanceOf(Request.Unusable.class);
        assertThat(protocol.parse("{\"op\":" + text)).isInstanceOf(Request.class);
    }

    @Property(tries = 500)
    void shouldReadBackEveryStringThatItWrites(@ForAll final String text) throws Exception {
        assertThat(JsonIn.object("{\"a\":" + JsonOut.quoted(text) + "}")
                        .get("a")
                        .value())
                .isEqualTo(text);
    }
}
