package dev.wick.bench.report;

import org.HdrHistogram.Histogram;

/**
 * A distribution of latency, for a plot over percentiles.
 *
 * @param plot the plot it belongs to, with others: {@code wire at 1,000/s}
 * @param label its name there: {@code wick}
 * @param histogram ns; all runs of it together; nobody writes it any more
 */
public record Curve(String plot, String label, Histogram histogram) {}
