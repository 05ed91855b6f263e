package dev.wick.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that a report has found, in the order in which it was entered. One thread. */
public final class Results {
    /**
     * What one section has entered.
     *
     * @param title of the section
     * @param figures what it measured
     * @param curves its percentile curves
     * @param lines its scaling curves
     * @param words sentences for the reader, Markdown
     * @param faults what was wrong; empty if all answers were right
     */
    public record Chapter(
            String title,
            List<Figure> figures,
            List<Curve> curves,
            List<Line> lines,
            List<String> words,
            List<String> faults) {
        private Chapter(final String title) {
            this(title, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private final List<Chapter> chapters = new ArrayList<>();
    private final Consumer<Figure> onFigure;

    /** Nobody is told. */
    public Results() {
        this(figure -> {});
    }

    /** Tells of each figure as it is entered. */
    public Results(final Consumer<Figure> onFigure) {
        this.onFigure = onFigure;
    }

    /** What follows belongs to this section. */
    public void begin(final String title) {
        chapters.add(new Chapter(title));
    }

    /** Enters something that was measured. */
    public void add(final Figure figure) {
        last().figures().add(figure);
        onFigure.accept(figure);
    }

    /** Enters a percentile curve. */
    public void add(final Curve curve) {
        last().curves().add(curve);
    }

    /** Enters a scaling curve. */
    public void add(final Line line) {
        last().lines().add(line);
    }

    /** Enters a sentence for the reader: how it was measured, or why something could not be. */
    public void say(final String sentence) {
        last().words().add(sentence);
    }

    /** Enters what was wrong: an answer that was missing or false. It fails the report, once that is written. */
    public void fault(final String what) {
        last().faults().add(what);
    }

    /** The sections so far. */
    public List<Chapter> chapters() {
        return List.copyOf(chapters);
    }

    /** Whether all answers were right; bars that were not reached do not count here. */
    public boolean isRight() {
        return chapters.stream().allMatch(chapter -> chapter.faults().isEmpty());
    }

    private Chapter last() {
        return chapters.get(chapters.size() - 1);
    }
}
