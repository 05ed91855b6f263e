package dev.wick.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongReaderTest {
    @Test
    void shouldReadUpToTheLastLong() {
        assertThat(read("0")).isZero();
        assertThat(read("-1")).isEqualTo(-1);
        assertThat(read("0000000000000000000000012")).isEqualTo(12);
        assertThat(read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(read("-9223372036854775807")).isEqualTo(-Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "1.0",
                "1e3",
                " 1",
                "1 ",
                "--1",
                "x",
                "9223372036854775808",
                "-9223372036854775808",
                "92233720368547758070",
                "99999999999999999999999999"
            })
    void shouldRejectWhatIsNoWholeNumberOrTooLong(final String text) {
        assertThat(read(text)).isEqualTo(LongReader.GARBAGE);
    }

    @Property(tries = 500)
    void shouldReadEveryLong(@ForAll final long value) {
        assertThat(read(Long.toString(value))).isEqualTo(value);
    }

    private static long read(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return LongReader.read(bytes, 0, bytes.length);
    }
}
