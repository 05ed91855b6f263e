/**
 * What an operator sees: metrics, health, logs. Start at {@link dev.wick.engine.ops.Metric}, the list of all metrics.
 *
 * <pre>
 *   owner's thread ── Counter, LatencyHistogram, HopLatency (plain fields, one writer each)
 *                               │ read at scrape time
 *                            Metrics ──► PrometheusExport ──► OpsServer  /metrics
 *                               └──────► MetricsLog            /health /ready ◄── VenueHealth
 * </pre>
 */
package dev.wick.engine.ops;
