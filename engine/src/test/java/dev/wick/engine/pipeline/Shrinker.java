package dev.wick.engine.pipeline;

import java.util.function.Predicate;

/** Leaves out steps of a failing history as long as it fails without them. */
final class Shrinker {
    private Shrinker() {}

    /** A history that still fails, and does not if any one of its steps is left out. */
    static History shrink(final History failing, final Predicate<History> fails) {
        History smallest = failing;
        int size = Math.max(1, smallest.steps().size() / 2);
        while (true) {
            final History smaller = withoutAny(smallest, size, fails);
            if (smaller.steps().size() == smallest.steps().size() && size == 1) {
                return smallest;
            }
            size = smaller.steps().size() < smallest.steps().size() ? size : Math.max(1, size / 2);
            smallest = smaller;
        }
    }

    private static History withoutAny(final History history, final int size, final Predicate<History> fails) {
        History smallest = history;
        int from = 0;
        while (from < smallest.steps().size()) {
            final History candidate = smallest.without(from, from + size);
            if (fails.test(candidate)) {
                smallest = candidate;
            } else {
                from += size;
            }
        }
        return smallest;
    }
}
