package dev.wick.engine.pipeline;

/**
 * One step of a history. It says all by itself, so that a history of which steps are left out is a history again.
 *
 * @param bar of a candle and of a probe
 * @param fromMs of a range, its first ms; of a timer the open time; of the clock, by how many ms it moves
 * @param toMs of a range, its last ms
 * @param count how many candles the egress takes
 */
record Step(Kind kind, int series, Bar bar, long fromMs, long toMs, int count) {
    /** What happens. */
    enum Kind {
        CANDLE,
        PROBE,
        RANGE_CHECKED,
        RANGE_WAIVED,
        KEEP_NEWEST,
        TIMER_CLOSE,
        /** Our clock moves. */
        CLOCK,
        /** The pipeline does one duty cycle. */
        WORK,
        /** The egress takes closed candles, and gives each back, with what it had in hand. */
        TAKE_CLOSED,
        /** The egress takes one closed candle, and keeps it in hand. */
        HOLD_CLOSED,
        /** The egress takes open candles. */
        POP_OPEN;

        /** Whether it goes through the ring. */
        boolean isPublished() {
            return ordinal() <= TIMER_CLOSE.ordinal();
        }
    }

    static Step candle(final Bar bar) {
        return new Step(Kind.CANDLE, bar.series(), bar, 0, 0, 0);
    }

    static Step probe(final Bar bar) {
        return new Step(Kind.PROBE, bar.series(), bar, 0, 0, 0);
    }

    static Step range(final Kind kind, final int series, final long fromMs, final long toMs) {
        return new Step(kind, series, null, fromMs, toMs, 0);
    }

    static Step clock(final long byMs) {
        return new Step(Kind.CLOCK, 0, null, byMs, 0, 0);
    }

    static Step of(final Kind kind, final int count) {
        return new Step(kind, 0, null, 0, 0, count);
    }

    /** For people: open times by number. */
    String text(final Setup setup) {
        final Setup.Line line = setup.lines().get(series);
        return switch (kind) {
            case CANDLE, PROBE ->
                kind + " series " + series + " #" + line.number(bar.openTimeMs()) + " "
                        + (bar.closed() ? "closed by " + bar.finality() : "open") + " " + bar;
            case RANGE_CHECKED, RANGE_WAIVED ->
                kind + " series " + series + " #" + line.number(fromMs) + " to before #" + line.number(toMs + 1) + " ("
                        + fromMs + " to " + toMs + ")";
            case TIMER_CLOSE -> kind + " series " + series + " #" + line.number(fromMs);
            case KEEP_NEWEST -> kind + " series " + series;
            case CLOCK -> kind + " +" + fromMs + " ms";
            default -> kind + " " + count;
        };
    }
}
