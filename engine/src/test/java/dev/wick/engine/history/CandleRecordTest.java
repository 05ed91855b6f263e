package dev.wick.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Source;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;

/** A closed candle as bytes. */
class CandleRecordTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[3 * CandleRecord.LENGTH]);
    private final Candle read = new Candle();

    @Property(tries = 5_000)
    void shouldKeepEveryField(@ForAll final long seed) {
        final Candle candle = random(new SplittableRandom(seed));
        CandleRecord.write(candle, buffer, CandleRecord.LENGTH);
        read.seriesId = 99;
        CandleRecord.read(buffer, CandleRecord.LENGTH, read);

        assertThat(read.openTimeMs).isEqualTo(candle.openTimeMs);
        assertThat(CandleRecord.openTimeMs(buffer, CandleRecord.LENGTH)).isEqualTo(candle.openTimeMs);
        assertThat(read.eventTimeMs).isEqualTo(candle.eventTimeMs);
        assertThat(read.receivedTimeNs).isEqualTo(candle.receivedTimeNs);
        assertThat(read.sameValues(candle)).isTrue();
        assertThat(read.toString()).isEqualTo(candle.toString());
        assertThat(read.tradeCount).isEqualTo(candle.tradeCount);
        assertThat(read.firstTradeId).isEqualTo(candle.firstTradeId);
        assertThat(read.lastTradeId).isEqualTo(candle.lastTradeId);
        assertThat(read.closed).isTrue();
        assertThat(read.finality).isEqualTo(candle.finality);
        assertThat(read.source).isEqualTo(candle.source);
        assertThat(read.revision).isEqualTo(candle.revision);
        assertThat(CandleRecord.revision(buffer, CandleRecord.LENGTH)).isEqualTo(candle.revision);
        assertThat(read.legId).isEqualTo(candle.legId);
        // Not in the record, and so not left over from whatever the carrier held before.
        assertThat(read.readNs + read.parsedNs + read.routedNs).isZero();
        assertThat(read.closeTimeMs).isEqualTo(Candle.NONE);
        assertThat(read.position).isEqualTo(Candle.NONE);
    }

    @Property(tries = 200)
    void shouldWriteNothingBesideItsOwnBytes(@ForAll final long seed) {
        buffer.setMemory(0, 3 * CandleRecord.LENGTH, (byte) 0x55);
        CandleRecord.write(random(new SplittableRandom(seed)), buffer, CandleRecord.LENGTH);

        for (int i = 0; i < CandleRecord.LENGTH; i++) {
            assertThat(buffer.getByte(i)).isEqualTo((byte) 0x55);
            assertThat(buffer.getByte(2 * CandleRecord.LENGTH + i)).isEqualTo((byte) 0x55);
        }
    }

    @Property(tries = 2_000)
    void shouldThrowNothingWhateverTheBytesAre(@ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CandleRecord.LENGTH; i++) {
            buffer.putByte(i, (byte) random.nextInt());
        }
        CandleRecord.read(buffer, 0, read);

        assertThat(read.source).isNotNull();
    }

    @Example
    void shouldKeepValuesAtTheEndsOfTheirRanges() {
        final Candle candle = random(new SplittableRandom(1));
        candle.open.set(Long.MAX_VALUE, Short.MAX_VALUE);
        candle.close.set(Long.MIN_VALUE, Short.MIN_VALUE + 1);
        candle.high.clear();
        candle.revision = Integer.MAX_VALUE;
        candle.finality = null;
        CandleRecord.write(candle, buffer, 0);
        CandleRecord.read(buffer, 0, read);

        assertThat(read.open.sameAs(candle.open)).isTrue();
        assertThat(read.close.sameAs(candle.close)).isTrue();
        assertThat(read.high.isPresent()).isFalse();
        assertThat(read.revision).isEqualTo(Integer.MAX_VALUE);
        assertThat(read.finality).isNull();
    }

    private static Candle random(final SplittableRandom random) {
        final Candle candle = new Candle();
        candle.openTimeMs = random.nextLong();
        candle.eventTimeMs = maybe(random);
        candle.receivedTimeNs = random.nextLong();
        set(candle.open, random);
        set(candle.high, random);
        set(candle.low, random);
        set(candle.close, random);
        set(candle.volume, random);
        set(candle.quoteVolume, random);
        set(candle.contracts, random);
        candle.tradeCount = maybe(random);
        candle.firstTradeId = maybe(random);
        candle.lastTradeId = maybe(random);
        candle.closed = true;
        candle.finality = Finality.values()[random.nextInt(Finality.values().length)];
        candle.source = Source.values()[random.nextInt(Source.values().length)];
        candle.revision = random.nextInt();
        candle.legId = random.nextInt();
        candle.readNs = 7;
        candle.position = 7;
        return candle;
    }

    private static long maybe(final SplittableRandom random) {
        return random.nextInt(4) == 0 ? Candle.NONE : random.nextLong();
    }

    private static void set(final Decimal value, final SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            value.clear();
        } else {
            value.set(random.nextLong(), random.nextInt(-20, 40));
        }
    }
}
