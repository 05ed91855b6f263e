package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.pipeline.SeriesState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.CachedNanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * Is this candle news, and if so, remember it: over a thousand series in turn, as on a busy connection, with their state
 * looked up; against the JDK's maps, which look at nothing but the stamp. The baseline is one look-up and one store in the map that the window is built on, and nothing else.
 */
public class DedupBenchmark extends StageBenchmark {
    private static final int SERIES = 1_000;

    /** What a candle is known by, as one would write it for the JDK's maps. */
    private record Key(int seriesId, long openTimeMs) {}

    private final Fixture fixture = new Fixture(SERIES, new CachedNanoClock());
    private final Candle[] open = new Candle[SERIES];
    private final Candle[] closed = new Candle[SERIES];
    private final Candle[] peerClosed = new Candle[SERIES];
    private final Long2LongHashMap map = new Long2LongHashMap(2 * Fixture.DEDUP_ENTRIES, 0.6f, -1);
    private final Map<Key, Long> hashMap = new HashMap<>();
    private final Map<Key, Long> linkedHashMap = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(final Map.Entry<Key, Long> eldest) {
            return size() > Fixture.DEDUP_ENTRIES;
        }
    };
    private long nowMs = KlineFrame.OPEN_TIME_MS;
    private int at;

    /** Makes every series known, one minute closed and the next one forming. */
    @Setup
    public void setUp() throws Exception {
        for (int i = 0; i < SERIES; i++) {
            closed[i] = fixture.candle(i, true);
            fixture.publisher.onCandle(closed[i]);
            fixture.pipeline.doWork();
            fixture.closed.release(fixture.closed.poll());
            open[i] = fixture.candle(i, false);
            open[i].openTimeMs += KlineFrame.MINUTE_MS;
            Fixture.check(accept(open[i]) && !accept(open[i]), "news was taken for old, or old for news");
            map.put(i, i);
            peerClosed[i] = fixture.candle(i, true);
            peerClosed[i].openTimeMs = open[i].openTimeMs;
            Fixture.check(isNews(hashMap, open[i]) && !isNews(hashMap, open[i]), "the peer took news for old");
            Fixture.check(
                    isNews(linkedHashMap, open[i]) && !isNews(linkedHashMap, open[i]), "the peer took news for old");
        }
    }

    private boolean accept(final Candle candle) {
        final SeriesState series = fixture.states.of(candle.seriesId);
        final boolean news = fixture.dedup.isNews(series, candle, nowMs);
        if (news) {
            fixture.dedup.remember(series, candle, nowMs);
        }
        return news;
    }

    /** The peers' whole rule: newer by the exchange's stamp. */
    private static boolean isNews(final Map<Key, Long> seen, final Candle candle) {
        final Key key = new Key(candle.seriesId, candle.openTimeMs);
        final Long last = seen.get(key);
        if (last != null && last >= candle.eventTimeMs) {
            return false;
        }
        seen.put(key, candle.eventTimeMs);
        return true;
    }

    private int next() {
        at = at + 1 == SERIES ? 0 : at + 1;
        return at;
    }

    /** The map alone. */
    @Benchmark
    public long baseline() {
        final int key = next();
        final long value = map.get(key);
        map.put(key, value + 1);
        return value;
    }

    /** The forming candle again, newer. */
    @Benchmark
    public void openUpdate() {
        final Candle candle = open[next()];
        candle.eventTimeMs++;
        Fixture.check(accept(candle), "an update was taken for old");
    }

    /** The same by a HashMap, which forgets nothing. */
    @Benchmark
    public void hashMapOpenUpdate() {
        final Candle candle = open[next()];
        candle.eventTimeMs++;
        Fixture.check(isNews(hashMap, candle), "an update was taken for old");
    }

    /** The same by a LinkedHashMap, which forgets the oldest beyond as many entries. */
    @Benchmark
    public void linkedHashMapOpenUpdate() {
        final Candle candle = open[next()];
        candle.eventTimeMs++;
        Fixture.check(isNews(linkedHashMap, candle), "an update was taken for old");
    }

    /** The next closed candle by a LinkedHashMap. */
    @Benchmark
    public void linkedHashMapClosed() {
        final Candle candle = peerClosed[next()];
        candle.openTimeMs += KlineFrame.MINUTE_MS;
        Fixture.check(isNews(linkedHashMap, candle), "a closed candle was taken for old");
    }

    /** The same message again, as the second leg brings it. */
    @Benchmark
    public void duplicate() {
        Fixture.check(!accept(open[next()]), "a duplicate was taken for news");
    }

    /** The next closed candle; an older one leaves the window for it. */
    @Benchmark
    public void closed() {
        final Candle candle = closed[next()];
        candle.openTimeMs += KlineFrame.MINUTE_MS;
        nowMs = candle.openTimeMs;
        Fixture.check(accept(candle), "a closed candle was taken for old");
    }
}
