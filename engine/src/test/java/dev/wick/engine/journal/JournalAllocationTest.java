package dev.wick.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Not a byte per candle, once warm and as long as its segment has room. */
@Timeout(60)
final class JournalAllocationTest {
    private static final int ROUNDS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Candle candle = JournalBed.fill(new Candle(), 0, 1);
    private final Series btc = new SeriesRegistry().register(JournalBed.VENUE, "BTCUSDT", Interval.M1);
    private final List<Object> garbage = new ArrayList<>(10 * ROUNDS);

    @Test
    void allocatesNothingOnceWarm(@TempDir final Path folder) throws Exception {
        try (JournalBed bed = new JournalBed(folder, 512L << 20, 10)) {
            rounds(bed, false);
            rounds(bed, false);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 5 && least > 0; i++) {
                least = Math.min(least, allocatedBy(bed, false));
            }
            assertThat(least).isZero();
            assertThat(bed.journal.isOn()).isTrue();
        }
    }

    @Test
    void allocationMeterSeesGarbage(@TempDir final Path folder) throws Exception {
        try (JournalBed bed = new JournalBed(folder, 512L << 20, 10)) {
            rounds(bed, true);
            assertThat(allocatedBy(bed, true)).isGreaterThanOrEqualTo(16L * ROUNDS);
        }
    }

    private long allocatedBy(final JournalBed bed, final boolean makeGarbage) {
        garbage.clear();
        final long before = threads.getCurrentThreadAllocatedBytes();
        rounds(bed, makeGarbage);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void rounds(final JournalBed bed, final boolean makeGarbage) {
        for (int i = 0; i < ROUNDS; i++) {
            candle.openTimeMs += 60_000;
            bed.journal.append(btc, candle);
            if (makeGarbage) {
                garbage.add(new Object());
            }
        }
    }
}
