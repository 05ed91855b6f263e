package dev.wick.engine.supervisor;

import dev.wick.engine.ops.Metrics;
import java.util.function.Consumer;

/**
 * What the venues' supervisors have in common.
 *
 * @param settings what to go by
 * @param parts what was given to the supervisor
 * @param backfill fetches what is missing
 * @param commands takes what is to be done on the supervisor's thread
 * @param jitter spreads delays
 * @param metrics what is exported
 */
record SharedParts(
        SupervisorSettings settings,
        SupervisorParts parts,
        Backfill backfill,
        Consumer<Runnable> commands,
        Jitter jitter,
        Metrics metrics) {}
