package dev.wick.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongReaderTest {
    private static final long SEED = 6;
    private static final int TRIES = 200_000;

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

    @Test
    void shouldReadTheSameWhereverItStands() {
        final Random random = new Random(SEED);
        for (int i = 0; i < TRIES; i++) {
            final byte[] text = new byte[random.nextInt(20)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) (random.nextInt(40) == 0 ? random.nextInt(256) : '0' + random.nextInt(10));
            }
            if (text.length > 0 && random.nextInt(4) == 0) {
                text[0] = '-';
            }
            final byte[] buffer = new byte[text.length + random.nextInt(40)];
            Arrays.fill(buffer, (byte) '7');
            final int offset = random.nextInt(buffer.length - text.length + 1);
            System.arraycopy(text, 0, buffer, offset, text.length);
            // Alone, most are read byte by byte; behind other digits word by word.
            assertThat(LongReader.read(buffer, offset, text.length))
                    .as("seed %d: %s", SEED, new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(LongReader.read(text, 0, text.length));
        }
    }

    @Property(tries = 500)
    void shouldReadEveryLongBehindOtherBytes(@ForAll final long value) {
        final byte[] bytes = ("1234567890123456" + value).getBytes(StandardCharsets.UTF_8);
        assertThat(LongReader.read(bytes, 16, bytes.length - 16)).isEqualTo(value);
    }

    private static long read(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return LongReader.read(bytes, 0, bytes.length);
    }
}
