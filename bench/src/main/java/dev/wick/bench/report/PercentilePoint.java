package dev.wick.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * One point of a percentile curve.
 *
 * @param percentile from 0 to 100
 * @param oneIn of so many values one is above: 1 / (1 - p), what the curve is drawn over; for the highest of all the count
 * @param ns the latency that the percentile does not exceed
 */
record PercentilePoint(double percentile, double oneIn, long ns) {
    /** So many points from 0 to 50 %, as many on half of the rest, and so on. */
    private static final int PER_HALF = 10;

    private static final double ALL = 100;

    /** The curve of a distribution, up to its highest value; empty if it is. */
    static List<PercentilePoint> of(final Histogram histogram) {
        final List<PercentilePoint> points = new ArrayList<>();
        final long count = histogram.getTotalCount();
        for (final HistogramIterationValue step : histogram.percentiles(PER_HALF)) {
            final double percentile = step.getPercentileLevelIteratedTo();
            final double oneIn = ALL / (ALL - percentile);
            if (oneIn < count) {
                points.add(new PercentilePoint(percentile, oneIn, step.getValueIteratedTo()));
            }
        }
        if (count > 0) {
            points.add(new PercentilePoint(ALL, count, histogram.getMaxValue()));
        }
        return points;
    }
}
