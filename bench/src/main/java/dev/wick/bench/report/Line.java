package dev.wick.bench.report;

/**
 * Values over something that grows: a rate, a number of series, of connections.
 *
 * @param plot the plot it belongs to, with others that have the same axes
 * @param label its name there
 * @param xLabel what grows, with its unit
 * @param yLabel what was measured, with its unit
 * @param x ascending
 * @param y of the same length
 */
public record Line(String plot, String label, String xLabel, String yLabel, double[] x, double[] y) {}
