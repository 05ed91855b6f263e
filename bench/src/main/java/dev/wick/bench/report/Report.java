package dev.wick.bench.report;

import java.util.List;

/**
 * All that is written down in the end.
 *
 * @param command what makes it
 * @param effort how much time was spent
 * @param machine what was measured on
 * @param noise when, and how quiet it was
 * @param results what was found
 */
record Report(String command, Effort effort, Machine machine, Noise noise, Results results) {
    /** The figures of which something is asked, in order. */
    List<Figure> withBars() {
        return results.chapters().stream()
                .flatMap(chapter -> chapter.figures().stream())
                .filter(figure -> figure.bar() != null)
                .toList();
    }
}
