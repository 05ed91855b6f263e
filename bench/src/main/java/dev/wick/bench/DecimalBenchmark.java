package dev.wick.bench;

import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.DecimalWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * Prices and volumes from their digits, and back into digits, against the JDK's exact and inexact numbers, which take a String.
 * The baseline looks at every digit once.
 */
public class DecimalBenchmark extends StageBenchmark {
    private static final int COUNT = 64;
    private static final long SEED = 6;

    private final byte[][] texts = new byte[COUNT][];
    private final Decimal[] numbers = new Decimal[COUNT];
    private final BigDecimal[] exact = new BigDecimal[COUNT];
    private final Decimal read = new Decimal();
    private final byte[] out = new byte[DecimalWriter.MAX_BYTES];
    private int at;

    /** Makes numbers of all usual lengths, and looks whether all read the same. */
    @Setup
    public void setUp() {
        final Random random = new Random(SEED);
        for (int i = 0; i < COUNT; i++) {
            final String text = BigDecimal.valueOf(random.nextLong(10_000_000_000L), random.nextInt(9))
                    .toPlainString();
            texts[i] = text.getBytes(StandardCharsets.US_ASCII);
            numbers[i] = new Decimal();
            exact[i] = new BigDecimal(text);
            Fixture.check(
                    DecimalReader.read(texts[i], 0, texts[i].length, numbers[i]) == DecimalReader.Outcome.OK
                            && numbers[i].toBigDecimal().compareTo(exact[i]) == 0,
                    "read " + numbers[i] + ", not " + text);
            final String written =
                    new String(out, 0, DecimalWriter.write(numbers[i], out, 0), StandardCharsets.US_ASCII);
            Fixture.check(new BigDecimal(written).compareTo(exact[i]) == 0, "wrote " + written + ", not " + text);
        }
    }

    private int next() {
        at = (at + 1) & (COUNT - 1);
        return at;
    }

    private String nextText() {
        return new String(texts[next()], StandardCharsets.ISO_8859_1);
    }

    /** Every digit once. */
    @Benchmark
    public long baseline() {
        long sum = 0;
        for (final byte digit : texts[next()]) {
            sum = 10 * sum + digit;
        }
        return sum;
    }

    /** The engine's reader. */
    @Benchmark
    public Decimal ours() {
        final byte[] text = texts[next()];
        DecimalReader.read(text, 0, text.length, read);
        return read;
    }

    /** The JDK's exact numbers. */
    @Benchmark
    public BigDecimal bigDecimal() {
        return new BigDecimal(nextText());
    }

    /** The JDK's inexact numbers. */
    @Benchmark
    public double parseDouble() {
        return Double.parseDouble(nextText());
    }

    /** The engine's writer. */
    @Benchmark
    public int oursWritten() {
        return DecimalWriter.write(numbers[next()], out, 0);
    }

    /** The JDK's exact numbers as text. */
    @Benchmark
    public String bigDecimalWritten() {
        return exact[next()].toPlainString();
    }
}
