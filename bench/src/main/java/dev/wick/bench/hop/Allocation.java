package dev.wick.bench.hop;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.pipeline.WaitMode;

/** How many bytes a candle makes the hop allocate: on the thread that publishes, and on the engine's. One thread. */
final class Allocation {
    static final Bar NOTHING = Bar.atMost(0.1);
    private static final int SERIES = 1_000;
    private static final int CANDLES_PER_BAR = 30;
    private static final int WINDOW = 512;

    private final Sizes sizes;
    private final Results results;

    Allocation(final Sizes sizes, final Results results) {
        this.sizes = sizes;
        this.results = results;
    }

    /** Measures, and enters the figures. */
    void run() throws DoorException {
        final double[] publisher = new double[sizes.runs()];
        final double[] engine = new double[sizes.runs()];
        final ThreadCosts own = new ThreadCosts();
        own.addThisThread();
        final WickWay way =
                new WickWay(new NumberedCandles(SERIES, CANDLES_PER_BAR), WaitMode.BLOCK, true, Rival.CLOCK);
        final Sender sender = new Sender(way, Rival.CLOCK);
        // A round of open and of closed ones, after which no series has anything to make any more.
        sender.flood(2L * SERIES * CANDLES_PER_BAR, WINDOW);
        for (int run = 0; run < sizes.runs(); run++) {
            final long ownBefore = own.bytes();
            final long engineBefore = way.costs().bytes();
            sender.flood(sizes.flood(), WINDOW);
            publisher[run] = (double) (own.bytes() - ownBefore) / sizes.flood();
            engine[run] = (double) (way.costs().bytes() - engineBefore) / sizes.flood();
        }
        final String problem = Round.end(way, sender.sent()).problem();
        if (!problem.isEmpty()) {
            results.fault("hop, allocation: " + problem);
        }
        results.add(new Figure("hop/bytes_per_candle/publisher", "B", publisher, NOTHING));
        results.add(new Figure("hop/bytes_per_candle/engine", "B", engine, NOTHING));
    }
}
