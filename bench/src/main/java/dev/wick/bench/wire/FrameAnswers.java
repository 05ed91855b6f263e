package dev.wick.bench.wire;

/** Checks frames that were only forwarded, against {@link KlineMarket}. Its receiving thread. */
final class FrameAnswers implements Answers {
    private static final byte[] STREAM = Scan.ascii("{\"stream\":\"x");
    private static final byte[] CLOSE = Scan.ascii("\"c\":\"84100.");
    private static final byte[] VOLUME = Scan.ascii("\"v\":\"");
    private static final byte[] FLAG = Scan.ascii("\"x\":");
    private static final byte[] TRUE = Scan.ascii("true,");

    private final Scan scan = new Scan();
    private final int series;
    private long closed;

    FrameAnswers(final int series) {
        this.series = series;
    }

    @Override
    public long check(final byte[] bytes, final int from, final int to) {
        if (!scan.over(bytes, from, to).skip(STREAM)) {
            return NO_CANDLE;
        }
        final int its = (int) scan.number();
        if (!scan.skipTo(CLOSE)) {
            return WRONG;
        }
        // Two digits, and then six zeros.
        final long cents = scan.number() / 1_000_000;
        if (!scan.skipTo(VOLUME)) {
            return WRONG;
        }
        final long number = scan.number();
        if (KlineMarket.seriesOf(number, series) != its || KlineMarket.cents(number) != cents) {
            return WRONG;
        }
        if (!scan.skipTo(FLAG)) {
            return WRONG;
        }
        closed += scan.skip(TRUE) ? 1 : 0;
        return number;
    }

    @Override
    public long closed() {
        return closed;
    }
}
