package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.TradeIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The trade ids of the newest candles, against a sorted map that forgets its least key. */
class TradeIdChainTest {
    private record Ids(long first, long last) {
        static final Ids QUIET = new Ids(TradeIdChain.NO_TRADE, TradeIdChain.NO_TRADE);
    }

    private TradeIdChain chain = new TradeIdChain(TradeIds.STRICT);

    private static Candle candle(final long openTimeMs, final long first, final long last, final long trades) {
        final Candle candle = new Candle();
        candle.openTimeMs = openTimeMs;
        candle.firstTradeId = first;
        candle.lastTradeId = last;
        candle.tradeCount = trades;
        return candle;
    }

    private List<String> entries() {
        final List<String> all = new ArrayList<>();
        for (int at = 0; at < chain.size(); at++) {
            all.add(chain.openTimeMs(at) + " " + chain.first(at) + " " + chain.last(at));
        }
        return all;
    }

    @Property(tries = 1_000)
    void shouldKeepTheNewestInOrderWhateverTheOrderInWhichTheyCome(@ForAll final long seed) {
        // One instance of this class serves all tries.
        chain = new TradeIdChain(TradeIds.STRICT);
        final SplittableRandom random = new SplittableRandom(seed);
        final TreeMap<Long, Ids> model = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            final long openTimeMs = random.nextInt(160);
            final long first = random.nextInt(4) == 0 ? TradeIdChain.NO_TRADE : random.nextLong(1_000);
            final Ids ids = first < 0 ? Ids.QUIET : new Ids(first, first + 9);
            final boolean isTooOld = model.size() == TradeIdChain.KEPT
                    && openTimeMs < model.firstKey()
                    && !model.containsKey(openTimeMs);
            final int at = chain.put(candle(openTimeMs, ids.first(), ids.last(), 1));
            if (isTooOld) {
                assertThat(at).isEqualTo(-1);
            } else {
                model.put(openTimeMs, ids);
                if (model.size() > TradeIdChain.KEPT) {
                    model.pollFirstEntry();
                }
                assertThat(at).isEqualTo(model.headMap(openTimeMs).size());
                assertThat(chain.hasTrades(at)).isEqualTo(first >= 0);
                assertThat(chain.isQuiet(at)).isEqualTo(first < 0);
            }
            if (!holds(model)) {
                assertThat(entries()).isEqualTo(texts(model));
            }
            final long any = random.nextInt(160);
            assertThat(chain.placeFrom(any)).isEqualTo(model.headMap(any).size());
        }
    }

    /** The same as comparing the texts, many times faster. */
    private boolean holds(final Map<Long, Ids> model) {
        int at = 0;
        for (final Map.Entry<Long, Ids> entry : model.entrySet()) {
            if (at == chain.size()
                    || chain.openTimeMs(at) != entry.getKey()
                    || chain.first(at) != entry.getValue().first()
                    || chain.last(at) != entry.getValue().last()) {
                return false;
            }
            at++;
        }
        return at == chain.size();
    }

    private static List<String> texts(final Map<Long, Ids> model) {
        final List<String> all = new ArrayList<>();
        model.forEach((openTimeMs, ids) -> all.add(openTimeMs + " " + ids.first() + " " + ids.last()));
        return all;
    }

    @Example
    void shouldLeaveTheIdsOfTheStreamToARowOfRestThatHasNone() {
        chain.put(candle(5, 10, 19, 10));
        chain.put(candle(6, 20, 29, 10));

        assertThat(chain.put(candle(5, Candle.NONE, Candle.NONE, 10))).isZero();
        assertThat(entries()).containsExactly("5 10 19", "6 20 29");
    }

    @Example
    void shouldTellABarWithoutATradeFromOneWithoutIds() {
        assertThat(chain.put(candle(1, Candle.NONE, Candle.NONE, 0))).isZero();
        assertThat(chain.isQuiet(0)).isTrue();
        assertThat(chain.put(candle(2, Candle.NONE, Candle.NONE, 3))).isEqualTo(1);
        assertThat(chain.isQuiet(1)).isFalse();
        assertThat(chain.hasTrades(1)).isFalse();
        assertThat(chain.put(candle(3, 0, 0, 1))).isEqualTo(2);
        assertThat(chain.hasTrades(2)).isTrue();
        assertThat(chain.put(candle(4, 7, TradeIdChain.NO_TRADE, 1))).isEqualTo(3);
        assertThat(chain.isQuiet(3)).isTrue();
    }

    @Example
    void shouldForgetAllWhenNothingIsKnownOfWhatComesNext() {
        chain.put(candle(1, 10, 19, 10));
        chain.clear();

        assertThat(chain.size()).isZero();
        assertThat(chain.placeFrom(0)).isZero();
    }
}
