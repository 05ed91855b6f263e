package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShortTextTest {
    private static final String ALL = "abcdefghijklmnopqrstuvwx";

    @Test
    void shouldWriteTextsOfEveryLengthAndAtMostSevenBytesBehind() {
        for (int length = 1; length <= ALL.length(); length++) {
            final String text = ALL.substring(0, length);
            final byte[] into = new byte[64];
            Arrays.fill(into, (byte) '-');
            assertThat(ShortText.of(text).write(into, 3)).isEqualTo(3 + length);
            final String written = new String(into, StandardCharsets.US_ASCII);
            assertThat(written).startsWith("---" + text);
            assertThat(written.substring(3 + length + ShortText.MAX_BYTES_BEHIND))
                    .matches("-+");
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> ShortText.of(ALL + "y")).hasMessageContaining(ALL);
        assertThatThrownBy(() -> ShortText.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
