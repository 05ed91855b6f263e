/**
 * The closed candles of each series, kept in memory in the order in which they were published: what a subscriber that
 * resumes or asks for a snapshot is served from, and what a closed candle that comes again is compared with.
 *
 * <pre>
 *   bootstrap, newest first                  published, in order
 *        ◄──────────────┤                    ├──────────────►
 *   ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
 *   │ -3  │ -2  │ -1  │  0  │  1  │  2  │  3  │  4  │     │   positions; the ring beneath overwrites the lowest
 *   └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘
 *   begin                                            end
 * </pre>
 *
 * <p>The pipeline's thread writes, any thread reads.
 */
package dev.wick.engine.history;
