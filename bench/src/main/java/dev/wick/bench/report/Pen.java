package dev.wick.bench.report;

/**
 * What one curve of a plot is drawn with.
 *
 * @param colour as SVG names it
 * @param dashes as SVG names them; empty for none
 */
record Pen(String colour, String dashes) {
    /** Okabe's and Ito's colours, which the colour-blind can tell apart, without the yellow, which white swallows. */
    private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"
    };

    private static final String[] DASHES = {"", "8 4", "2 3", "10 3 2 3"};

    /** The pen of the n-th curve, from 0. */
    static Pen of(final int n) {
        return new Pen(COLOURS[n % COLOURS.length], DASHES[n / COLOURS.length % DASHES.length]);
    }
}
