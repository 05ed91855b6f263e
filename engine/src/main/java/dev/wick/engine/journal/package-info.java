/**
 * The journal: the closed candles that were published, in a few memory-mapped files of one folder, so that after a restart
 * the engine knows what its subscribers have; and so that who was away for longer than memory reaches can be served.
 *
 * <pre>
 *   pipeline ──append──► closed-0000000007.journal   the active segment
 *                        closed-0000000008.journal   the next one, prepared ahead by the thread "journal"
 *                        closed-0000000006.journal   full, forced to the disk
 *                        closed-0000000001.journal   the oldest, deleted when room is wanted
 *                        closed-0000000003.journal.damaged   set aside at a start
 * </pre>
 *
 * <p>A segment stands by itself: it defines each series that it has candles of, so dropping the oldest costs nothing but its
 * candles. {@link dev.wick.engine.journal.SegmentFormat} shows the bytes, {@link dev.wick.engine.journal.Journal} says what a
 * crash or a power loss can cost.
 */
package dev.wick.engine.journal;
