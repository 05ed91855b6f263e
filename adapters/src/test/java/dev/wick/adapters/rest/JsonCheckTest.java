package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ]\r\n",
                "[0,-0,10,1.50,-1e5,1E+05,1.0e-9]",
                "[true,false,null,\"\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\",\"é币😀\u007f\"]",
                "{\"a\":{\"b\":[{},[[]]]},\"a\":1}"
            })
    void shouldTakeJson(final String json) {
        assertThat(fault(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1anto_multiplier\":\"10\"",
                "01",
                "-01",
                "1.",
                ".5",
                "-",
                "+1",
                "1e",
                "1e+",
                "1.e5",
                "--1",
                "1-2",
                "0x10",
                "NaN",
                "Infinity",
                "tru",
                "truest",
                "True",
                "nul",
                "'text'",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\tb\"",
                "\"a\nb\"",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1;2]",
                "{\"a\":1,}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{a:1}",
                "{1:1}",
                "{]",
                "[}",
                "[1",
                "\"",
                "",
                ",",
                "1,,",
                "/**/1",
                "1 //"
            })
    void shouldRefuseABrokenValueThatNobodyReads(final String broken) {
        assertThat(fault("[{\"name\":\"BTC_USDT\",\"unread\":" + broken + ",\"status\":\"trading\"},{}]"))
                .startsWith("the answer is not JSON at byte ");
    }

    @Test
    void shouldRefuseTheContractListThatFuzzingFound() {
        assertThat(
                        fault(
                                "[{\"name\":\"BTC_USDT\",\"order_size_min\":1anto_multiplier\":\"10\",\"status\":\"trading\"}]"))
                .isEqualTo(
                        "the answer is not JSON at byte 38 of 80, near: [{\"name\":\"BTC_USDT\",\"order_size_min\":1anto_"
                                + "multiplier\":\"10\",\"status\":\"trading\"}]");
    }

    @Test
    void shouldSayWhereItIsBroken() {
        assertThat(fault("[1,\"two\",[3,04]]"))
                .isEqualTo("the answer is not JSON at byte 12 of 16, near: [1,\"two\",[3,04]]");
        assertThat(fault("[" + "1,".repeat(1_000) + "x" + ",1".repeat(1_000) + "]"))
                .isEqualTo("the answer is not JSON at byte 2001 of 4003, near: " + "1,".repeat(20) + "x"
                        + ",1".repeat(19) + ",");
    }

    @Test
    void shouldTellACutAnswer() {
        assertThat(fault("[[1,2],[3,")).isEqualTo("the answer is cut off after 10 bytes");
        assertThat(fault("{\"a\"")).isEqualTo("the answer is cut off after 4 bytes");
    }

    @Test
    void shouldTellWhatIsNoAnswerAtAll() {
        assertThat(fault(" \r\n")).isEqualTo("the answer is empty");
        assertThat(fault("<html>")).isEqualTo("the answer is not JSON");
        assertThat(fault("\"text\"")).isEqualTo("the answer is not JSON");
        assertThat(fault("\ufeff{}")).isEqualTo("the answer is not JSON");
    }

    @Test
    void shouldRefuseMoreThanOneValue() {
        assertThat(fault("{} []"))
                .isEqualTo("the answer is JSON with more behind its end, at byte 3 of 5, near: {} []");
        assertThat(fault("[]]")).contains("more behind its end");
        assertThat(fault("[]\0")).contains("more behind its end");
    }

    @Test
    void shouldRefuseNestingThatAReaderHasNoStackFor() {
        assertThat(fault("[".repeat(64) + "]".repeat(64))).isNull();
        assertThat(fault("[".repeat(65) + "]".repeat(65))).isEqualTo("the answer nests deeper than 64 levels");
        assertThat(fault("{\"a\":".repeat(100_000))).isEqualTo("the answer nests deeper than 64 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00c3", "\u0080", "\u00e5\u00b8", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f8", "\u00ff"})
    void shouldRefuseTextThatIsNotUtf8(final String latin) {
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("[\"" + "é".repeat(2_000)).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes("\"]".getBytes(StandardCharsets.UTF_8));
        assertThat(JsonCheck.fault(body.toByteArray())).startsWith("the answer is not UTF-8 at byte 4002 of ");
    }

    @Property
    void shouldTakeAnyJson(@ForAll("json") final String json) {
        assertThat(fault(json)).isNull();
    }

    @Property(tries = 5_000)
    void shouldJudgeAMutationAsAnotherReaderDoes(
            @ForAll("json") final String json,
            @ForAll @IntRange(max = 1_000_000) final int at,
            @ForAll("bytes") final byte put) {
        final byte[] mutated = json.getBytes(StandardCharsets.UTF_8);
        mutated[at % mutated.length] = put;
        final boolean isJson = SlowJudge.isJson(mutated);
        Statistics.collect(isJson);
        Statistics.coverage(both -> {
            both.check(true).percentage(share -> share > 1);
            both.check(false).percentage(share -> share > 1);
        });
        assertThat(JsonCheck.fault(mutated) == null)
                .as(() -> JsonCheck.fault(mutated) + ": " + new String(mutated, StandardCharsets.UTF_8))
                .isEqualTo(isJson);
    }

    /** Mostly those that mean something. */
    @Provide
    static Arbitrary<Byte> bytes() {
        final Byte[] signs =
                "{}[]\",:\\ \t\n+-.eE0123ux/tfn".chars().mapToObj(c -> (byte) c).toArray(Byte[]::new);
        return Arbitraries.oneOf(Arbitraries.of(signs), Arbitraries.bytes());
    }

    @Provide
    static Arbitrary<String> json() {
        final Arbitrary<String> text = Arbitraries.of(
                        "a", "", "\\n", "\\u00e9", "\\\\", "\\\"", "é", "币", "😀", "{}[]:,", "1")
                .list()
                .ofMaxSize(4)
                .map(parts -> '"' + String.join("", parts) + '"');
        final Arbitrary<String> number =
                Arbitraries.of("0", "-0", "7", "-120", "0.5", "1.50", "1e5", "2E-07", "-3.0e+9");
        final Arbitrary<String> value = Arbitraries.lazyOf(
                () -> text, () -> number, () -> Arbitraries.of("true", "false", "null"), JsonCheckTest::json);
        final Arbitrary<String> comma = Arbitraries.of(",", " ,\n", ", ");
        final Arbitrary<String> array =
                comma.flatMap(c -> value.list().ofMaxSize(4).map(all -> "[" + String.join(c, all) + "]"));
        final Arbitrary<String> member = text.flatMap(name -> value.map(of -> name + ": " + of));
        final Arbitrary<String> object =
                comma.flatMap(c -> member.list().ofMaxSize(4).map(all -> "{ " + String.join(c, all) + "\t}"));
        return Arbitraries.oneOf(array, object);
    }

    private static String fault(final String json) {
        return JsonCheck.fault(json.getBytes(StandardCharsets.UTF_8));
    }
}
