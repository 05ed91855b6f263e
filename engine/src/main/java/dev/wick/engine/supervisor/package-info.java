/**
 * Policy: which series are subscribed where, when to dial again, what to fetch by REST, and who is quiet, mute or dead.
 *
 * <pre>
 *   egress ──want, release, resolve──┐                        ┌──► legs (connect, subscribe, close)
 *   pipeline ──gap opened────────────┼──► command queue ──► supervisor thread
 *   legs ──opened, acked, closed─────┘                        └──► backfill threads ──► ring
 * </pre>
 *
 * <p>Four groups, each read by itself; {@link dev.wick.engine.supervisor.Supervisor} holds the venues, and
 * {@link dev.wick.engine.supervisor.VenueSupervisor} joins the groups of one:
 *
 * <ul>
 *   <li>what is wanted: {@code RequestResolver}, {@code Resolver}, {@code SymbolList}, {@code Delisting}, {@code Wanted};
 *   <li>connections: {@code RedundantLegs} joins the one or two {@code VenueLegs} of a venue; {@code Placement},
 *       {@code LegDialer}, {@code Subscriptions} (what was asked and answered), {@code Renewal} (one succeeds another),
 *       {@code LegRepair}, {@code TwinWatch}, {@code CircuitBreaker};
 *   <li>REST: {@code VenueRest} is the one way to it, for {@code Backfill}, {@code Bootstrap},
 *       {@code SubscriberFetches}, {@code Confirmations} and {@code Probes}; {@code Waivers} says what nobody waits for;
 *   <li>health: {@code VenueHealthWatch} with {@code CloseWatch} (bars that are over), {@code SeriesWatch} (LIVE, STALE,
 *       RECOVERING) and {@code SilenceWatch} (legs).
 * </ul>
 *
 * <p>All state here belongs to the thread {@code supervisor}. Whoever else has something to say puts a command into its
 * queue; REST calls wait on threads of their own and answer by a command, too.
 */
package dev.wick.engine.supervisor;
