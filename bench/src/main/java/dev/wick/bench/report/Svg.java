package dev.wick.bench.report;

import java.util.Locale;

/** Writes one picture as SVG, on white, so that it can be read on any page. Coordinates are pixels, downwards. */
final class Svg {
    private static final String FONT = "font-family=\"Helvetica, Arial, sans-serif\"";

    private final StringBuilder out = new StringBuilder();

    Svg(final int width, final int height, final String title) {
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
                width,
                height,
                width,
                height));
        out.append("<title>").append(escaped(title)).append("</title>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    }

    /** A straight line. */
    void line(final double x1, final double y1, final double x2, final double y2, final String colour) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    /** A curve through points. */
    void curve(final double[] x, final double[] y, final Pen pen) {
        final StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", x[i], y[i]));
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\" %s/>",
                points, pen.colour(), pen.dashes().isEmpty() ? "" : "stroke-dasharray=\"" + pen.dashes() + "\" ");
    }

    /** A dot where something was measured. */
    void dot(final double x, final double y, final Pen pen) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, pen.colour());
    }

    /**
     * Words.
     *
     * @param anchor which end of them is at x: {@code start}, {@code middle} or {@code end}
     */
    void words(final double x, final double y, final int size, final String anchor, final String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" " + FONT
                        + " font-size=\"%d\" text-anchor=\"%s\" fill=\"#222222\">%s</text>",
                x,
                y,
                size,
                anchor,
                escaped(words));
    }

    /** Words from below to above, with their middle here. */
    void upwards(final double x, final double y, final int size, final String words) {
        add(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" " + FONT
                        + " font-size=\"%d\" text-anchor=\"middle\" fill=\"#222222\">%s</text>",
                x,
                y,
                size,
                escaped(words));
    }

    /** The whole picture. Nothing can be added to it. */
    String end() {
        return out.append("</svg>\n").toString();
    }

    private void add(final String format, final Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(final String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
