package dev.wick.engine.ops;

/**
 * How long something took, over many times. Immutable.
 *
 * @param count how many times; with 0 all else is 0
 * @param sumNs all of them together, ns
 * @param p50Ns half took no longer, ns, within 1 %
 * @param p90Ns nine in ten, ns, within 1 %
 * @param p99Ns 99 in a hundred, ns, within 1 %
 * @param p999Ns 999 in a thousand, ns, within 1 %
 * @param maxNs the longest, ns, exact
 */
public record Distribution(long count, long sumNs, long p50Ns, long p90Ns, long p99Ns, long p999Ns, long maxNs) {}
