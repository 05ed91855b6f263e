/**
 * The distance {@code hop}: a candle is published into the ring, and the egress has it.
 *
 * <pre>
 *   Sender ──► Way: wick   Publisher ► Ring ► PipelineAgent ► Router ► queues ► EgressAgent ─┐
 *                   bare   a Disruptor with one handler ─────────────────────────────────────┼─► Arrivals
 *                   queue  ArrayBlockingQueue ───────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Open loop: candles have planned times. The way itself is counted from the call that publishes, and, beside it, from the planned
 * time: what a user would feel, with all by which the sender was late.
 */
package dev.wick.bench.hop;
