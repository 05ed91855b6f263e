package dev.wick.adapters.sim.market;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Reads a {@link Tape} trade by trade, forwards. Used by one thread at a time. */
public final class TapeCursor {
    private static final int SPREAD_TICKS = 2;

    private final Tape tape;
    private final long[] times;
    private final long[] ticks;
    private final long[] lots;
    private final boolean[] takerBuys;
    private long block;
    private int count;
    private int index;
    private long previousTicks;

    TapeCursor(final Tape tape, final long fromMs) {
        this.tape = tape;
        times = new long[tape.maxTrades()];
        ticks = new long[tape.maxTrades()];
        lots = new long[tape.maxTrades()];
        takerBuys = new boolean[tape.maxTrades()];
        final long first = tape.blockAt(fromMs);
        load(first - 1);
        previousTicks = ticks[count - 1];
        load(first);
        while (timeMs() < fromMs) {
            next();
        }
    }

    /** The price of the trade before this one, in ticks. */
    public long previousTicks() {
        return previousTicks;
    }

    /** When this trade happens, UTC ms. */
    public long timeMs() {
        return times[index];
    }

    /** Its price. */
    public long ticks() {
        return ticks[index];
    }

    /** Its quantity. */
    public long lots() {
        return lots[index];
    }

    /** Whether the taker bought. */
    public boolean takerBuys() {
        return takerBuys[index];
    }

    /** Its id: one more than that of the trade before. */
    public long id() {
        return tape.firstId(block) + index;
    }

    /** Goes to the next trade; there always is one. */
    public void next() {
        previousTicks = ticks[index];
        index++;
        if (index == count) {
            load(block + 1);
        }
    }

    private void load(final long newBlock) {
        block = newBlock;
        index = 0;
        count = tape.trades(newBlock);
        final SplittableRandom random = tape.random(newBlock);
        final long startMs = tape.startMs(newBlock);
        final long lengthMs = tape.lengthMs(newBlock);
        for (int i = 0; i < count; i++) {
            times[i] = startMs + random.nextLong(lengthMs);
        }
        Arrays.sort(times, 0, count);
        final double atStart = tape.priceTicks(startMs);
        final double slope = (tape.priceTicks(startMs + lengthMs) - atStart) / lengthMs;
        final long maxLots = tape.instrument().maxLots();
        for (int i = 0; i < count; i++) {
            final long around = Math.round(atStart + slope * (times[i] - startMs));
            ticks[i] = Math.max(1, around + random.nextInt(-SPREAD_TICKS, SPREAD_TICKS + 1));
            final double size = random.nextDouble();
            lots[i] = 1 + (long) (maxLots * size * size * size);
            takerBuys[i] = random.nextBoolean();
        }
    }
}
