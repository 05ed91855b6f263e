package dev.wick.bench.hop;

import dev.wick.engine.config.Threading;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.pipeline.WaitMode;
import java.util.Locale;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** Whose hop it is. */
enum Rival {
    /** The engine, pipeline and egress on one thread. */
    WICK,
    /** The engine, pipeline and egress on a thread each. */
    DEDICATED,
    /** A Disruptor with empty events. */
    BARE,
    /** A Disruptor with candles as its events. */
    CANDLE,
    /** The JDK's queue. */
    QUEUE;

    static final NanoClock CLOCK = SystemNanoClock.INSTANCE;
    /** Every so many candles of a series one is closed: a minute of updates every two seconds. */
    private static final int CANDLES_PER_BAR = 30;

    /** Its name in figures. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can wait like that. */
    boolean takes(final WaitMode mode) {
        return switch (this) {
            case QUEUE -> mode == WaitMode.BLOCK;
            case CANDLE -> mode == WaitMode.SPIN;
            default -> true;
        };
    }

    /** Whether so many cores are enough for it: two threads are on a core each, and the sender on a third. */
    boolean fits(final int cores) {
        return this != DEDICATED || Threading.AUTO.on(cores) == Threading.DEDICATED;
    }

    /** Starts one, with so many series if it knows what that is. */
    Way open(final WaitMode mode, final int series) throws DoorException {
        return switch (this) {
            case WICK, DEDICATED -> new WickWay(candles(series), mode, this == WICK, CLOCK);
            case BARE -> new BareWay(mode, null, CLOCK);
            case CANDLE -> new BareWay(mode, candles(series), CLOCK);
            case QUEUE -> new QueueWay(CLOCK);
        };
    }

    private static NumberedCandles candles(final int series) {
        return new NumberedCandles(series, CANDLES_PER_BAR);
    }
}
