package dev.wick.bench.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Draws curves over two axes, with a grid, and their names beside it.
 *
 * @param title above
 * @param xLabel below, with the unit
 * @param yLabel to the left, with the unit
 * @param x the axis below
 * @param y the axis to the left
 * @param traces the curves, in the order of their names
 */
record Chart(String title, String xLabel, String yLabel, Axis x, Axis y, List<Trace> traces) {
    private static final int TOP = 48;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 340;
    private static final int BOTTOM = 60;
    private static final int TEXT = 12;
    private static final int TITLE = 16;
    /** Of a letter, in parts of the size: more than what most letters take. */
    private static final double LETTER = 0.62;

    private static final int ROW = 20;
    private static final int KEY = 28;
    private static final int GAP = 12;
    private static final String GRID = "#dddddd";
    private static final String FRAME = "#666666";

    /**
     * One curve.
     *
     * @param label its name
     * @param x ascending
     * @param y of the same length
     * @param isMarked whether each point is marked: it was measured there, and the line between is a guess
     */
    record Trace(String label, double[] x, double[] y, boolean isMarked) {}

    /** The picture. */
    String svg() {
        final double longest = traces.stream()
                .mapToDouble(trace -> width(trace.label(), TEXT))
                .max()
                .orElse(0);
        final int right = (int) Math.ceil(GAP + KEY + GAP + longest + GAP);
        final int width = (int) Math.max(left() + WIDTH + right, 2 * GAP + width(title, TITLE));
        final int height = Math.max(TOP + HEIGHT + BOTTOM, TOP + ROW * (traces.size() + 1));
        final Svg svg = new Svg(width, height, title);
        svg.words(GAP, TOP - 20, TITLE, "start", title);
        drawAxes(svg);
        for (int i = 0; i < traces.size(); i++) {
            drawTrace(svg, i);
        }
        return svg.end();
    }

    private void drawAxes(final Svg svg) {
        double freeFrom = 0;
        for (final Axis.Tick tick : x.ticks()) {
            final double at = px(tick.value());
            svg.line(at, TOP, at, TOP + HEIGHT, GRID);
            final double half = width(tick.label(), TEXT) / 2;
            // What would run into its neighbour is left out; its line stays.
            if (at - half >= freeFrom) {
                svg.words(at, TOP + HEIGHT + 18, TEXT, "middle", tick.label());
                freeFrom = at + half + GAP / 2.0;
            }
        }
        for (final Axis.Tick tick : y.ticks()) {
            final double at = py(tick.value());
            svg.line(left(), at, left() + WIDTH, at, GRID);
            svg.words(left() - 8, at + 4, TEXT, "end", tick.label());
        }
        svg.line(left(), TOP + HEIGHT, left() + WIDTH, TOP + HEIGHT, FRAME);
        svg.line(left(), TOP, left(), TOP + HEIGHT, FRAME);
        svg.words(left() + WIDTH / 2.0, TOP + HEIGHT + 44, TEXT, "middle", xLabel);
        svg.upwards(18, TOP + HEIGHT / 2.0, TEXT, yLabel);
    }

    private void drawTrace(final Svg svg, final int i) {
        final Trace trace = traces.get(i);
        final Pen pen = Pen.of(i);
        final double[] across = new double[trace.x().length];
        final double[] down = new double[across.length];
        for (int k = 0; k < across.length; k++) {
            across[k] = px(trace.x()[k]);
            down[k] = py(trace.y()[k]);
            if (trace.isMarked()) {
                svg.dot(across[k], down[k], pen);
            }
        }
        svg.curve(across, down, pen);
        final double key = left() + WIDTH + GAP;
        final double row = TOP + ROW * (i + 0.5);
        svg.curve(new double[] {key, key + KEY}, new double[] {row, row}, pen);
        svg.words(key + KEY + GAP / 2.0, row + 4, TEXT, "start", trace.label());
    }

    /** Where the axis to the left is: its name and its ticks need room. */
    private double left() {
        return 3 * GAP + longest(y.ticks().stream().map(Axis.Tick::label));
    }

    private double px(final double value) {
        return left() + WIDTH * x.at(value);
    }

    private double py(final double value) {
        return TOP + HEIGHT * (1 - y.at(value));
    }

    private static double longest(final Stream<String> labels) {
        return labels.mapToDouble(label -> width(label, TEXT)).max().orElse(0);
    }

    private static double width(final String words, final int size) {
        return words.length() * size * LETTER;
    }
}
