package dev.wick.bench.hop;

import dev.wick.engine.pipeline.WaitMode;

/** The inside of {@link EpsilonRun}: sends candles, and prints what the heap has had before and after, and how many came. */
final class EpsilonMain {
    private static final int SERIES = 1_000;
    private static final int CANDLES_PER_BAR = 30;
    private static final int WINDOW = 512;

    private EpsilonMain() {}

    /**
     * Sends.
     *
     * @param args how many candles
     */
    public static void main(final String[] args) throws Exception {
        final long count = Long.parseLong(args[0]);
        final WickWay way =
                new WickWay(new NumberedCandles(SERIES, CANDLES_PER_BAR), WaitMode.BLOCK, true, Rival.CLOCK);
        final Sender sender = new Sender(way, Rival.CLOCK);
        sender.flood(2L * SERIES * CANDLES_PER_BAR, WINDOW);
        final long before = used();
        sender.flood(count, WINDOW);
        final long after = used();
        final Round round = Round.end(way, sender.sent());
        if (!round.problem().isEmpty()) {
            System.err.println(round.problem());
            System.exit(1);
        }
        System.out.println(EpsilonRun.ANSWER + ' ' + before + ' ' + after + ' ' + (round.came() + round.leftOut()));
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
