package dev.wick.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.text.JsonCursor.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
    private final JsonCursor cursor = new JsonCursor();

    @Test
    void shouldWalkAnObjectMemberByMember() {
        reset(
                " { \"a\" : 1 ,\n\t\"bc\":\"x\",\"d\":true,\"e\":false,\"f\":null,\"g\":{\"h\":[1,{}]},\"i\":-1.5e-3 }\r\n");
        assertThat(cursor.beginObject()).isTrue();
        assertThat(members())
                .containsExactly(
                        "a=NUMBER 1",
                        "bc=STRING x",
                        "d=TRUE true",
                        "e=FALSE false",
                        "f=NULL null",
                        "g=OBJECT",
                        "i=NUMBER -1.5e-3");
        assertThat(cursor.finish()).isTrue();
    }

    @Test
    void shouldWalkAnArray() {
        reset("[1,\"two\",[],[[3]],{}]");
        assertThat(cursor.beginArray()).isTrue();
        final List<Kind> kinds = new ArrayList<>();
        while (cursor.nextElement()) {
            kinds.add(cursor.readValue());
        }
        assertThat(kinds).containsExactly(Kind.NUMBER, Kind.STRING, Kind.ARRAY, Kind.ARRAY, Kind.OBJECT);
        assertThat(cursor.finish()).isTrue();
    }

    @Test
    void shouldResolveEscapesInKeysAndValues() {
        reset("{\"\\u0061\\n\":\"\\\"\\\\\\/\\b\\f\\r\\t\\u00e9\\u5e01\\ud83d\\ude00\\ud83dx\\u0000\"}");
        cursor.beginObject();
        assertThat(cursor.nextKey()).isTrue();
        assertThat(text()).isEqualTo("a\n");
        assertThat(cursor.isVerbatim()).isFalse();
        assertThat(cursor.readValue()).isEqualTo(Kind.STRING);
        assertThat(text()).isEqualTo("\"\\/\b\f\r\té币😀\ufffdx\u0000");
        assertThat(cursor.nextKey()).isFalse();
        assertThat(cursor.finish()).isTrue();
    }

    @Test
    void shouldResolveEscapesInStringsLongerThanItsBuffer() {
        reset("\"" + "\\n".repeat(5000) + "\"");
        assertThat(cursor.readValue()).isEqualTo(Kind.STRING);
        assertThat(text()).isEqualTo("\n".repeat(5000));
    }

    @Test
    void shouldReadKeysOfEveryLengthWhereverTheTextEnds() {
        for (int length = 0; length < 12; length++) {
            final String key = "abcdefghijkl".substring(0, length);
            for (final String value : new String[] {"1", "\"x\"", "true", "[1,2,3,4,5,6]"}) {
                final String text = "{\"first\":0,\"" + key + "\":" + value + "}";
                reset(text);
                cursor.beginObject();
                assertThat(cursor.nextKey()).isTrue();
                cursor.skip();
                assertThat(cursor.nextKey()).as(text).isTrue();
                assertThat(cursor.length()).as(text).isEqualTo(length);
                assertThat(cursor.is(bytes(key))).as(text).isTrue();
                assertThat(cursor.firstByte()).as(text).isEqualTo(length == 0 ? -1 : 'a');
                assertThat(cursor.skip()).as(text).isTrue();
                assertThat(cursor.nextKey()).as(text).isFalse();
                assertThat(cursor.finish()).as(text).isTrue();
            }
        }
    }

    @Test
    void shouldCompareKeysAsBytes() {
        reset("{\"k\":1,\"data\":2}");
        cursor.beginObject();
        cursor.nextKey();
        assertThat(cursor.onlyByte()).isEqualTo('k');
        assertThat(cursor.is(bytes("k"))).isTrue();
        assertThat(cursor.is(bytes("K"))).isFalse();
        cursor.skip();
        cursor.nextKey();
        assertThat(cursor.onlyByte()).isEqualTo(-1);
        assertThat(cursor.is(bytes("data"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "}",
                "]",
                "{]",
                "[}",
                "{\"a\":[1}]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,,\"b\":2}",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "\"\\n\n\"",
                "tru",
                "truE",
                "nul",
                "falsey",
                "NaN",
                "Infinity",
                "pong",
                "{}{}",
                "{} x",
                "1 1",
                "<html></html>",
                "'a'",
                "+1",
                ".5",
                "\u0000"
            })
    void shouldFailOnWhatIsNotJson(final String text) {
        reset(text);
        cursor.skip();
        assertThat(cursor.finish()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "\"\\n\n\"",
                "\"\\n\u001f\"",
                "\"12345678\u001f\"",
                "\"\\ud83d\\u12\"",
                "\"\\ud83d\\x\"",
                "\"\\n"
            })
    void shouldCallABadStringAnErrorAtOnce(final String text) {
        reset(text);
        assertThat(cursor.readValue()).isEqualTo(Kind.ERROR);
        assertThat(cursor.failed()).isTrue();
    }

    @Test
    void shouldNotReadOnBehindTheEndOfTheText() {
        final byte[] whole = bytes("\"\\u00e9\\ud83d\\ude00\\n plain and long\\t \"");
        for (int length = 0; length < whole.length; length++) {
            cursor.reset(whole, 0, length);
            assertThat(cursor.readValue()).as("%d bytes", length).isEqualTo(Kind.ERROR);
            assertThat(cursor.failed()).isTrue();
        }
        cursor.reset(whole, 0, whole.length);
        assertThat(cursor.readValue()).isEqualTo(Kind.STRING);
        assertThat(text()).isEqualTo("é😀\n plain and long\t ");
    }

    @Test
    void shouldEncodeEveryLengthOfCodePointAtItsLimits() {
        reset("\"\\u007f\\u0080\\u07ff\\u0800\\uffff\\ud800\\udc00\\udbff\\udfff\\udc00\\ud800\"");
        assertThat(cursor.readValue()).isEqualTo(Kind.STRING);
        assertThat(text())
                .isEqualTo("\u007f\u0080\u07ff\u0800\uffff" + Character.toString(0x10000) + Character.toString(0x10FFFF)
                        + "\ufffd\ufffd");
    }

    @Test
    void shouldStayFailed() {
        reset("{\"a\":tru,\"b\":1}");
        cursor.beginObject();
        cursor.nextKey();
        assertThat(cursor.readValue()).isEqualTo(Kind.ERROR);
        assertThat(cursor.failed()).isTrue();
        assertThat(cursor.nextKey()).isFalse();
        assertThat(cursor.nextElement()).isFalse();
        assertThat(cursor.beginObject()).isFalse();
        assertThat(cursor.peek()).isEqualTo(Kind.ERROR);
        assertThat(cursor.finish()).isFalse();
        reset("{}");
        assertThat(cursor.skip()).isTrue();
        assertThat(cursor.finish()).isTrue();
    }

    @Test
    void shouldSkipSixtyFourLevelsAndRefuseMore() {
        reset("[{\"a\":".repeat(32) + "1" + "}]".repeat(32));
        assertThat(cursor.skip()).isTrue();
        assertThat(cursor.finish()).isTrue();
        reset("[".repeat(65) + "]".repeat(65));
        assertThat(cursor.skip()).isFalse();
        reset("[".repeat(1_000_000));
        assertThat(cursor.skip()).isFalse();
    }

    @Test
    void shouldNotLookBeyondItsRange() {
        final byte[] bytes = bytes("[1]]");
        cursor.reset(bytes, 0, 3);
        assertThat(cursor.skip()).isTrue();
        assertThat(cursor.finish()).isTrue();
        cursor.reset(bytes, 0, 2);
        cursor.skip();
        assertThat(cursor.finish()).isFalse();
    }

    @Property(tries = 300)
    void shouldAcceptWhatIsWholeAndNothingThatIsCut(@ForAll("documents") final String text) {
        final byte[] bytes = bytes(text);
        cursor.reset(bytes, 0, bytes.length);
        assertThat(cursor.skip()).isTrue();
        assertThat(cursor.finish()).isTrue();
        for (int cut = 0; cut < bytes.length; cut++) {
            cursor.reset(bytes, 0, cut);
            cursor.skip();
            assertThat(cursor.finish())
                    .as(text.substring(0, Math.min(cut, text.length())))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void shouldSurviveAnyBytes(@ForAll("documents") final String text, @ForAll final long seed) {
        final byte[] bytes = bytes(text);
        final Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            cursor.reset(bytes, 0, bytes.length);
            cursor.skip();
            cursor.finish();
        }
    }

    @Provide
    Arbitrary<String> documents() {
        final Arbitrary<String> scalars = Arbitraries.oneOf(
                Arbitraries.of(
                        "true", "false", "null", "0", "-1.5", "1e-7", "\"\"", "\"\\\"\"", "\"\\u00e9\"", "\"币\""),
                Arbitraries.strings().alpha().ofMaxLength(5).map(s -> "\"" + s + "\""));
        final Arbitrary<String> blanks = Arbitraries.of("", "", " ", "\n", "\t ");
        final Arbitrary<String> values = Arbitraries.lazyOf(
                () -> Combinators.combine(blanks, scalars, blanks).as((a, s, b) -> a + s + b),
                () -> scalars,
                () -> nested(blanks).map(list -> "[" + String.join(",", list) + "]"),
                () -> nested(blanks)
                        .map(list -> "{"
                                + String.join(
                                        ",",
                                        list.stream().map(v -> "\"k\" :" + v).toList()) + "}"));
        return values.map(v -> "{\"root\":" + v + "}");
    }

    private Arbitrary<List<String>> nested(final Arbitrary<String> blanks) {
        return Combinators.combine(documents(), blanks)
                .as((v, b) -> b + v + b)
                .list()
                .ofMaxSize(2);
    }

    private List<String> members() {
        final List<String> members = new ArrayList<>();
        while (cursor.nextKey()) {
            final String key = text();
            final Kind kind = cursor.readValue();
            members.add(key + "=" + kind + (kind == Kind.OBJECT ? "" : " " + text()));
        }
        return members;
    }

    private void reset(final String text) {
        final byte[] bytes = bytes(text);
        cursor.reset(bytes, 0, bytes.length);
    }

    private String text() {
        return new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldCompareWithWordsAsWithBytes() {
        final String[] words = {"t", "open", "turnover", "timestamp", "0123456789abcdef"};
        for (final String key : new String[] {
            "t",
            "T",
            "open",
            "oPen",
            "opens",
            "turnover",
            "turnoveR",
            "timestamp",
            "timestamq",
            "0123456789abcdef",
            "",
            "\\u006fpen",
            "0123456789abcdeF",
            "0123456789abcdefg"
        }) {
            // At the end of the array, and in front of bytes that would go on as a longer word does.
            for (final String behind : new String[] {"", "stampover89abcdef"}) {
                final byte[] text = ("\"" + key + "\"" + behind).getBytes(StandardCharsets.UTF_8);
                final JsonCursor cursor = new JsonCursor();
                cursor.reset(text, 0, key.length() + 2);
                cursor.readValue();
                for (final String word : words) {
                    assertThat(cursor.is(OrderedScan.Words.of(word)))
                            .as("%s is %s", key, word)
                            .isEqualTo(cursor.is(word.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    @Test
    void shouldFindTheEndOfEveryNumber() {
        for (int digits = 1; digits < 40; digits++) {
            for (final String tail : new String[] {"", ".5", "e7", "-", "E+1.2e"}) {
                final String number = "1234567890".repeat(4).substring(0, digits) + tail;
                final byte[] text = (number + ",99999999999").getBytes(StandardCharsets.UTF_8);
                for (final int length : new int[] {number.length(), number.length() + 1}) {
                    final JsonCursor cursor = new JsonCursor();
                    cursor.reset(text, 0, length);
                    assertThat(cursor.readValue()).isEqualTo(JsonCursor.Kind.NUMBER);
                    assertThat(cursor.length()).as(number).isEqualTo(number.length());
                }
            }
        }
    }
}
