package dev.wick.engine.supervisor;

/** How many subscriptions one exchange takes from us, over all of its venues and both legs. The supervisor's thread. */
final class SeriesBudget {
    private int used;

    /** Whether there is room for so many more. */
    boolean hasRoom(final int more, final int most) {
        return more <= most - used;
    }

    /** So many more are wanted. */
    void take(final int more) {
        used += more;
    }

    /** So many are wanted no more. */
    void giveBack(final int less) {
        used -= less;
    }
}
