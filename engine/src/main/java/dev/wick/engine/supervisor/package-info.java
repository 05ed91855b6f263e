/**
 * Policy: which series are subscribed where, when to dial again, what to fetch by REST, and who is quiet, mute or dead.
 *
 * <pre>
 *   egress ──want, release, resolve──┐                        ┌──► legs (connect, subscribe, close)
 *   pipeline ──gap opened────────────┼──► command queue ──► supervisor thread
 *   legs ──opened, acked, closed─────┘                        └──► backfill threads ──► ring
 * </pre>
 *
 * <p>Per venue: {@link dev.wick.engine.supervisor.VenueSupervisor} keeps what is wanted, {@link
 * dev.wick.engine.supervisor.VenueHealthWatch} watches over what comes, {@link dev.wick.engine.supervisor.VenueRest} is the
 * one way to REST.
 *
 * <p>All state here belongs to the thread {@code supervisor}. Whoever else has something to say puts a command into its
 * queue; REST calls wait on threads of their own and answer by a command, too.
 */
package dev.wick.engine.supervisor;
