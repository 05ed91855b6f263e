package dev.wick.adapters.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TextBufferTest {
    @Property
    void shouldWriteDecimalsAsBigDecimalDoes(
            @ForAll @LongRange(min = -Long.MAX_VALUE) final long unscaled,
            @ForAll @IntRange(max = 10) final int scale,
            @ForAll @IntRange(max = 4) final int more) {
        final String written =
                new TextBuffer(1).decimal(unscaled, scale, scale + more).toString();
        assertThat(written)
                .isEqualTo(BigDecimal.valueOf(unscaled, scale)
                        .setScale(scale + more)
                        .toPlainString());
    }

    @Test
    void shouldWriteWhatTheExchangeWrites() {
        assertThat(new TextBuffer(4).decimal(3_527, 4, 8).toString()).isEqualTo("0.35270000");
        assertThat(new TextBuffer(4).decimal(0, 2, 8).toString()).isEqualTo("0.00000000");
        assertThat(new TextBuffer(4).number(-1).toString()).isEqualTo("-1");
        assertThat(new TextBuffer(4).text("币安人生").octet('!').toString()).isEqualTo("币安人生!");
    }
}
