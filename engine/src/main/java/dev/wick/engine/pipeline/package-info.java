/**
 * The way of a candle from a leg to the egress: one ring, one thread, four small stages, two queues.
 *
 * <pre>
 *  leg threads            Ring                    the pipeline's thread                          the egress thread
 *  -----------      ─────────────────   ─────────────────────────────────────────────   ──────────────────────────
 *  Publisher ──┐    ┌─┬─┬─┬─┬─┬─┬─┐     PipelineAgent.doWork                            closed ─► ClosedQueue.poll
 *  Publisher ──┼──► │ RingSlot …  │ ──► CandleCheck ─► Dedup ─► Continuity ─► Router ─┤            (in order, all)
 *  Publisher ──┘    └─┴─┴─┴─┴─┴─┴─┘     broken?        news?    gap?                    open ───► OpenStack.pop
 *  (backfill)   full: publishers wait      │             │        │        │                       (newest first)
 *                                          └─ counted ───┘        │        └─ queue full: holds the
 *                                                                 ▼           candle, intake stops
 *                                                           GapListener
 * </pre>
 *
 * <p>Everything between ring and queues belongs to one thread, so that nothing is shared and nothing is locked: see
 * {@link dev.wick.engine.pipeline.PipelineAgent}. A {@link dev.wick.engine.pipeline.DutyThread} runs it, alone or in turn
 * with the egress ({@link dev.wick.engine.pipeline.TwoAgents}), and a test steps it by hand. "The pipeline's thread" and
 * "the egress thread" are whoever runs that duty now: the thread of that name, or, while it is parked, a leg that has brought
 * a few candles ({@link dev.wick.engine.pipeline.LegIntake}, {@link dev.wick.engine.pipeline.DutyThread#lendHand}); never two
 * at a time. Whoever makes work for a thread that may be parked signals its {@link dev.wick.engine.pipeline.WakeUp}: the
 * publishers and the closed queue's returning candles that of the pipeline, the router that of the egress.
 */
package dev.wick.engine.pipeline;
