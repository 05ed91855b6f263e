package dev.wick.engine.pipeline;

/**
 * One step of a history. It says all by itself, so that a history of which steps are left out is a history again.
 *
 * @param bar of a candle, a probe and a bootstrap
 * @param fromMs of a range, its first ms; of a timer the open time; of the clock, by how many ms it moves
 * @param toMs of a range, its last ms; of a bootstrap, up to where nothing follows
 * @param count how many candles the egress takes
 */
record Step(Kind kind, int series, Bar bar, long fromMs, long toMs, int count) {
    /** What happens. */
    enum Kind {
        CANDLE,
        PROBE,
        RANGE_CHECKED,
        RANGE_WAIVED,
        /** The series is wanted again. */
        TAKE_UP,
        TIMER_CLOSE,
        /** A closed candle for the history; nothing follows it up to an open time. */
        BOOTSTRAP,
        /** No more of those come. */
        SETTLED,
        /** The engine is killed, and starts again with what its journal has. */
        RESTART,
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
            return ordinal() <= SETTLED.ordinal();
        }
    }

    static Step candle(final Bar bar) {
        return new Step(Kind.CANDLE, bar.series(), bar, 0, 0, 0);
    }

    static Step probe(final Bar bar) {
        return new Step(Kind.PROBE, bar.series(), bar, 0, 0, 0);
    }

    static Step bootstrap(final Bar bar, final long toMs) {
        return new Step(Kind.BOOTSTRAP, bar.series(), bar, 0, toMs, 0);
    }

    static Step range(final Kind kind, final int series, final long fromMs, final long toMs) {
        return new Step(kind, series, null, fromMs, toMs, 0);
    }

    static Step takeUp(final int series) {
        return new Step(Kind.TAKE_UP, series, null, 0, 0, 0);
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
            case CANDLE, PROBE, BOOTSTRAP ->
                kind + " series " + series + " #" + line.number(bar.openTimeMs()) + " "
                        + (bar.closed() ? "closed by " + bar.finality() : "open") + " " + bar;
            case RANGE_CHECKED, RANGE_WAIVED, SETTLED ->
                kind + " series " + series + " #" + line.number(fromMs) + " to before #" + line.number(toMs + 1) + " ("
                        + fromMs + " to " + toMs + ")";
            case TIMER_CLOSE -> kind + " series " + series + " #" + line.number(fromMs);
            case TAKE_UP -> kind + " series " + series;
            case CLOCK -> kind + " +" + fromMs + " ms";
            default -> kind + " " + count;
        };
    }
}
