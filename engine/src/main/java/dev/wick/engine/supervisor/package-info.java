/**
 * Policy: which series are subscribed where, when to dial again, and what to fetch by REST.
 *
 * <pre>
 *   egress ──want, release, resolve──┐                        ┌──► legs (connect, subscribe, close)
 *   pipeline ──gap opened────────────┼──► command queue ──► supervisor thread
 *   legs ──opened, acked, closed─────┘                        └──► backfill threads ──► ring
 * </pre>
 *
 * <p>All state here belongs to the thread {@code supervisor}. Whoever else has something to say puts a command into its
 * queue; REST calls wait on threads of their own and answer by a command, too.
 */
package dev.wick.engine.supervisor;
