package dev.wick.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One picture of the report.
 *
 * @param title what it shows
 * @param svg the picture
 */
record Plot(String title, String svg) {
    private static final double NS_PER_US = 1e3;
    private static final double NOTHING = 1;

    /** Latency over percentiles, as HdrHistogram's plotter has it; curves without a value are left out. */
    static Plot ofCurves(final String title, final List<Curve> curves) {
        final List<Chart.Trace> traces = new ArrayList<>();
        double count = 0;
        for (final Curve curve : curves) {
            final List<PercentilePoint> points = PercentilePoint.of(curve.histogram());
            if (!points.isEmpty()) {
                // On a logarithmic axis there is no zero, and below a nanosecond nothing is known.
                traces.add(new Chart.Trace(
                        curve.label(),
                        points.stream().mapToDouble(PercentilePoint::oneIn).toArray(),
                        points.stream()
                                .mapToDouble(point -> Math.max(NOTHING, (double) point.ns()) / NS_PER_US)
                                .toArray(),
                        false));
                count = Math.max(count, (double) curve.histogram().getTotalCount());
            }
        }
        return new Plot(
                title,
                new Chart(title, "Percentile", "Latency, µs", Axis.percentiles(count), yAxis(traces), traces).svg());
    }

    /** What grows with what. All lines have the axes of the first. */
    static Plot ofLines(final String title, final List<Line> lines) {
        final List<Chart.Trace> traces = lines.stream().map(Plot::trace).toList();
        final Line first = lines.get(0);
        return new Plot(
                title, new Chart(title, first.xLabel(), first.yLabel(), xAxis(traces), yAxis(traces), traces).svg());
    }

    /** Without what could not be measured. */
    private static Chart.Trace trace(final Line line) {
        final int[] known = IntStream.range(0, line.x().length)
                .filter(i -> Double.isFinite(line.x()[i]) && Double.isFinite(line.y()[i]))
                .toArray();
        return new Chart.Trace(
                line.label(),
                IntStream.of(known).mapToDouble(i -> line.x()[i]).toArray(),
                IntStream.of(known).mapToDouble(i -> line.y()[i]).toArray(),
                true);
    }

    private static Axis xAxis(final List<Chart.Trace> traces) {
        return axis(traces.stream().map(Chart.Trace::x).toList());
    }

    private static Axis yAxis(final List<Chart.Trace> traces) {
        return axis(traces.stream().map(Chart.Trace::y).toList());
    }

    private static Axis axis(final List<double[]> values) {
        double min = Double.MAX_VALUE;
        double max = 0;
        for (final double[] trace : values) {
            for (final double value : trace) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return Axis.over(min, max);
    }
}
