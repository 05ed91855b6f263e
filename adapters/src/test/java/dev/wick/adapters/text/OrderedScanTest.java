package dev.wick.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.OrderedScan.Words;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is as expected is read exactly, and everything else fails. */
class OrderedScanTest {
    private static final long SEED = 66;
    private static final int TRIES = 100_000;
    private static final Words QUOTE = Words.of("\"");
    private static final Words COMMA = Words.of(",");

    private final OrderedScan scan = new OrderedScan();
    private final Decimal decimal = new Decimal();

    /** The text at some place of a larger buffer, or at its end. */
    private OrderedScan scan(final String text, final boolean isAtEnd) {
        final byte[] bytes = ("99" + text + (isAtEnd ? "" : "9".repeat(20))).getBytes(StandardCharsets.UTF_8);
        scan.reset(bytes, 2, text.length());
        return scan;
    }

    @Test
    void shouldReadEveryDecimalAsBigDecimalDoes() {
        final Random random = new Random(SEED);
        for (int i = 0; i < TRIES; i++) {
            final String text = digits(random, 1 + random.nextInt(9))
                    + (random.nextInt(4) == 0 ? "" : "." + digits(random, 1 + random.nextInt(9)));
            scan(text + "\"", random.nextBoolean()).decimal(decimal);
            assertThat(scan.after(QUOTE).isDone()).as(text).isTrue();
            assertThat(decimal.toBigDecimal()).as("seed %d: %s", SEED, text).isEqualTo(canonical(text));
        }
    }

    @Test
    void shouldTakeNoDecimalThatTheReaderDoesNotReadTheSame() {
        final Random random = new Random(SEED);
        final Decimal expected = new Decimal();
        int taken = 0;
        for (int i = 0; i < TRIES; i++) {
            final byte[] bytes = new byte[1 + random.nextInt(24)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(8) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) "0123456789.\"00e".charAt(random.nextInt(15));
            }
            final int start = random.nextInt(bytes.length);
            scan.reset(bytes, start, bytes.length - start);
            scan.decimal(decimal);
            if (!scan.after(QUOTE).failed()) {
                taken++;
                int end = start;
                while (bytes[end] != '"') {
                    end++;
                }
                assertThat(DecimalReader.read(bytes, start, end - start, expected))
                        .as("seed %d, try %d", SEED, i)
                        .isEqualTo(DecimalReader.Outcome.OK);
                assertThat(decimal.sameAs(expected))
                        .as("seed %d, try %d: %s", SEED, i, expected)
                        .isTrue();
            }
        }
        assertThat(taken).isGreaterThan(TRIES / 10);
    }

    private static String digits(final Random random, final int count) {
        final StringBuilder digits = new StringBuilder();
        final boolean endsWithZeros = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            digits.append(endsWithZeros && i > count / 2 ? 0 : random.nextInt(10));
        }
        return digits.toString();
    }

    private static BigDecimal canonical(final String text) {
        final BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    @Test
    void shouldReadWholeNumbersOfUpToFifteenDigits() {
        final Random random = new Random(SEED);
        for (int i = 0; i < TRIES; i++) {
            final String text = digits(random, 1 + random.nextInt(15));
            assertThat(scan(text + ",", random.nextBoolean()).whole()).as(text).isEqualTo(Long.parseLong(text));
            assertThat(scan.after(COMMA).isDone()).as(text).isTrue();
        }
    }

    @Test
    void shouldReadTimesOfThirteenDigitsOnly() {
        assertThat(scan("1633998480000,", true).epochMs()).isEqualTo(1_633_998_480_000L);
        assertThat(scan.after(COMMA).isDone()).isTrue();
        assertThat(scan("9999999999999,", false).epochMs()).isEqualTo(9_999_999_999_999L);
        for (final String other :
                new String[] {"163399848000,", "16339984800001,", "163399848000x,", "-633998480000,"}) {
            scan(other, true).epochMs();
            assertThat(scan.after(COMMA).isDone()).as(other).isFalse();
        }
    }

    @Test
    void shouldReadTimesOfTenDigitsInSecondsOnly() {
        assertThat(scan("1633998489,", true).epochSeconds()).isEqualTo(1_633_998_489L);
        assertThat(scan.after(COMMA).isDone()).isTrue();
        assertThat(scan("9999999999,", false).epochSeconds()).isEqualTo(9_999_999_999L);
        for (final String other :
                new String[] {"163399848,", "16339984801,", "163399848x,", "-633998480,", "1x33998480,"}) {
            scan(other, true).epochSeconds();
            assertThat(scan.after(COMMA).isDone()).as(other).isFalse();
        }
    }

    @Test
    void shouldReadDecimalsEachBehindItsOwnBytes() {
        final Words[] keys = {Words.of("{a:\""), Words.of("\",b:\""), Words.of("\",longer:\"")};
        final Decimal[] into = {new Decimal(), new Decimal(), new Decimal()};
        assertThat(scan("{a:\"1.50\",b:\"20\",longer:\"0.123456789\"", true)
                        .decimals(keys, into)
                        .after(QUOTE)
                        .isDone())
                .isTrue();
        assertThat(into).extracting(Decimal::toString).containsExactly("1.5", "20", "0.123456789");
        assertThat(scan("{a:\"1.50\",c:\"20\",longer:\"0.123456789\"", true)
                        .decimals(keys, into)
                        .failed())
                .isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoNumberOrTooLong() {
        for (final String other : new String[] {"", "-1", "1234567890123456", "x", "1x", " 1"}) {
            scan(other + ",", true).whole();
            assertThat(scan.after(COMMA).isDone()).as(other).isFalse();
        }
        for (final String other :
                new String[] {"", "1.2.3", "x", "1.x", "1234567890123456789", "0.1234567890123456789", " 1"}) {
            scan(other + "\"", true).decimal(decimal);
            assertThat(scan.after(QUOTE).isDone()).as(other).isFalse();
        }
    }

    @Test
    void shouldReadPlainTextsAndFlags() {
        assertThat(scan("a longer text\"true", true).text().textLength()).isEqualTo(13);
        assertThat(new String(scan.bytes(), scan.textOffset(), scan.textLength(), StandardCharsets.UTF_8))
                .isEqualTo("a longer text");
        assertThat(scan.flag()).isTrue();
        assertThat(scan.isDone()).isTrue();
        assertThat(scan("false", false).flag()).isFalse();
        assertThat(scan.isDone()).isTrue();
        for (final String other : new String[] {"a\\n\"", "a\n\"", "a", ""}) {
            assertThat(scan(other, true).text().isDone()).as(other).isFalse();
        }
        scan("nul", true).flag();
        assertThat(scan.failed()).isTrue();
    }

    @Test
    void shouldNotTakeWhatLiesBehindTheEnd() {
        final byte[] bytes = "12345,".getBytes(StandardCharsets.UTF_8);
        scan.reset(bytes, 0, 3);
        scan.whole();
        assertThat(scan.failed()).isFalse();
        assertThat(scan.isDone()).isFalse();
        scan.reset(new byte[0], 0, 0);
        assertThat(scan.after(COMMA).failed()).isTrue();
    }

    @Test
    void shouldCompareUpToSixteenBytes() {
        final String sixteen = "0123456789abcdef";
        assertThat(scan(sixteen, true).after(Words.of(sixteen)).isDone()).isTrue();
        assertThat(scan("0123456789abcdeF", true).after(Words.of(sixteen)).failed())
                .isTrue();
        assertThat(scan("x123456789abcdef", true).after(Words.of(sixteen)).failed())
                .isTrue();
        assertThatThrownBy(() -> Words.of(sixteen + "0")).hasMessageContaining(sixteen);
        assertThatThrownBy(() -> Words.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
