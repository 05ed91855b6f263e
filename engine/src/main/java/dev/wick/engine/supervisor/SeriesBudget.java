package dev.wick.engine.supervisor;

/** How many series one exchange takes from us, over all of its venues. The supervisor's thread. */
final class SeriesBudget {
    private int used;

    /** Whether there is room for so many more. */
    boolean hasRoom(final int more, final int most) {
        return more <= most - used;
    }

    /** One more is wanted. */
    void take() {
        used++;
    }

    /** One is wanted no more. */
    void giveBack() {
        used--;
    }
}
