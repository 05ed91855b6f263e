package dev.wick.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random lives of a journal against lists that never forget: what comes back is the end of what went in. */
@Timeout(120)
final class JournalModelTest {
    private static final int LIVES = 60;

    @TempDir
    private Path temp;

    private final Map<String, List<Integer>> model = new LinkedHashMap<>();
    private SplittableRandom random;
    private int next;

    @Test
    void shouldGiveBackTheEndOfWhatWentInOverManyLives() throws Exception {
        final long seed = new SplittableRandom().nextLong();
        random = new SplittableRandom(Long.getLong("wick.seed", seed));
        Path folder = temp.resolve("0");
        try {
            for (int life = 1; life <= LIVES; life++) {
                folder = live(folder, temp.resolve(Integer.toString(life)));
            }
        } catch (final Throwable e) {
            throw new AssertionError("repeat with -Dwick.seed=" + Long.getLong("wick.seed", seed), e);
        }
        System.out.println("JournalModelTest: seed " + seed + ", " + next + " candles in " + LIVES + " lives");
    }

    /** One life of the engine; returns the folder that the next one finds. */
    private Path live(final Path folder, final Path ifKilled) throws Exception {
        try (JournalBed bed = new JournalBed(folder)) {
            for (final Map.Entry<String, List<Integer>> series : model.entrySet()) {
                final List<Integer> all = series.getValue();
                final List<Integer> found = bed.recovered(series.getKey());
                assertThat(found).as(series.getKey()).isEqualTo(all.subList(all.size() - found.size(), all.size()));
            }
            assertThat(bed.journal.recovered().candles()).isGreaterThanOrEqualTo(Math.min(next, 5 * 40));
            final int length = random.nextInt(300);
            for (int i = 0; i < length; i++) {
                final String symbol = "S" + random.nextInt(1 + random.nextInt(12));
                bed.appendOnly(symbol, next);
                model.computeIfAbsent(symbol, s -> new ArrayList<>()).add(next++);
                if (random.nextInt(4) == 0) {
                    bed.journal.duty().doWork();
                }
            }
            return random.nextBoolean() ? folder : JournalBed.copy(folder, ifKilled);
        }
    }
}
