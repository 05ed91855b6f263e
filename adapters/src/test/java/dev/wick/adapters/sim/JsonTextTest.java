package dev.wick.adapters.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    void shouldReadEveryKindOfValue() throws JsonText.Malformed {
        assertThat(JsonText.read(" {\"a\":[1,-2.5e3,\"x\\n\\u5e01\\\"\",true,false,null],\"b\":{}} "))
                .isEqualTo(Map.of(
                        "a",
                        List.of(
                                new JsonText.NumberText("1"),
                                new JsonText.NumberText("-2.5e3"),
                                "x\n币\"",
                                true,
                                false,
                                JsonText.NULL),
                        "b",
                        Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "{", "{\"a\"}", "[1,]", "{\"a\":1,}", "\"a", "01", "nul", "1 2", "\"\\u12\"", "\"\\x\""
            })
    void shouldSayWhereItStumbled(final String text) {
        assertThatThrownBy(() -> JsonText.read(text))
                .isInstanceOf(JsonText.Malformed.class)
                .hasMessageContaining("at line 1 column");
    }

    @Property
    void shouldNeverFailInAnotherWay(
            @ForAll @StringLength(max = 12) @CharRange(from = ' ', to = '~') final String text) {
        for (final String around : List.of("%s", "{\"a\":%s", "[%s]", "\"%s\"")) {
            try {
                JsonText.read(around.replace("%s", text));
            } catch (final JsonText.Malformed e) {
                assertThat(e).hasMessageContaining("column");
            }
        }
    }

    @Test
    void shouldNotOverflowOnDeepNesting() {
        assertThatThrownBy(() -> JsonText.read("[".repeat(100_000))).isInstanceOf(JsonText.Malformed.class);
    }
}
